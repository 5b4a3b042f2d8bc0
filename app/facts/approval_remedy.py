"""The lines of an owners file by which streams may approve beside the platform."""

from collections.abc import Iterator
from itertools import chain
from posixpath import basename

from app.core.fact import Approval
from app.core.layout import StreamArea
from app.facts.added import added_lines
from app.facts.change import Change
from app.facts.codeowners import is_owner, is_team
from app.facts.codeowners_patterns import LastMatch
from app.facts.layout import layout
from app.lazy_re import regex

_RULE = regex(r"(\s*(\S+)\s+)(\S.*)")
_FOLDER = regex(r"/?([^*?!\\\s]{1,300}?)/(?:\*\*)?")


def remedy_for(change: Change, approval: Approval) -> tuple[str | None, bool]:
    """The lines that keep the streams beside the platform, and whether they take the place of the
    very line that the approval is about, which this change brings; `None` where that is not
    certain. Streams that each have a folder below the rule's get a line each.
    """
    streams = approval.stream_owners
    known = bool(streams) and all(map(is_owner, streams))
    if approval.effect != "requires" or not known or basename(approval.path) != "CODEOWNERS":
        return None, False
    apart = _a_line_each(change, approval) if len(streams) > 1 else None
    if apart:
        return apart, False
    line = _line(change, approval)
    rule = _RULE.fullmatch(line) if line else None
    if rule and rule[2] == approval.pattern:
        kept = [owner for owner in streams if owner not in rule[3].split()]
        teams = all(map(is_team, streams))  # a person may have left
        return rule[1] + " ".join([*kept, rule[3]]), teams and _is_brought(change, approval)
    if " " in approval.pattern or not approval.platform_owners:
        return None, False
    return " ".join([approval.pattern, *streams, *approval.platform_owners]), False


def _a_line_each(change: Change, approval: Approval) -> str | None:
    """Lines for the folders of each stream; `None` where one has none below the rule's."""
    below = LastMatch((approval.pattern,))
    lines: dict[str, list[str]] = {name: [] for name in approval.stream_owners}
    for area in layout(change).streams:
        if area.team.name in lines and area.source != "CODEOWNERS":
            inside = (f for f in _folders(area) if below.position(f"{f}/x") >= 0)
            lines[area.team.name] += [_rule(f, area, approval.platform_owners) for f in inside]
    return "\n".join(chain(*lines.values())) if all(lines.values()) else None


def _line(change: Change, approval: Approval) -> str | None:
    path = approval.path
    lines = change.once(f"lines of {path}", lambda c: (c.after.text(path) or "").split("\n"))
    return lines[approval.line - 1].rstrip() if 0 < approval.line <= len(lines) else None


def _is_brought(change: Change, approval: Approval) -> bool:
    path = approval.path
    return approval.line in change.once(f"brought to {path}", lambda c: _brought(c, path))


def _brought(change: Change, path: str) -> frozenset[int]:
    """The numbers of the lines that the change adds to a file."""
    files = (file for file in change.files if file.path == path)
    return frozenset(line.number for file in files for line in added_lines(file))


def line_for(area: StreamArea, path: str, owners: tuple[str, ...]) -> str | None:
    """A rule by which a stream may approve its own folder, which holds a path, beside today's
    owners; `None` where that folder or the team's handle is not known."""
    holding = (folder for folder in _folders(area) if path.startswith(f"{folder}/"))
    folder = next(holding, None)
    return _rule(folder, area, owners) if folder and is_owner(area.team.name) else None


def _folders(area: StreamArea) -> Iterator[str]:
    """The folders that are whole a stream's own."""
    found = map(_FOLDER.fullmatch, area.patterns)
    return (folder[1] for folder in found if folder)


def _rule(folder: str, area: StreamArea, owners: tuple[str, ...]) -> str:
    return " ".join(dict.fromkeys([f"/{folder}/", area.team.name, *owners]))
