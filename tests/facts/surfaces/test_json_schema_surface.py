"""JSON Schemas that others rely on."""

from builders import declared_by

from app.facts.surfaces import json_schema

SCHEMA = """{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "required": ["name"],
  "properties": {
    "name": {"type": "string", "description": "What it is called."},
    "owner": {"$ref": "#/$defs/owner"}
  },
  "$defs": {
    "owner": {"properties": {"team": {"type": "string", "deprecated": true}}}
  }
}
"""


def test_keys_at_the_top_and_in_definitions_are_declared() -> None:
    found = declared_by(json_schema, "schemas/app.schema.json", SCHEMA)
    assert found.keys() == {"name", "owner", "owner.team"}
    name = found["name"]
    assert (name.kind, name.line, name.required) == ("config_key", 5, True)
    assert found["owner.team"].deprecated


def test_the_schema_of_a_charts_values_is_left_to_the_chart() -> None:
    assert not json_schema.reads("charts/app/values.schema.json")


def test_json_that_is_no_schema_declares_nothing() -> None:
    assert declared_by(json_schema, "schemas/a.json", '{"properties": {"a": {}}}') == {}


def test_what_is_too_long_for_a_name_names_no_fields() -> None:
    """Each field bears the name of its definition, so that together they would fill the memory."""
    allowed, too_long = "a" * 200, "b" * 201
    text = f"""\
$schema: x
$defs:
  {allowed}: {{properties: {{team: {{}}}}}}
  {too_long}: {{properties: {{team: {{}}}}}}
"""
    assert declared_by(json_schema, "app.schema.yaml", text).keys() == {f"{allowed}.team"}
