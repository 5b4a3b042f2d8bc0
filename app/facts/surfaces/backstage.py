"""Backstage software templates: the parameters that people fill in."""

from collections.abc import Iterator

from app.facts import inputs, paths, schema
from app.facts.change import Version
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Sequence, YamlTrouble, compose_all, text_at

_SKELETONS = frozenset({"skeleton", "skeletons", "content"})


def reads(path: str) -> bool:
    """Any YAML may hold a template, except what templates are filled from."""
    skeleton = not _SKELETONS.isdisjoint(path.split("/")[:-1])
    return path.endswith((".yaml", ".yml")) and not skeleton and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A template explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The parameters of every template in the file."""
    if "scaffolder.backstage.io" not in text:
        return ()
    try:
        documents = compose_all(text)
    except YamlTrouble:
        return ()
    found: dict[tuple[str, str], Declaration] = {}
    for document in documents:
        for declared in _template(document, path):
            found.setdefault((declared.scope, declared.name), declared)
    return tuple(found.values())


def _template(document: Node, path: str) -> Iterator[Declaration]:
    if text_at(document, "kind") != "Template" or not isinstance(document, Mapping):
        return
    spec = document.get("spec")
    parameters = spec.get("parameters") if isinstance(spec, Mapping) else None
    steps = parameters.items if isinstance(parameters, Sequence) else (parameters,)
    for step in steps:
        for each in schema.fields(step):
            # its title is only its label, and says nothing about what to enter
            yield each.declared("backstage_parameter", inputs.scope_of(path, document), path)
