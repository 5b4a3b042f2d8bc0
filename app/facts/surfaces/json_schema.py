"""JSON Schemas that are kept for others: the keys of configuration files and messages."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import basename, dirname

from app.facts import inputs, paths, schema
from app.facts.change import Version
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, YamlTrouble, compose
from app.lazy_re import regex

_NAME = regex(r"(?:^|[._-])schema\.(?:json|ya?ml)$|\.schema\.(?:json|ya?ml)$")
_DEFINITIONS = ("definitions", "$defs")


def reads(path: str) -> bool:
    """Files named as schemas; the schema of a chart's values describes what the chart declares."""
    name = basename(path).lower()
    if "internal" in path.split("/")[:-1]:
        return False
    if name == "values.schema.json" or paths.is_supporting(path):
        return False
    return bool(_NAME.search(name)) or (name.endswith(".json") and "schemas" in path.split("/"))


def neighbours(path: str) -> tuple[str, ...]:
    """A schema explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The keys that the schema describes, at the top and in its definitions."""
    if '"$schema"' not in text and "$schema:" not in text:
        return ()
    try:
        document = compose(text)
    except YamlTrouble:
        return ()
    found: dict[str, Declaration] = {}
    for name, each in _fields(document):
        declared = each.declared("config_key", dirname(path), path)
        found.setdefault(name, replace(declared, name=name))
    return tuple(found.values())


def _fields(document: Node | None) -> Iterator[tuple[str, schema.SchemaField]]:
    """Names and fields. Definitions are shared, so that references are not followed."""
    if not isinstance(document, Mapping):
        return
    for each in schema.fields(document):
        yield each.name, each
    for group in _DEFINITIONS:
        for key, value in inputs.entries(document.get(group)):
            for each in schema.fields(value):
                yield f"{key.text}.{each.name}", each
