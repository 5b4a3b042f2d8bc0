"""Entry points of Python distributions: commands, and groups in which others register plugins."""

import re
from collections.abc import Iterator, Mapping
from posixpath import basename, dirname, splitext
from typing import Any

from tree_sitter import Node

from app.core.fact import CannotTell
from app.facts import paths, python_source, syntax
from app.facts.change import Version
from app.facts.surface import Declaration
from app.lazy_re import regex

LONGEST = 100_000
"""Characters; a key of many dots takes time with the square of its length."""
_QUOTED = regex(r"[\"']([\w.:-]{1,100})[ \t]{0,9}[=\"']")
_COMMANDS = frozenset({"scripts", "gui-scripts", "console_scripts", "gui_scripts"})


def reads(path: str) -> bool:
    """The files in which distributions are described."""
    named = basename(path) in ("pyproject.toml", "setup.cfg", "setup.py")
    return named and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A description explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Commands that are installed, and the distribution's own groups of plugins."""
    if len(text) > LONGEST:
        raise CannotTell(f"{basename(path)} is longer than {LONGEST:,} characters")
    name, groups = _READERS[splitext(path)[1]](text)
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
    import tomllib  # here, since it takes milliseconds that few changes need

    try:
        read = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return "", {}
    project, poetry = _table(read, "project"), _table(_table(read, "tool"), "poetry")
    groups = {key: _names(project.get(key)) for key in ("scripts", "gui-scripts")}
    groups["scripts"] += _names(poetry.get("scripts"))
    others = _table(project, "entry-points") | _table(poetry, "plugins")
    groups |= {str(key): _names(value) for key, value in others.items()}
    return str(project.get("name") or poetry.get("name", "")), groups


def _table(holder: dict[str, Any], key: str) -> dict[str, Any]:
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


def _names(table: object) -> list[str]:
    return list(table) if isinstance(table, dict) else []


def _ini(text: str) -> tuple[str, dict[str, list[str]]]:
    from configparser import ConfigParser, Error  # here for the same reason

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


def _script(text: str) -> tuple[str, dict[str, list[str]]]:
    """The same of `setup(name="acme", entry_points={"console_scripts": ["acme = acme:run"]})`."""
    for call in syntax.descendants(syntax.parse("python", text), {"call"}):
        if python_source.last_name(syntax.child(call, "function")) == "setup":
            stated = python_source.keywords(call)
            name = python_source.string_of(stated.get("name")) or ""
            return name, dict(_listed(stated.get("entry_points")))
    return "", {}


def _listed(table: Node | None) -> Iterator[tuple[str, list[str]]]:
    for pair in syntax.children(table, "pair") if table and table.type == "dictionary" else ():
        group, value = syntax.child(pair, "key"), syntax.child(pair, "value")
        strings = [value] if value and value.type == "string" else syntax.children(value, "string")
        lines = (python_source.string_of(each) or "" for each in strings)
        if name := python_source.string_of(group):
            yield name, _left_sides("\n".join(lines))


_READERS = {".toml": _toml, ".cfg": _ini, ".py": _script}


def _left_sides(value: str) -> list[str]:
    names = (line.partition("=")[0].strip() for line in value.splitlines() if "=" in line)
    return [name for name in names if name]


def _places(text: str) -> dict[str, int]:
    """The first line of every key and of every table's last name."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        key = line.partition("=")[0].strip().strip("[]").strip()
        quoted = key.partition('"')[2] if key.endswith('"') else key.rpartition(".")[2]
        for name in (key, quoted, *_QUOTED.findall(line)):
            found.setdefault(name.strip("\"'").lower(), number)
    return found
