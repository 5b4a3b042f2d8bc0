"""JSON Schemas of policy files and of the configuration, for editors to complete and check.

They are made of the same classes that parse. Examples are those of the documentation.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.core.configuration import Configuration
from app.policies.configuration_page import SECTIONS
from app.policies.model import Policies, Policy, SettingDeclaration
from app.policies.sample import SAMPLE
from app.policies.shapes import json_schema
from app.policies.yaml_source import PLUS, YamlSource

DIALECT = "http://json-schema.org/draft-07/schema#"
"""Older than what we need, and read by every editor."""

Schema = dict[str, Any]

_TYPES: dict[str, Schema] = {
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "string": {"type": "string"},
    "strings": {"type": "array", "items": {"type": "string"}},
}


def policy_schema() -> Schema:
    """The schema of a policy file."""
    schema = _untitled(json_schema(Policy))
    # a policy is called as its file is
    del schema["properties"]["id"]
    schema["required"].remove("id")
    _exemplify(schema, YamlSource(SAMPLE, "").value, schema["$defs"])
    return {"$schema": DIALECT, "title": "A policy of Cowpath", **schema}


def configuration_schema(policies: Policies) -> Schema:
    """The schema of `.github/cowpath.yml`, with the settings of these policies."""
    schema = _untitled(json_schema(Configuration))
    choice = schema["$defs"].pop("PolicyChoice")
    del choice["properties"]["settings"]
    of_policies = schema["properties"]["policies"]
    of_policies["properties"] = {policy.id: _choice(policy, choice) for policy in policies}
    of_policies["additionalProperties"] = _own_choice(choice)
    excuse = schema["$defs"]["Excuse"]
    excuse["required"].append("until")
    excuse["properties"]["until"] |= {"type": "string", "format": "date"}
    del excuse["properties"]["until"]["anyOf"], excuse["properties"]["until"]["default"]
    for section in SECTIONS:
        _exemplify(schema, YamlSource(section.example, "").value, schema["$defs"])
    for mapping in _mappings(schema):
        _let_lists_grow(mapping)
    return {
        "$schema": DIALECT,
        "title": "The configuration of Cowpath",
        **schema,
        "if": {"not": {"required": ["extends"]}},
        "then": {"properties": {"policies": _with_files(policies)}},
    }


def _with_files(policies: Policies) -> Schema:
    """Without layers below, every policy that does not come with Cowpath has its file here."""
    return {
        "properties": {policy.id: {} for policy in policies},
        "additionalProperties": {"required": ["file"]},
    }


def _choice(policy: Policy, choice: Schema) -> Schema:
    properties = {key: value for key, value in choice["properties"].items() if key != "file"}
    declared = {name: _setting(setting) for name, setting in policy.settings.items()}
    return {
        "type": "object",
        "description": f"Look again, because {policy.title}.",
        "properties": {**properties, **declared},
        "additionalProperties": False,
    }


def _own_choice(choice: Schema) -> Schema:
    """For a policy that the repository or a layer brings; its settings are not known here."""
    return {**choice, "additionalProperties": {"type": [*_SCALARS, "array"]}}


_SCALARS = ("boolean", "integer", "number", "string")


def _setting(declared: SettingDeclaration) -> Schema:
    schema = {**_TYPES[declared.type], "description": declared.about, "default": declared.default}
    if declared.at_least is not None:
        schema["minimum"] = declared.at_least
    return schema


def _untitled(schema: Any) -> Any:
    """A schema without the titles that only repeat the names."""
    if isinstance(schema, list):
        return [_untitled(entry) for entry in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        key: {name: _untitled(entry) for name, entry in value.items()}
        if key in ("properties", "$defs")
        else _untitled(value)
        for key, value in schema.items()
        if key != "title"
    }


def _exemplify(schema: Schema, value: Any, definitions: Mapping[str, Schema]) -> None:
    """Give a schema a value as its example, and each part of it the part that it describes."""
    target = definitions.get(schema.get("$ref", "").rpartition("/")[2], schema)
    if isinstance(value, Mapping):
        known = target.get("properties", {})
        for key, entry in value.items():
            below = known.get(key, target.get("additionalProperties"))
            if isinstance(below, dict):
                _exemplify(below, entry, definitions)
    elif isinstance(value, list) and "$ref" in target.get("items", {}):
        for entry in value:
            _exemplify(target["items"], entry, definitions)
    elif value not in target.setdefault("examples", []):
        target["examples"].append(value)


def _mappings(schema: Schema) -> Iterator[Schema]:
    """Every part of the configuration whose keys are merged: none inside a list."""
    yield schema
    for entry in (
        *schema["$defs"].values(),
        *schema["properties"]["policies"]["properties"].values(),
    ):
        if entry is not schema["$defs"]["Excuse"]:
            yield entry


def _let_lists_grow(mapping: Schema) -> None:
    """Beside each list, the key that adds to the one below."""
    properties = mapping["properties"]
    for name, entry in list(properties.items()):
        if entry.get("type") == "array" and name != "extends":
            about = f"Adds to the list below. {entry.get('description', '')}".strip()
            added = {key: value for key, value in entry.items() if key != "default"}
            properties[f"{PLUS}{name}"] = {**added, "description": about}
