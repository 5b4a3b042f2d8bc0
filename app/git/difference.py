"""Which files differ between two commits, renames recognised."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.pull_request import Status
from app.git.plumbing import Entry, Git, GitFailed

RECOGNISED = "--find-renames"
"""Files that were moved, edited or not."""

_STATUS: dict[str, Status] = {"A": "added", "D": "removed", "R": "renamed"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One file with its entry on either side; None where it is not there."""

    path: str
    path_before: str
    status: Status
    before: Entry | None
    after: Entry | None


def differences(git: Git, before: str, after: str) -> tuple[Difference, ...]:
    """The files that differ between two commits, in the order of their paths."""
    try:
        output = git.difference(before, after, RECOGNISED)
    except GitFailed:
        # a partial clone lacks contents; files moved without edits are recognised by their ids
        output = git.difference(before, after, "--find-renames=100%")
    parts = iter(output.split(b"\0")[:-1])
    return tuple(_difference(part, parts) for part in parts)


def _difference(facts: bytes, rest: Iterator[bytes]) -> Difference:
    """`:100644 100644 <id> <id> M`, then the path, or both paths of a rename."""
    mode_before, mode_after, id_before, id_after, letter = facts.decode()[1:].split(" ")
    path_before = next(rest).decode(errors="replace")
    path = next(rest).decode(errors="replace") if letter[0] == "R" else path_before
    return Difference(
        path=path,
        path_before=path_before,
        status=_STATUS.get(letter[0], "modified"),
        before=None if letter == "A" else Entry(mode_before, id_before),
        after=None if letter == "D" else Entry(mode_after, id_after),
    )
