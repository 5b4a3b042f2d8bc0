import pytest
from builders import declared_by

from app.facts.surfaces import npm_commands


def test_a_package_installs_commands() -> None:
    text = '{\n  "name": "@acme/queue",\n  "bin": {\n    "queue": "bin/queue.js"\n  }\n}\n'
    assert declared_by(npm_commands, "package.json", text)["queue"].line == 4
    single = '{"name": "@acme/queue", "bin": "bin/queue.js"}'
    assert list(declared_by(npm_commands, "package.json", single)) == ["queue"]


@pytest.mark.parametrize(
    "text", ["", '"bin"', '{"bin": 1}', '{"private": true, "bin": {"a": "b"}}', '["bin"]']
)
def test_what_installs_none_declares_none(text: str) -> None:
    assert declared_by(npm_commands, "package.json", text) == {}
