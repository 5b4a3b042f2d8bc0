"""Which files differ between two commits, renames recognised."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.pull_request import Status
from app.git.plumbing import Entry, Git

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
    additions: int
    """Lines; 0 where git does not compare by lines."""
    deletions: int


def differences(git: Git, before: str, after: str) -> tuple[Difference, ...]:
    """The files that differ between two commits, in the order of their paths."""
    output = git.run(
        "diff-tree", "-r", "-z", "--raw", "--numstat", "--no-abbrev", "--no-color",
        "--no-ext-diff", "--no-textconv", "--ignore-submodules=none",
        "--find-renames", f"-l{MOST_RENAMES}", before, after,
    )  # fmt: skip
    parts = iter(output.split(b"\0")[:-1])
    raw: list[tuple[str, str, str]] = []
    counts: list[tuple[int, int]] = []
    for part in parts:
        if part.startswith(b":"):
            raw.append(_raw(part, parts))
        else:
            counts.append(_count(part, parts))
    return tuple(_difference(*one, *count) for one, count in zip(raw, counts, strict=True))


def _raw(facts: bytes, rest: Iterator[bytes]) -> tuple[str, str, str]:
    """`:100644 100644 <id> <id> M`, then the path, or both paths of a rename."""
    words = facts.decode()
    path_before = next(rest).decode(errors="replace")
    path = next(rest).decode(errors="replace") if words[1:].split(" ")[4][0] == "R" else path_before
    return words, path_before, path


def _count(part: bytes, rest: Iterator[bytes]) -> tuple[int, int]:
    """`12<TAB>3<TAB>path`, or for a rename an empty path and then both paths."""
    additions, deletions, path = part.split(b"\t", 2)
    if not path:
        next(rest), next(rest)
    return _lines(additions), _lines(deletions)


def _lines(count: bytes) -> int:
    return 0 if count == b"-" else int(count)


def _difference(
    facts: str, path_before: str, path: str, additions: int, deletions: int
) -> Difference:
    mode_before, mode_after, id_before, id_after, letter = facts[1:].split(" ")
    return Difference(
        path=path,
        path_before=path_before,
        status=_STATUS.get(letter[0], "modified"),
        before=None if letter == "A" else Entry(mode_before, id_before),
        after=None if letter == "D" else Entry(mode_after, id_after),
        additions=additions,
        deletions=deletions,
    )
