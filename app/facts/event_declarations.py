"""Events, and what carries them, that a change declares for the first time, with their owners.

An owner is whoever the declaration itself names, else the stream whose folder it lies in, else
whoever CODEOWNERS names for the file.
"""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from app.core.fact import CannotTell
from app.core.pull_request import ChangedFile, Content
from app.core.streams import EventDeclaration
from app.facts.change import Change, fact
from app.facts.change_kind import change_kind
from app.facts.codeowners import CodeOwners, code_owners
from app.facts.event_formats import Declared, declared_in, may_declare
from app.facts.extension_points import extension_points
from app.facts.layout import layout
from app.facts.paths import is_supporting, is_unread
from app.facts.streams import AreaFinder
from app.facts.teams import Directory
from app.lazy_re import regex

_OWNER = regex(
    r"(?:^|[\s\"'(/._-])(?:owner|owners|owned[_-]by|owning[_-]team|team|squad|stream|producer|"
    r"(?:produced|emitted|published)[_-]by|trigger[_-]repository)[\"')]{0,2}\s*[:=]\s*"
    r"[\[{\"'\s]{0,4}(?P<who>[@\w][\w./@-]{1,80}(?: [\w-]{1,40}){0,3})",
    re.I,
)
_COMMENT = ("#", "//", "*", "/*")
MOST_LINES_ABOUT = 30
"""Of comments above an event in code, and of its declaration."""


@fact
def event_declarations(change: Change) -> tuple[EventDeclaration, ...]:
    """Topics, schemas and events in code that are new with this change, and who owns each."""
    if change_kind(change) in ("revert", "docs", "test"):
        return ()
    files = [file for file in change.files if _may_declare(file)]
    known = {
        (one.kind, one.name)
        for file in change.files
        if may_declare(file.path_before)
        for one in _declared(file.path_before, file.before)
    }
    found = [
        (file, one)
        for file in files
        for one in _declared(file.path, file.after)
        if (one.kind, one.name) not in known
    ]
    names = {one.name for _, one in found}
    found += [(file, one) for file, one in _in_code(change) if one.name not in names]
    return tuple(_owned(change, found)) if found else ()


def _in_code(change: Change) -> Iterator[tuple[ChangedFile, Declared]]:
    """The events that code declares as extension points; where others go, they may be renamed."""
    try:
        points = [point for point in extension_points(change) if point.kind == "event"]
    except CannotTell:
        return
    renamed = {point.path for point in points if point.change == "removed"}
    files = {file.path: file for file in change.files if file.path not in renamed}
    for point in points:
        file = files.get(point.path)
        if point.change == "added" and file:
            span = _span(str(file.after).split("\n"), point.line)
            yield file, Declared("event", point.name, point.line, span)


def _span(lines: list[str], line: int) -> tuple[int, int]:
    """The first and the last line about what is declared at a line: its comments, and what follows
    up to a line that is empty."""
    above = islice(reversed(lines[: line - 1]), MOST_LINES_ABOUT)
    comments = sum(1 for _ in takewhile(lambda each: each.strip().startswith(_COMMENT), above))
    below = islice(lines[line - 1 :], MOST_LINES_ABOUT)
    return line - comments, line - 1 + sum(1 for _ in takewhile(str.strip, below))


def _may_declare(file: ChangedFile) -> bool:
    path = file.path
    changed = file.status in ("added", "modified")
    return changed and may_declare(path) and not (is_supporting(path) or is_unread(path))


def _declared(path: str, content: Content) -> tuple[Declared, ...]:
    return declared_in(path, content) if isinstance(content, str) else ()


def _owned(change: Change, found: list[tuple[ChangedFile, Declared]]) -> Iterator[EventDeclaration]:
    known = layout(change)
    directory = Directory.of(known)
    folders = AreaFinder(area for area in known.streams if area.source != "CODEOWNERS")
    owners = _owners(change)
    named: dict[tuple[str, tuple[int, int]], str] = {}
    for file, one in found:
        place = (file.path, one.span)
        if place not in named:  # the events of a schema file share the whole of it
            named[place] = _named(file, one)
        area = folders.area_of(file.path)
        owner = named[place] or (area.team.name if area else "")
        if not owner and owners:
            outside = [who for who in owners.owners_of(file.path) if not directory.is_platform(who)]
            owner = (*outside, *owners.owners_of(file.path), "")[0]
        of_stream = bool(owner) and not directory.is_platform(owner)
        yield EventDeclaration(one.kind, one.name, file.path, one.line, owner, of_stream)


def _owners(change: Change) -> CodeOwners | None:
    """The owners file after the change, since it may name the owner along with the event."""
    try:
        return code_owners(change.after)
    except CannotTell:
        return None


def _named(file: ChangedFile, one: Declared) -> str:
    """Whoever the lines about a declaration name as its owner; empty where they name nobody."""
    first, last = one.span
    lines = str(file.after).split("\n")[first - 1 : last]
    found = next(filter(None, map(_OWNER.search, lines)), None)
    return found["who"].strip() if found else ""
