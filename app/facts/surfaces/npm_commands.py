"""Packages of npm: the commands that they install."""

from collections.abc import Iterator
from posixpath import basename, dirname

from app.facts import inputs, paths, schema
from app.facts.change import Version
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Scalar, text_at


def reads(path: str) -> bool:
    """Manifests of packages."""
    return basename(path) == "package.json" and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A manifest explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The names under `bin`, or the package's own where it has a single command."""
    # what a command does is told where it is written, not in this list
    return tuple(
        Declaration(
            kind="cli_command",
            name=name,
            scope=dirname(path),
            path=path,
            line=line,
            documentation_unseen=True,
        )
        for package in inputs.documents(text, '"bin"')
        if not schema.is_true(package, "private")
        for name, line in _commands(package)
        if name
    )


def _commands(package: Mapping) -> Iterator[tuple[str, int]]:
    """Each with the line on which it is named."""
    for key, listed in package.entries():
        if key.text == "bin" and isinstance(listed, Mapping):
            yield from ((name.text, name.line) for name, _ in inputs.entries(listed))
        elif key.text == "bin" and isinstance(listed, Scalar) and not listed.plain:
            yield (text_at(package, "name") or "").rpartition("/")[2], key.line
