"""Which texts the facts want to read of a change, so that a reader fetches no more than these."""

from collections.abc import Collection, Sequence

from app.core.pull_request import ChangedFile, Wanted

STANDING = (
    ".github/cowpath.yml",
    ".github/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    "catalog-info.yaml",
)
"""Read at the tip of the base branch for every pull request."""


def wanted(files: Sequence[ChangedFile], tree: Collection[str]) -> tuple[Wanted, ...]:
    """The texts to read: both sides of the changed files that matter, and their neighbours.

    Neighbours are wanted `"before"` only, since the change leaves them alone.
    """
    sides: list[Wanted] = []
    for file in files:
        if file.status != "added":
            sides.append(("before", file.path_before))
        if file.status != "removed":
            sides.append(("after", file.path))
    return tuple(sides)
