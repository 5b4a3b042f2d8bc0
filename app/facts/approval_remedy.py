"""The line of an owners file by which a stream may approve beside the platform."""

import re
from posixpath import basename

from app.core.fact import Approval
from app.core.layout import StreamArea
from app.facts.added import added_lines
from app.facts.change import Change
from app.facts.codeowners import is_owner, is_team

_RULE = re.compile(r"(\s*(\S+)\s+)(\S.*)")
_FOLDER = re.compile(r"/?([^*?!\\\s]{1,300}?)/(?:\*\*)?")


def remedy_for(change: Change, approval: Approval) -> tuple[str | None, bool]:
    """The line that keeps the streams beside the platform, and whether it takes the place of the
    very line that the approval is about, which this change brings; `None` where it is not certain.
    """
    streams = approval.stream_owners
    known = bool(streams) and all(map(is_owner, streams))
    if approval.effect != "requires" or not known or basename(approval.path) != "CODEOWNERS":
        return None, False
    line = _line(change, approval)
    rule = _RULE.fullmatch(line) if line else None
    if rule and rule[2] == approval.pattern:
        kept = [owner for owner in streams if owner not in rule[3].split()]
        teams = all(map(is_team, streams))  # a person may have left
        return rule[1] + " ".join([*kept, rule[3]]), teams and _is_brought(change, approval)
    if " " in approval.pattern or not approval.platform_owners:
        return None, False
    return " ".join([approval.pattern, *streams, *approval.platform_owners]), False


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


def line_for(area: StreamArea, owners: tuple[str, ...]) -> str | None:
    """A rule by which a stream may approve its own folder beside today's owners."""
    folder = _FOLDER.fullmatch(area.patterns[0]) if area.patterns else None
    if folder is None or not is_owner(area.team.name):
        return None
    return " ".join(dict.fromkeys([f"/{folder[1]}/", area.team.name, *owners]))
