"""JSON: the shapes that scripts rely on, as plain values ready to be written."""

from dataclasses import asdict, is_dataclass
from typing import Any

from app.core.fact import Facts, Unknown

LISTS = (
    "core_features",
    "extension_points",
    "approvals",
    "touched_approvals",
    "mandates",
    "breaking_changes",
    "mixed_concerns",
    "citations",
    "consumers",
)
"""The facts that are lists, in the order in which they are shown."""


def facts_document(facts: Facts) -> dict[str, Any]:
    """`cowpath facts`: every list is there, empty where nothing was found or can be told."""
    kind = facts.get("change_kind")
    return {
        "schema": "cowpath/facts/1",
        "change_kind": kind if isinstance(kind, str) else None,
        **{name: _entries(facts.get(name)) for name in LISTS},
        "unknown": [
            {"fact": name, "reason": answer.reason}
            for name, answer in facts.items()
            if isinstance(answer, Unknown)
        ],
    }


def _entries(answer: object) -> list[Any]:
    if not isinstance(answer, list | tuple):
        return []
    return [
        asdict(entry) if is_dataclass(entry) and not isinstance(entry, type) else entry
        for entry in answer
    ]
