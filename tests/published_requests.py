"""Holds a request against GitHub's own description of what its REST interface takes."""

import json
import re
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS30StrictValidator

from app.sandbox.server import Received

SLICE = json.loads((Path(__file__).parent / "github" / "openapi" / "requests.json").read_text())


def faults(request: Received) -> list[str]:
    """What GitHub's description says against a request; nothing where it fits."""
    if request.path.endswith("/graphql"):
        return []
    for template, methods in SLICE["paths"].items():
        caught = _pattern(template).fullmatch(request.path)
        operation = methods.get(request.method.lower())
        if caught and operation:
            values = {"path": caught.groupdict(), "query": request.query}
            return [*_parameter_faults(operation, values), *_body_faults(operation, request.body)]
    return [f"{request.method} {request.path} is not described"]


def _pattern(template: str) -> re.Pattern[str]:
    wide = {"path", "ref"}  # these two may hold slashes
    names = re.split(r"\{(\w+)\}", template)
    parts = [
        f"(?P<{part}>{'.+' if part in wide else '[^/]+'})" if place % 2 else re.escape(part)
        for place, part in enumerate(names)
    ]
    return re.compile("".join(parts), re.DOTALL)


def _parameter_faults(operation: dict[str, Any], values: dict[str, Any]) -> list[str]:
    described = {(item["in"], item["name"]): item for item in operation["parameters"]}
    found = [
        f"there is no query parameter {name}"
        for name in values["query"]
        if ("query", name) not in described
    ]
    for (place, name), item in described.items():
        if name in values.get(place, {}):
            value = _typed(values[place][name], item["schema"])
            found += _errors(item["schema"], value, name)
        elif item.get("required"):
            found.append(f"{name} is missing")
    return found


def _typed(value: str, schema: dict[str, Any]) -> object:
    return int(value) if schema.get("type") == "integer" and value.isdigit() else value


def _body_faults(operation: dict[str, Any], body: bytes) -> list[str]:
    described = operation.get("requestBody")
    if described is None or not body:
        needed = described is not None and described.get("required")
        return ["a body is missing" if needed else "a body is not wanted"] * bool(needed or body)
    schema = described["content"]["application/json"]["schema"]
    given = json.loads(body)
    unknown = given.keys() - schema["properties"].keys()
    return [f"there is no field {name}" for name in unknown] + _errors(schema, given, "body")


def _errors(schema: dict[str, Any], value: object, where: str) -> list[str]:
    return [
        f"{where}: {error.message}" for error in OAS30StrictValidator(schema).iter_errors(value)
    ]
