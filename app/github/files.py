"""Which files a pull request changes, and from where: the comparison of its two ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.advise.protocols import FileList
from app.core.pull_request import ChangedFile, Status
from app.github.client import PER_PAGE, Client

MOST_COMPARED = 300
"""Files in a comparison; GitHub leaves out the rest without a word."""
MOST_LISTED = 3_000
"""Files in the list of a pull request's files, GitHub's other way to tell."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The files at a commit."""

    blobs: Mapping[str, str]
    """Ids of their contents by their paths, which are sorted."""
    is_whole: bool

    @property
    def size(self) -> int:
        """Characters, roughly."""
        return sum(len(path) + 40 for path in self.blobs)


_STATUS: Mapping[str, Status] = {
    "added": "added",
    "copied": "added",
    "removed": "removed",
    "modified": "modified",
    "changed": "modified",
    "renamed": "renamed",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What lies between the merge base and the head."""

    merge_base: str
    listed: FileList
    blobs: Mapping[str, str]
    """Ids of the texts after the change, by path."""


async def tree(client: Client, repository: str, sha: str) -> Tree:
    """The files at a commit, as many as GitHub lists: one request."""
    answer = await client.get(f"/repos/{repository}/git/trees/{sha}", recursive="1")
    files = {item["path"]: item["sha"] for item in answer["tree"] if item["type"] == "blob"}
    return Tree(dict(sorted(files.items())), not answer["truncated"])


async def compare(
    client: Client, repository: str, number: int, base: str, head: str, changed_files: int
) -> Comparison:
    """Compare two commits: one request, and one more per hundred files where there are many.

    `changed_files` is how many there are by GitHub's count; a fork's head is known by its id in
    the repository it was proposed to.
    """
    path = f"/repos/{repository}/compare/{base}...{head}"
    answer = await client.get(path, per_page=1, page=1)  # one commit; files come all the same
    items: Sequence[Any] = answer.get("files") or ()
    if changed_files > len(items) and len(items) >= MOST_COMPARED:
        items = await client.pages(
            f"/repos/{repository}/pulls/{number}/files", most=MOST_LISTED // PER_PAGE
        )
    return Comparison(
        merge_base=answer["merge_base_commit"]["sha"],
        listed=FileList(_files(items), _left_out(len(items), changed_files)),
        blobs={item["filename"]: item["sha"] for item in items if item["sha"]},
    )


def _files(items: Sequence[Any]) -> tuple[ChangedFile, ...]:
    return tuple(
        ChangedFile(
            path=item["filename"],
            status=_STATUS[item["status"]],
            old_path=item["previous_filename"] if item["status"] == "renamed" else None,
        )
        for item in items
        if item["status"] in _STATUS
    )


def _left_out(listed: int, changed_files: int) -> tuple[str, ...]:
    if listed >= changed_files or listed < MOST_COMPARED:
        # fewer than the limit is no cut: the base moved between two requests
        return ()
    return (f"GitHub lists {listed:,} of {changed_files:,} changed files",)
