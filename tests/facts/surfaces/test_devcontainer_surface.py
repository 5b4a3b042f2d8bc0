"""Options of dev container features and templates."""

import json

from builders import declared_by

from app.facts.surfaces import devcontainer

FEATURE = {"id": "queue", "options": {"size": {"type": "string", "enum": ["s"], "default": "s"}}}


def test_a_feature_declares_its_options() -> None:
    path = "features/queue/devcontainer-feature.json"
    found = declared_by(devcontainer, path, json.dumps(FEATURE, indent=2))
    assert (found["size"].line, found["size"].choices, found["size"].required) == (4, ("s",), False)


def test_what_is_broken_declares_nothing() -> None:
    for text in ("", "[", '{"options": 1}', "options"):
        assert declared_by(devcontainer, "devcontainer-feature.json", text) == {}
