"""Entry points of Python distributions: commands, and groups in which others register plugins."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from configparser import ConfigParser, Error
from posixpath import basename, dirname

from app.core.fact import CannotTell
from app.facts import paths
from app.facts.change import Version
from app.facts.surface import Declaration

LONGEST = 100_000
"""Characters; a key of many dots takes time with the square of its length."""
_COMMANDS = frozenset({"scripts", "gui-scripts", "console_scripts", "gui_scripts"})


def reads(path: str) -> bool:
    """The files in which distributions are described."""
    return basename(path) in ("pyproject.toml", "setup.cfg") and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A description explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Commands that are installed, and the distribution's own groups of plugins."""
    if len(text) > LONGEST:
        raise CannotTell(f"{basename(path)} is longer than {LONGEST:,} characters")
    name, groups = _toml(text) if path.endswith(".toml") else _ini(text)
    return tuple(_declarations(path, _places(text), name, groups))


def _declarations(
    path: str, places: Mapping[str, int], name: str, groups: Mapping[str, list[str]]
) -> Iterator[Declaration]:
    for group, entries in groups.items():
        if group in _COMMANDS:
            for entry in entries:
                yield _declared("cli_command", entry, path, places.get(entry.lower(), 1))
        elif _is_own(group, name):
            yield _declared("plugin_type", group, path, places.get(group.lower(), 1))


def _declared(kind: str, name: str, path: str, line: int) -> Declaration:
    # what a command or plugin does is told where it is written, not in this list
    return Declaration(
        kind=kind, name=name, scope=dirname(path), path=path, line=line, documentation_unseen=True
    )


def _is_own(group: str, distribution: str) -> bool:
    """Whether others fill the group; under a foreign name, the distribution is itself a plugin."""
    owner, parts = _normal(distribution), re.split(r"[.:/]", group)
    return bool(owner) and _normal(parts[0]) == owner


def _normal(name: str) -> str:
    return re.sub(r"[-_.]", "", name.lower())


def _toml(text: str) -> tuple[str, dict[str, list[str]]]:
    """The distribution's name, and the entries of each group."""
    try:
        project = tomllib.loads(text).get("project")
    except (tomllib.TOMLDecodeError, RecursionError):
        return "", {}
    if not isinstance(project, dict):
        return "", {}
    groups = {key: _names(project.get(key)) for key in ("scripts", "gui-scripts")}
    others = project.get("entry-points")
    if isinstance(others, dict):
        groups |= {str(key): _names(value) for key, value in others.items()}
    return str(project.get("name", "")), groups


def _names(table: object) -> list[str]:
    return list(table) if isinstance(table, dict) else []


def _ini(text: str) -> tuple[str, dict[str, list[str]]]:
    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except (Error, ValueError, AttributeError):
        return "", {}
    name = parser.get("metadata", "name", fallback="")
    if not parser.has_section("options.entry_points"):
        return name, {}
    groups = parser["options.entry_points"].items()
    return name, {key: _left_sides(value or "") for key, value in groups}


def _left_sides(value: str) -> list[str]:
    names = (line.partition("=")[0].strip() for line in value.splitlines() if "=" in line)
    return [name for name in names if name]


def _places(text: str) -> dict[str, int]:
    """The first line of every key and of every table's last name."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        key = line.partition("=")[0].strip().strip("[]").strip()
        quoted = key.partition('"')[2] if key.endswith('"') else key.rpartition(".")[2]
        for name in (key, quoted):
            found.setdefault(name.strip("\"'").lower(), number)
    return found
