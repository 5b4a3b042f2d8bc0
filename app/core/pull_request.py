"""The pull request as one frozen value: everything that deciding may look at.

Readers (`app.git`, `app.github`) make it; facts only look. Paths are as git has them, with `/`,
relative to the top of the repository. Nothing in here is trusted: every string is a stranger's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["added", "removed", "modified", "renamed"]
Side = Literal["before", "after"]

LARGEST_FILE = 1_000_000
"""Bytes; a larger file is not read."""


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file that exists but whose text is not at hand: too large, not text, not fetched."""

    reason: str


Content = str | NotRead | None
"""A file's text; `NotRead` where it exists but was not read; `None` where there is no such file."""

Wanted = tuple[Side, str]
"""A text to be read: `("before", path)` is the merge base's, `("after", path)` the head's."""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that differs between the merge base (*before*) and the head (*after*)."""

    path: str
    """Its path after the change; for a removed file, the path it had."""
    status: Status
    old_path: str | None = None
    """Its path before the change, where it was renamed."""
    before: Content = None
    after: Content = None

    @property
    def path_before(self) -> str:
        """Its path at the merge base."""
        return self.old_path or self.path


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A proposed change with what surrounds it."""

    title: str
    body: str
    author: str
    """Login, with GitHub's `[bot]` ending where it is one; empty where unknown."""
    base_sha: str
    """Tip of the base branch: configuration, policies and today's owners are those of here."""
    head_sha: str
    files: tuple[ChangedFile, ...]
    labels: tuple[str, ...] = ()
    draft: bool = False
    repository: str = ""
    """`owner/name` on GitHub; empty for a local repository that does not say."""
    number: int | None = None
    tree: tuple[str, ...] = ()
    """Paths of the files at the base, sorted; as many as the reader could list."""
    tree_is_whole: bool = True
    """False where the listing was cut short, so that absence proves nothing."""
    neighbours: Mapping[str, Content] = field(default_factory=dict)
    """Texts at the base of files that the change leaves alone but that help to understand it:
    owners file, catalog, the README beside a module. A path asked for in vain maps to `None`."""
    not_looked_at: tuple[str, ...] = ()
    """What the reader had to leave out, in words ("GitHub lists 3,000 of 4,120 files")."""
