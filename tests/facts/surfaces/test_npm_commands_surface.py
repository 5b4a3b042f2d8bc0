"""Commands that packages of npm install."""

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


def test_a_command_stands_where_it_is_listed_and_nowhere_else() -> None:
    text = """\
{
\t"name": "queue",
\t"files": ["bin", "queue"],
\t"bin": {
\t\t"queue": "queue.js"
\t},
\t"dependencies": {"queue": "1"}
}
"""
    assert declared_by(npm_commands, "package.json", text)["queue"].line == 5


def test_thousands_of_commands_have_their_places() -> None:
    """Each used to be looked for in the whole text."""
    listed = ",\n".join(f'"command-{number}": "x"' for number in range(10_000))
    found = declared_by(npm_commands, "package.json", f'{{"bin": {{\n{listed}\n}}}}')
    assert [each.line for each in found.values()] == list(range(2, 10_002))
