"""One change of a local repository: what lies between the merge base and the head."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TypeVar

from app.advise.protocols import FileList, Opening
from app.core.layers import Place
from app.core.pull_request import ChangedFile, Content, Wanted
from app.errors import AuthorsMistake
from app.git.clones import NOT_BESIDE
from app.git.difference import Difference, differences
from app.git.message import CommitMessage
from app.git.plumbing import Entry, Git
from app.git.texts import read_texts

Key = TypeVar("Key")

MOST_FILES = 3_000
"""Changed files looked at, as many as GitHub lists for a pull request."""
LARGEST_TREE = 100_000
"""Paths listed of the base, as many as GitHub lists."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the caller says about the change in place of what the repository shows."""

    title: str | None = None
    body: str | None = None
    author: str | None = None
    labels: tuple[str, ...] = ()


class LocalChange:
    """A `Source` on a local repository. Raises `AuthorsMistake` where there is no such change."""

    def __init__(
        self,
        repository: Git,
        base: str | None = None,
        head: str = "HEAD",
        overrides: Overrides | None = None,
    ) -> None:
        self._git = repository
        self._base = base
        self._head = head
        self._overrides = overrides or Overrides()

    async def opening(self, standing: Sequence[str]) -> Opening:
        """The change itself; title, body and author are the head commit's.

        Where that merged a pull request, title and body are the pull request's.
        """
        message = CommitMessage.parse(self._git.commit_object(self.head)).as_merged()
        said = self._overrides
        tree = self._tree(self.base)
        texts = self._read({path: tree.get(path) for path in standing})
        return Opening(
            repository=self._git.github_name,
            number=None,
            title=message.title if said.title is None else said.title,
            body=message.body if said.body is None else said.body,
            author=message.login if said.author is None else said.author,
            labels=said.labels,
            draft=False,
            state="open",
            locked=False,
            base_sha=self.base,
            head_sha=self.head,
            standing=texts,
        )

    async def organisation_file(self, path: str) -> Content:
        """A local repository has no organisation."""
        return None

    async def texts_at(self, places: Sequence[Place]) -> Mapping[Place, Content]:
        """Texts at the tip of the base branch. A local repository has no other beside it; who
        calls may know where that is."""
        tree = self._tree(self.base)
        here = {place: tree.get(place.path) for place in places if not place.repository}
        return {**dict.fromkeys(places, NOT_BESIDE), **self._read(here)}

    async def files(self) -> FileList:
        """Which files differ between the merge base and the head."""
        tree = self._tree(self._parting)
        left_out = len(self._differences) - MOST_FILES
        return FileList(
            tuple(_changed_file(one) for one in self._differences[:MOST_FILES]),
            (f"{left_out:,} of the {left_out + MOST_FILES:,} changed files",)
            if left_out > 0
            else (),
            tuple(sorted(islice(tree, LARGEST_TREE))),
            len(tree) <= LARGEST_TREE,
        )

    async def contents(self, wanted: Sequence[Wanted]) -> Mapping[Wanted, Content]:
        """The texts asked for; files that the change leaves alone are the merge base's."""
        before = {one.path_before: one.before for one in self._differences}
        after = {one.path: one.after for one in self._differences}
        return self._read({wish: self._entry(wish, before, after) for wish in wanted})

    def _entry(
        self,
        wish: Wanted,
        before: Mapping[str, Entry | None],
        after: Mapping[str, Entry | None],
    ) -> Entry | None:
        side, path = wish
        here, there = (before, after) if side == "before" else (after, before)
        if path in here:
            return here[path]
        if path in there:
            return None
        return self._tree(self._parting).get(path)

    @cached_property
    def base(self) -> str:
        """The tip of the base branch."""
        return self._default_base() if self._base is None else self._resolve("--base", self._base)

    @cached_property
    def head(self) -> str:
        """The last commit of the change."""
        return self._resolve("--head", self._head)

    @cached_property
    def _parting(self) -> str:
        common = self._git.merge_base(self.base, self.head)
        if common:
            return common
        remedy = (
            "This clone is shallow; fetch the history first: git fetch --unshallow."
            if self._git.is_shallow
            else "Name a base branch that the head grew from."
        )
        raise AuthorsMistake.at("--base", f"Base and head have no commit in common. {remedy}")

    @cached_property
    def _differences(self) -> tuple[Difference, ...]:
        return differences(self._git, self._parting, self.head)

    @cached_property
    def _trees(self) -> dict[str, dict[str, Entry]]:
        return {}

    def _tree(self, commit: str) -> dict[str, Entry]:
        if commit not in self._trees:
            self._trees[commit] = self._git.tree(commit)
        return self._trees[commit]

    def _resolve(self, option: str, name: str) -> str:
        found = self._git.commit(name)
        if found:
            return found
        # asked here rather than first, because it costs a process and nearly always succeeds
        if not self._git.is_repository:
            raise self._git.missing()
        remedy = "This clone is shallow; fetch more of its history." if self._git.is_shallow else ""
        raise AuthorsMistake.at(
            option, f"There is no commit called {name!r} here. {remedy}".strip()
        )

    def _default_base(self) -> str:
        return self._git.default_branch() or self._resolve("--base", "HEAD")

    def _read(self, entries: Mapping[Key, Entry | None]) -> dict[Key, Content]:
        """The texts of some files, within the limits on one file and on all together."""
        known = read_texts(self._git, [entry for entry in entries.values() if entry])
        return {key: known[entry] if entry else None for key, entry in entries.items()}


def _changed_file(difference: Difference) -> ChangedFile:
    return ChangedFile(
        difference.path,
        difference.status,
        difference.path_before if difference.status == "renamed" else None,
    )
