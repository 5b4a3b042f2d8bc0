"""Avro schemas: the records that are passed on, and their fields."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname

from app.facts import inputs, paths, schema
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.public_api import with_fair_documentation
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Sequence, text_at

_FIELD = Words("event_data_field", description="doc")
_MOST_LEVELS = 20
"""Of records inside records."""


def reads(path: str) -> bool:
    """Schemas by their ending."""
    return path.endswith(".avsc") and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A schema explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The fields of every record; one with a default may be missing in what was written before."""
    found: dict[str, Declaration] = {}
    for document in inputs.documents(text, "record"):
        for each in _fields(document, path, 0):
            found.setdefault(each.name, each)
    return tuple(with_fair_documentation(found.values(), owed=frozenset()))


def _fields(type_: Node | None, path: str, level: int) -> Iterator[Declaration]:
    if level > _MOST_LEVELS:
        return
    if isinstance(type_, Sequence):
        for each in type_.items:
            yield from _fields(each, path, level + 1)
    if not isinstance(type_, Mapping):
        return
    yield from _fields(type_.get("items") or type_.get("values"), path, level + 1)
    record = text_at(type_, "name") or ""
    for name, about in inputs.named(type_.get("fields")):
        inner = about.get("type")
        yield replace(
            _FIELD.declared(name, about, dirname(path), path),
            name=f"{record}.{name.text}",
            type=_type(inner),
        )
        yield from _fields(inner, path, level + 1)


def _type(node: Node | None) -> str | None:
    """As it stands, where it is not a type of its own with a name."""
    if isinstance(node, Mapping):
        return text_at(node, "name") or text_at(node, "type")
    return schema.written(node)
