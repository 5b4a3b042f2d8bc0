"""What the first look at a pull request shows, beyond what the journey asks for."""

from dataclasses import dataclass

from app.advise.protocols import Opening
from app.core.publication import MARKER, Annotation
from app.core.pull_request import Content, NotRead


@dataclass(frozen=True, slots=True)
class Me:
    """Our App as the author of comments and check runs."""

    id: int
    slug: str

    @property
    def login(self) -> str:
        """Under what name it comments."""
        return f"{self.slug}[bot]"


@dataclass(frozen=True, slots=True)
class OurComment:
    """The comment we wrote earlier."""

    id: int
    body: str


@dataclass(frozen=True, slots=True)
class OurCheck:
    """The newest check run of ours on a commit."""

    id: int
    external_id: str
    completed: bool
    """False where somebody asked for another run: GitHub then waits for us to conclude."""
    conclusion: str | None
    title: str
    summary: str
    text: str
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Ours:
    """What we have already put on a pull request, by our identity and never by text alone."""

    comment: OurComment | None = None
    check: OurCheck | None = None
    comments_whole: bool = True
    """False where there are more comments than were looked through."""


UNTOLD = NotRead("it was not asked for")
"""Stands for a text that the look did not include."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A pull request at first look."""

    opening: Opening
    page: str
    """Address of the pull request for people."""
    changed_files: int
    """How many files GitHub says it changes."""
    ours: Ours | None
    """None where the look did not include what we published."""
    organisation: Content = UNTOLD
    """The first standing text as the organisation has it for all its repositories."""


def opens_as_ours(body: str | None) -> bool:
    """Whether a comment's text is made like ours; says nothing about who wrote it."""
    return (body or "").startswith(MARKER)
