"""The JSON Schemas as editors fetch them, and as they are kept in `docs/schemas`."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from app.policies.json_schemas import configuration_schema, policy_schema
from app.policy_files import built_in

SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "cowpath.json": lambda: configuration_schema(built_in()),
    "policy.json": policy_schema,
}


@cache
def schema_text(name: str) -> str:
    """A schema of `SCHEMAS` as JSON."""
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n"
