"""Packages of npm: the commands that they install."""

import json
from posixpath import basename, dirname

from app.facts import paths
from app.facts.change import Version
from app.facts.surface import Declaration

LONGEST = 200_000
"""Characters; a longer manifest is written by no one."""


def reads(path: str) -> bool:
    """Manifests of packages."""
    return basename(path) == "package.json" and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A manifest explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The names under `bin`, or the package's own where it has a single command."""
    try:
        package = json.loads(text[:LONGEST]) if '"bin"' in text else None
    except (ValueError, RecursionError):
        return ()
    if not isinstance(package, dict) or package.get("private") is True:
        return ()
    listed = package.get("bin")
    own = str(package.get("name", "")).rpartition("/")[2]
    names = list(listed) if isinstance(listed, dict) else [own] if isinstance(listed, str) else []
    # what a command does is told where it is written, not in this list
    return tuple(
        Declaration(
            kind="cli_command",
            name=name,
            scope=dirname(path),
            path=path,
            line=_line(text, name if isinstance(listed, dict) else "bin"),
            documentation_unseen=True,
        )
        for name in names
        if name
    )


def _line(text: str, key: str) -> int:
    """The last place that the key is written."""
    found = text.rfind(json.dumps(key, ensure_ascii=False), max(0, text.find('"bin"')))
    return text.count("\n", 0, max(found, 0)) + 1
