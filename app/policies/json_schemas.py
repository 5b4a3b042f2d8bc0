"""JSON Schemas of policy files and of the configuration, for editors to complete and check."""

from typing import Any

from app.core.configuration import Configuration, PolicyChoice
from app.policies.model import Policies, Policy, SettingDeclaration
from app.policies.shapes import json_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TYPES: dict[str, dict[str, Any]] = {
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "string": {"type": "string"},
    "strings": {"type": "array", "items": {"type": "string"}},
}


def policy_schema() -> dict[str, Any]:
    """The schema of a policy file."""
    schema = json_schema(Policy)
    # a policy is called as its file is
    del schema["properties"]["id"]
    schema["required"].remove("id")
    return {"$schema": DIALECT, **schema}


def configuration_schema(policies: Policies) -> dict[str, Any]:
    """The schema of `.github/cowpath.yml`, with the settings of these policies."""
    schema = json_schema(Configuration)
    schema.get("$defs", {}).pop("PolicyChoice", None)
    schema["properties"]["policies"] = {
        "type": "object",
        "description": schema["properties"]["policies"]["description"],
        "properties": {policy.id: _choice(policy) for policy in policies},
        "additionalProperties": False,
    }
    return {"$schema": DIALECT, **schema}


def _choice(policy: Policy) -> dict[str, Any]:
    properties = json_schema(PolicyChoice)["properties"]
    del properties["settings"]
    declared = {name: _setting(setting) for name, setting in policy.settings.items()}
    return {
        "type": "object",
        "description": f"Look again, because {policy.title}.",
        "properties": {**properties, **declared},
        "additionalProperties": False,
    }


def _setting(declared: SettingDeclaration) -> dict[str, Any]:
    schema = {**_TYPES[declared.type], "description": declared.about, "default": declared.default}
    if declared.at_least is not None:
        schema["minimum"] = declared.at_least
    return schema
