"""Which files differ between two commits, renames recognised."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.pull_request import Status
from app.git.plumbing import Entry, Git, GitFailed

MOST_RENAMES = 1_000
"""Above this many candidates git only recognises renames without edits."""

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
        output = _compared(git, "--find-renames", before, after)
    except GitFailed:
        # a partial clone lacks contents; files moved without edits are recognised by their ids
        output = _compared(git, "--find-renames=100%", before, after)
    parts = iter(output.split(b"\0")[:-1])
    return tuple(_difference(part, parts) for part in parts)


def _compared(git: Git, renames: str, before: str, after: str) -> bytes:
    return git.run(
        "diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-color", "--no-ext-diff",
        "--no-textconv", "--ignore-submodules=none", renames, f"-l{MOST_RENAMES}", before, after,
    )  # fmt: skip


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
