"""Kubernetes and Crossplane definitions of resources: the fields of their schemas.

A definition that is generated from Go types is a copy; the fields are declared at the types.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.facts import paths, schema
from app.facts.change import Version
from app.facts.definitions import has_go_types, is_generated_definition
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Sequence, YamlTrouble, compose_all, text_at

_KUBERNETES = "CustomResourceDefinition"
_CROSSPLANE = "CompositeResourceDefinition"
_MACHINERY = frozenset({"apiVersion", "kind", "metadata", "spec", "status"})


def reads(path: str) -> bool:
    """Any YAML may define a resource."""
    return path.endswith((".yaml", ".yml")) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A definition explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The resources that a file defines, with their fields in every version."""
    if _KUBERNETES not in text and _CROSSPLANE not in text:
        return ()
    copies = is_generated_definition(text) or has_go_types(version.paths)
    if copies and _CROSSPLANE not in text:
        return ()
    try:
        documents = compose_all(text)
    except YamlTrouble:
        return ()  # a template of a chart, or nothing that a cluster would take
    found: dict[tuple[str, str], Declaration] = {}
    for document in documents:
        kind = text_at(document, "kind")
        if kind == _CROSSPLANE or (kind == _KUBERNETES and not copies):
            for declared in _definition(document, path):
                found.setdefault((declared.scope, declared.name), declared)
    return tuple(found.values())


def _definition(document: Node, path: str) -> Iterator[Declaration]:
    spec = _under(document, "spec")
    names = _under(spec, "names")
    kind = text_at(names, "kind")
    if kind is None:
        return
    scope = f"{text_at(spec, 'group') or ''}/{kind}"
    versions = [each for each in _items(spec, "versions") if isinstance(each, Mapping)]
    tops = [_under(_under(each, "schema"), "openAPIV3Schema") for each in versions]
    about = next((words for top in tops if (words := schema.words(top, "description"))), "")
    place = names.line if names else 1
    yield Declaration(
        kind="crd",
        name=kind,
        scope=scope,
        path=path,
        line=place,
        documentation=about,
        documented_by="description" if about else None,
    )
    for top in tops:
        for each in schema.fields(top):
            if each.name not in _MACHINERY and not each.name.startswith("metadata."):
                yield _field(each, scope, path)


def _field(each: schema.SchemaField, scope: str, path: str) -> Declaration:
    return replace(
        each.declared("crd_field", scope, path),
        deprecated=each.deprecated or each.description.lower().startswith("deprecated"),
        output=each.name.startswith("status."),
    )


def _under(node: Node | None, name: str) -> Mapping | None:
    value = node.get(name) if isinstance(node, Mapping) else None
    return value if isinstance(value, Mapping) else None


def _items(node: Mapping | None, name: str) -> tuple[Node, ...]:
    value = node.get(name) if node else None
    return value.items if isinstance(value, Sequence) else ()
