"""Templates of whole projects, for Cookiecutter and Copier: the questions that they ask."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import basename, dirname

from app.facts import inputs, paths, schema
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Sequence, text_at

_COOKIECUTTER = "cookiecutter.json"
_COPIER = ("copier.yml", "copier.yaml")
_QUESTION = Words("template_parameter", description="help", choices="choices")
_PROMPTS = "__prompts__"
"""The key under which Cookiecutter finds the words of its questions."""


def reads(path: str) -> bool:
    """The files in which the two tools look for questions."""
    return basename(path) in (_COOKIECUTTER, *_COPIER) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The questions explain themselves."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Every question; a key that begins with a mark sets up the tool, or is worked out."""
    read = _cookiecutter if basename(path) == _COOKIECUTTER else _copier
    return tuple(
        each
        for document in inputs.documents(text)
        for each in read(document, path)
        if not each.name.startswith("_")
    )


def _copier(document: Mapping, path: str) -> Iterator[Declaration]:
    for name, about in inputs.entries(document):
        question = _QUESTION.declared(name, about, dirname(path), path)
        if not isinstance(about, Mapping):
            question = replace(question, default=schema.written(about), required=False)
        if text_at(about, "when") != "false":
            yield question


def _cookiecutter(document: Mapping, path: str) -> Iterator[Declaration]:
    prompts = {name.text: prompt for name, prompt in inputs.entries(document.get(_PROMPTS))}
    for name, value in inputs.entries(document):
        words = _words(prompts.get(name.text))
        choices = tuple(schema.written(each) or "" for each in inputs.items(value))
        yield replace(
            _QUESTION.declared(name, None, dirname(path), path),
            default=choices[0] if choices else schema.written(value),
            required=False,
            choices=choices or None,
            documentation=words,
            documented_by="prompt" if words else None,
            # the name alone is what people are asked
            documentation_unseen=not words,
        )


def _words(prompt: Node | None) -> str:
    """The question in words, which stands first where its choices have words as well."""
    if isinstance(prompt, Mapping):
        prompt = prompt.get("__prompt__")
    return "" if prompt is None or isinstance(prompt, Sequence) else schema.written(prompt) or ""
