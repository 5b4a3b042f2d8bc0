"""A resolved configuration with the layer of every value, as YAML for people and as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from app.core.layers import Provenance, Value
from app.lazy_re import regex
from app.render.escape import one_line

_PLAIN_KEY = regex(r"[A-Za-z][A-Za-z0-9_-]*")


def configuration_text(provenance: Provenance) -> str:
    """YAML that says in a comment who set each value; it can be read back as it is."""
    return "\n".join([*_layers(provenance), *_locks(provenance), *_values(provenance)]) + "\n"


def configuration_document(provenance: Provenance) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "schema": "cowpath/configuration/1",
        "layers": list(provenance.layers),
        "values": [
            {"key": one.key, "value": one.value, "layers": list(one.layers)}
            for one in provenance.values
        ],
        "locks": [
            {"key": lock.key, "reason": lock.reason, "by": lock.by} for lock in provenance.locks
        ],
    }


def _layers(provenance: Provenance) -> Iterator[str]:
    yield "# From the lowest layer to the highest: built-in"
    for layer in provenance.layers:
        yield f"#   {one_line(layer)}"


def _locks(provenance: Provenance) -> Iterator[str]:
    for lock in provenance.locks:
        yield f"# {one_line(lock.key)} is locked by {one_line(lock.by)}: {one_line(lock.reason)}"


def _values(provenance: Provenance) -> Iterator[str]:
    written: tuple[str, ...] = ()
    for value in provenance.values:
        *way, last = value.location
        for depth, step in enumerate(way):
            if written[: depth + 1] != tuple(way[: depth + 1]):
                yield f"{'  ' * depth}{_key(step)}:"
        written = tuple(way)
        yield f"{'  ' * len(way)}{_key(last)}: {_json(value.value)}  # {_who(value)}"


def _key(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) else _json(name)


def _json(value: object) -> str:
    return json.dumps(value)  # in ASCII: nothing a stranger wrote reaches the terminal as it is


def _who(value: Value) -> str:
    return ", ".join(map(one_line, value.layers))
