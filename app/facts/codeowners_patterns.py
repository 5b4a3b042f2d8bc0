"""The patterns of CODEOWNERS, indexed so that thousands of rules cost a path only its own depth.

Plain folders and names are looked up in dictionaries, `*.js` by its ending, and only what is left
is tried as an expression, in linear time (RE2), under the plain folder that it starts with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from app.lazy_re import regex


class LastMatch:
    """Which of some patterns matches last. Positions count from 0; -1 is no match."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self._here: dict[str, int] = {}
        """`/a/b` by `a/b`: that file, or anything below that folder."""
        self._below: dict[str, int] = {}
        """`/a/b/` by `a/b`: anything below that folder."""
        self._named: dict[str, int] = {}
        """`b` anywhere: a file or folder of that name."""
        self._folders: dict[str, int] = {}
        """`b/` anywhere: a folder of that name."""
        self._endings: dict[str, int] = {}
        """`*.js` by `.js`: files and folders whose name ends so, anywhere."""
        others: dict[str, list[tuple[int, str]]] = {}
        for position, pattern in enumerate(patterns):
            if not self._looked_up(_shortened(pattern), position):
                others.setdefault(_plain_start(pattern), []).append((position, pattern))
        self._expressions = {folder: _bundles(found) for folder, found in others.items()}
        """All others by the plain folder that they start with, the last first."""

    def _looked_up(self, pattern: str, position: int) -> bool:
        """Put a pattern into the dictionary where it can be looked up, if there is one."""
        name = pattern.strip("/")
        if pattern.startswith("*.") and not _special(name[2:]) and "/" not in pattern:
            self._endings[name[1:]] = position
        elif _special(name) or not name or "//" in pattern:
            return False
        elif "/" in pattern.rstrip("/"):
            (self._below if pattern.endswith("/") else self._here)[name] = position
        else:
            (self._folders if pattern.endswith("/") else self._named)[name] = position
        return True

    def position(self, path: str) -> int:
        """The position of the last pattern that matches a path."""
        readable = path.encode(errors="replace").decode()
        best = -1
        for folder, name, is_whole in _prefixes(readable):
            best = max(best, self._here.get(folder, -1), self._named.get(name, -1))
            if not is_whole:
                best = max(best, self._below.get(folder, -1), self._folders.get(name, -1))
            for ending in _endings(name) if self._endings else ():
                best = max(best, self._endings.get(ending, -1))
        for folder, _, _ in _prefixes(readable):
            best = self._last_expression(folder, readable, best)
        return self._last_expression("", readable, best)

    def _last_expression(self, folder: str, path: str, best: int) -> int:
        for bundle in self._expressions.get(folder, ()):
            if bundle.positions[0] < best:
                break
            if _matches(bundle.patterns, path):
                pairs = zip(bundle.positions, bundle.patterns, strict=True)
                found = (at for at, pattern in pairs if _matches((pattern,), path))
                return max(best, next(found, -1))
        return best


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Patterns that one expression can ask about at once, the last first; never empty."""

    positions: tuple[int, ...]
    patterns: tuple[str, ...]


def _bundles(entries: list[tuple[int, str]]) -> tuple[_Bundle, ...]:
    """All patterns in parcels, the last first."""
    latest = entries[::-1]
    parcels = (latest[at : at + 50] for at in range(0, len(latest), 50))
    return tuple(_Bundle(*zip(*parcel, strict=True)) for parcel in parcels)


def _shortened(pattern: str) -> str:
    """`**/b` is `b` anywhere."""
    rest = pattern.removeprefix("/").removeprefix("**/")
    return rest if pattern.startswith(("**/", "/**/")) and "/" not in rest.rstrip("/") else pattern


def _prefixes(path: str) -> Iterator[tuple[str, str, bool]]:
    """Each folder above a path and the path itself: its path, its name, whether it is the path."""
    start = 0
    while (end := path.find("/", start)) >= 0:
        yield path[:end], path[start:end], False
        start = end + 1
    yield path, path[start:], True


def _endings(name: str) -> Iterator[str]:
    """`a.test.js` ends in `.test.js` and `.js`; at most eight are asked for."""
    dot = name.find(".")
    for _ in range(8):
        if dot < 0:
            return
        yield name[dot:]
        dot = name.find(".", dot + 1)


def _special(text: str) -> bool:
    return any(mark in text for mark in "*?\\")


def _plain_start(pattern: str) -> str:
    """The folders that a path must start with to match, without the final slash."""
    if "/" not in pattern.rstrip("/"):
        return ""
    plain: list[str] = []
    for step in pattern.removeprefix("/").split("/")[:-1]:
        if _special(step) or not step:
            break
        plain.append(step)
    return "/".join(plain)


def _matches(patterns: tuple[str, ...], path: str) -> bool:
    expression = _expression(patterns)
    if expression is None:
        return len(patterns) > 1 and any(_matches((pattern,), path) for pattern in patterns)
    return expression.fullmatch(path) is not None


@lru_cache(maxsize=20_000)
def _expression(patterns: tuple[str, ...]) -> Any:
    """What matches any of the patterns; `None`, which matches nothing, where it is too large."""
    options = re2.Options()
    options.log_errors = False
    options.dot_nl = True
    options.max_mem = 1 << 25
    try:
        return re2.compile("|".join(map(_translated, patterns)), options)
    except re2.error:
        return None


def _translated(pattern: str) -> str:
    steps = pattern.removeprefix("/").split("/")
    if steps == [""]:
        return "[^\\s\\S]"  # `/` alone matches nothing
    if not pattern.startswith("/") and len([s for s in steps if s]) == 1 and steps[0] != "**":
        steps.insert(0, "**")
    if steps[-1] == "":
        steps[-1] = "**"
    source = ""
    for position, step in enumerate(steps):
        last = position == len(steps) - 1
        if step == "**":
            source += ".+" if last else "(?:.+/)?"
        else:
            source += _step(step) + ("" if last else "/")
    # a single `*` at the end stays on its level, a name reaches below
    return source + ("" if steps[-1] in ("*", "**") else "(?:/.*)?")


_PIECE = regex(r"\\.|\*+|\?|[^\\*?]+|\\")


def _step(step: str) -> str:
    """The expression for what stands between two slashes."""
    if step == "*":
        return "[^/]+"
    return "".join(map(_piece, _PIECE.findall(step)))


def _piece(piece: str) -> str:
    if piece.startswith("*"):
        return "[^/]*"
    if piece == "?":
        return "[^/]"
    return str(re2.escape(piece[1:] if len(piece) > 1 and piece[0] == "\\" else piece))
