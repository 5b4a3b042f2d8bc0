"""Components of the OpenTelemetry Collector: metrics and attributes to turn on, feature gates."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import basename, dirname

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, text_at

_KEY = Words("config_key", default="enabled", type="type")
_GATE = Words("config_key", default="stage")
_SECTIONS = ("metrics", "events", "resource_attributes")
"""Where names stand that users turn on and off by the same name."""


def reads(path: str) -> bool:
    """The description that every component has, and its code is generated from."""
    internal = "internal" in path.split("/")[:-1]
    return basename(path) == "metadata.yaml" and not internal and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A description explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What users may turn on or off; other files bear the same name."""
    return tuple(
        each
        for document in inputs.documents(text, "status:", "stability:")
        if text_at(inputs.under(document, "status"), "class") is not None
        for each in _of(document, path)
    )


def _of(component: Mapping, path: str) -> Iterator[Declaration]:
    folder = dirname(path)
    for section in _SECTIONS:
        for name, about in inputs.entries(component.get(section)):
            found = _KEY.declared(name, about, f"{folder}#{section}", path)
            yield replace(found, required=False)
    for name, about in inputs.named(component.get("feature_gates"), "id"):
        gate = _GATE.declared(name, about, f"{folder}#feature_gates", path)
        # that a gate moves to its next stage is the way of all gates
        yield replace(gate, default=None, required=False)
