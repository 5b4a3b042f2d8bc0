"""What the journey of a pull request needs from the world; `app.wiring` joins the parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from app.core.advice import Report
from app.core.backtest import PastChange
from app.core.configuration import Configuration
from app.core.layers import Layers, Place, Provenance, References, Resolved
from app.core.publication import Publication
from app.core.pull_request import ChangedFile, Content, PullRequest, Wanted
from app.core.reply import Command


@dataclass(frozen=True, slots=True)
class Opening:
    """What is read first: enough to know whether to go on, and by which rules."""

    repository: str
    number: int | None
    title: str
    body: str
    author: str
    labels: tuple[str, ...]
    draft: bool
    state: Literal["open", "closed"]
    locked: bool
    base_sha: str
    """Tip of the base branch."""
    head_sha: str
    standing: Mapping[str, Content]
    """Texts at the tip of the base branch: the configuration, owners files, catalog."""
    comment_id: int | None = None
    """Our own comment, where the reader came across it."""
    base: str = ""
    """The base branch's name; empty for a local change, which names a commit."""


@dataclass(frozen=True, slots=True)
class FileList:
    """The changed files, their texts still to be read, and the files that they lie among."""

    files: tuple[ChangedFile, ...]
    not_looked_at: tuple[str, ...] = ()
    """What the list leaves out."""
    tree: tuple[str, ...] = ()
    """Paths of the files where the change began, its merge base, sorted."""
    tree_is_whole: bool = True


class Source(Protocol):
    """One change, wherever it lives; its opening is read first, its files before their contents."""

    async def opening(self, standing: Sequence[str]) -> Opening:
        """The pull request itself, with the texts of `standing` paths at the base."""

    async def organisation_file(self, path: str) -> Content:
        """The text at `path` in the organisation's `.github` repository, on its default branch."""

    async def texts_at(self, places: Sequence[Place]) -> Mapping[Place, Content]:
        """Texts that a configuration is made of; `None` for a file that is not there. Where a
        repository or a tag cannot be read, `NotRead` says so."""

    async def files(self) -> FileList:
        """Which files differ between the merge base and the head, and which there are."""

    async def contents(self, wanted: Sequence[Wanted]) -> Mapping[Wanted, Content]:
        """The texts asked for; `None` for a file that is not there."""


@dataclass(frozen=True, slots=True)
class Past:
    """The newest changes of a branch, newest first."""

    changes: tuple[tuple[PastChange, PullRequest], ...]
    ended: str = ""
    """Why there are no more, where more were asked for."""


class Historian(Protocol):
    """Knows the past of the branch that a change is proposed to."""

    async def past(self, most: int) -> Past:
        """Its newest changes, within a budget of the historian's own. Raises nothing that passes:
        a past that cannot be had is a short one."""


class Analyst(Protocol):
    """Runs parsing and deciding where they can hang or crash without harm."""

    async def references(self, text: str, where: str, folder: str | None) -> References:
        """What a configuration file refers to. Raises `AuthorsMistake` where it is no YAML."""

    async def resolve(self, layers: Layers) -> Resolved:
        """Make one configuration of layers. Raises `AuthorsMistake` with every mistake in them."""

    async def commands(self, text: str) -> tuple[Command, ...]:
        """The commands that a comment gives; none where reading it had to be stopped."""

    async def explain(self, layers: Layers) -> tuple[Resolved, Provenance]:
        """As `resolve`, and where each value comes from."""

    async def analyse_each(
        self, pull_request: PullRequest, configurations: Sequence[Configuration], today: str
    ) -> tuple[Report, ...]:
        """As `analyse`, by several configurations."""

    async def analyse(
        self, pull_request: PullRequest, configuration: Configuration, today: str
    ) -> Report:
        """Decide, and set apart what the configuration exempts `today`, as `2027-01-31`.

        A limit that is passed gives a report that says so (`Report.stopped`).
        """


@dataclass(frozen=True, slots=True)
class Published:
    """What was last put in front of people, so that nothing is written twice."""

    head_sha: str
    check_run_id: int
    check_digest: str
    comment_id: int | None = None
    comment_digest: str | None = None
    offered: Mapping[str, str] = field(default_factory=dict)
    """Changes that were offered on their lines: their digests by the advice's fingerprint."""


class Publisher(Protocol):
    """Puts a publication where people see it."""

    def room_for_offers(self, last: Published | None) -> int:
        """How many changes may be offered on their lines, as things stand after the reading."""

    async def publish(
        self, publication: Publication, head_sha: str, last: Published | None
    ) -> Published:
        """Write only what differs from `last`; publishing the same twice changes nothing."""


class Publications(Protocol):
    """Remembers what was published for a pull request."""

    async def last(self, subject: str) -> Published | None:
        """What was last published for `subject` (`installation/owner/name#12`)."""

    async def keep(self, subject: str, published: Published) -> None:
        """Remember it."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that changes are proposed to; each has a configuration of its own."""

    repository: str
    """`installation/owner/name`."""
    name: str


class GoodConfigurations(Protocol):
    """Remembers, for each branch, its newest configuration that could be read."""

    async def last(self, branch: Branch) -> Layers | None:
        """What was kept last."""

    async def keep(self, branch: Branch, layers: Layers) -> None:
        """Remember it in place of what was kept before."""
