"""Ansible roles: the variables that playbooks set, by their defaults or their specification."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from posixpath import dirname

from app.facts import inputs, paths, schema
from app.facts.change import Version
from app.facts.helm_comments import Comments
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Node, Scalar

_DEFAULTS = ("defaults/main.yml", "defaults/main.yaml")
_SPECIFICATIONS = ("meta/argument_specs.yml", "meta/argument_specs.yaml")
_MARKS = ("tasks/main.yml", "tasks/main.yaml", "meta/main.yml", "meta/main.yaml")
"""Files that make a folder a role."""
_VARIABLE = Words("role_variable", choices="choices", required="required")


def reads(path: str) -> bool:
    """Where a role says what may be set."""
    inside = f"/{path}".endswith(tuple(f"/{end}" for end in (*_DEFAULTS, *_SPECIFICATIONS)))
    return inside and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The role's other file, where a variable may be explained."""
    role = _role(path)
    names = _SPECIFICATIONS if path.endswith(_DEFAULTS) else _DEFAULTS
    return tuple(f"{role}{name}" for name in names)


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The variables that this file declares; those that begin with a mark are the role's own."""
    role = _role(path)
    if version.paths.isdisjoint(f"{role}{mark}" for mark in _MARKS):
        return ()
    beside = next((t for place in neighbours(path) if (t := version.text(place))), "")
    if path.endswith(_DEFAULTS):
        found = _with_defaults(path, text, _specified(path, beside))
    else:
        given = {name.text for name, _ in _variables(beside)}
        found = (d for name, d in _specified(path, text).items() if name not in given)
    return tuple(each for each in found if not each.name.startswith("_"))


def _role(path: str) -> str:
    """The role's folder with a slash, or nothing for the top."""
    folder = dirname(dirname(path))
    return f"{folder}/" if folder else ""


def _with_defaults(
    path: str, text: str, specified: Mapping[str, Declaration]
) -> Iterator[Declaration]:
    comments = Comments(text)
    for name, value in _variables(text):
        about = comments.of(name.text, name, value, None)
        found = _VARIABLE.declared(name, None, _role(path), path, about)
        if not about and name.text in specified:
            words = specified[name.text].documentation
            found = replace(found, documentation=words, documented_by=_SPECIFICATIONS[0])
        yield replace(found, default=schema.written(value))


def _variables(text: str) -> Iterator[tuple[Scalar, Node]]:
    return (pair for document in inputs.documents(text) for pair in document.entries())


def _specified(path: str, text: str) -> dict[str, Declaration]:
    found: dict[str, Declaration] = {}
    for document in inputs.documents(text, "argument_specs"):
        for _, entry in inputs.entries(document.get("argument_specs")):
            for name, about in inputs.entries(inputs.under(entry, "options")):
                declared = _VARIABLE.declared(name, about, _role(path), path, _paragraphs(about))
                found.setdefault(name.text, declared)
    return found


def _paragraphs(about: Node) -> str:
    """A description in a list."""
    texts = (schema.written(each) for each in inputs.items(inputs.under(about, "description")))
    return " ".join(filter(None, texts))
