"""The reference of `.github/cowpath.yml`."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.policies.configuration import read_configuration
from app.policies.configuration_page import SECTIONS, configuration_page
from app.policies.json_schemas import configuration_schema
from app.policies.references import read_references
from app.policies.yaml_source import YamlSource
from app.policy_files import built_in

EXAMPLE = YamlSource("".join(section.example for section in SECTIONS), "docs/configuration.md")


def names_in(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    """Every key that a schema knows, at any depth, except a policy's own settings."""
    target = definitions.get(str(schema.get("$ref", "")).rpartition("/")[2], schema)
    for name, below in target.get("properties", {}).items():
        yield name
        if name != "policies":
            yield from names_in(below, definitions)
    for inner in (target.get("items"), target.get("additionalProperties")):
        if isinstance(inner, Mapping):
            yield from names_in(inner, definitions)


def names_given(value: object) -> Iterator[str]:
    """Every key of a document."""
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield str(name)
            yield from names_given(below)
    elif isinstance(value, list):
        for below in value:
            yield from names_given(below)


PAGE = configuration_page(built_in())
SCHEMA = configuration_schema(built_in())
NAMES = {
    *("enabled", "mode", "file", "excused_by"),
    *(name for name in names_in(SCHEMA, SCHEMA["$defs"]) if not name.startswith("+")),
}


def test_the_examples_together_are_a_configuration_without_mistakes() -> None:
    def is_told_elsewhere(policy: str) -> bool:
        return policy == "our-own"

    value = EXAMPLE.value
    _, mistakes = read_configuration(EXAMPLE, (), value, built_in(), is_told_elsewhere)
    _, unreferenced = read_references(EXAMPLE, value, None)
    assert [*mistakes, *unreferenced, *EXAMPLE.repeated_keys()] == []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_key_stands_in_an_example_and_in_a_table(name: str) -> None:
    """A new key is given an example in `app/policies/configuration_page.py`."""
    assert name in set(names_given(EXAMPLE.value))
    assert f"`{name}`" in PAGE or f".{name}`" in PAGE or f"`{name}." in PAGE
