"""What is put where people see it: a comment, a check run, and changes to apply with one click."""

from dataclasses import dataclass, field
from hashlib import sha256

from app.core.advice import Conclusion
from app.core.observation import Hearings, Learning
from app.core.reply import Answer

MARKER = "<!-- cowpath -->"
"""Opens every comment of ours; with our App's identity it finds the comment again."""
CHECK_NAME = "cowpath"
MOST_OFFERS = 3
"""Changes that are offered on one pull request; each is a mail to somebody."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark on one line of a changed file. Plain text; GitHub shows no Markdown here."""

    path: str
    line: int
    title: str
    message: str
    details: str = field(default="", compare=False)
    """What is to be pasted, as it is; seen on demand. GitHub may give it back otherwise than it
    got it, so it makes no remark another one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Another text for one line, offered beside that line and applied with one click."""

    fingerprint: str
    """Of the advice that it settles; offered once, whatever becomes of it."""
    path: str
    line: int
    """In the file as the change leaves it."""
    replaced: str
    """The line as it stands."""
    body: str
    """Markdown."""

    @property
    def digest(self) -> str:
        """The same while it would change the same line in the same way."""
        return sha256(f"{self.replaced}\0{self.body}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Button:
    """What people may press beside a check run; GitHub shows at most three."""

    label: str
    """At most 20 characters."""
    description: str
    """At most 40 characters."""
    identifier: str
    """At most 20 characters; comes back in the webhook."""


@dataclass(frozen=True, slots=True)
class CheckRun:
    """The texts of the check run, already cut to GitHub's limits."""

    title: str
    """At most 255 characters; carries the verdict."""
    summary: str
    """Markdown, at most 65,535 bytes."""
    conclusion: Conclusion
    external_id: str
    """Names the pull request: `owner/name#12`."""
    annotations: tuple[Annotation, ...] = ()
    text: str = ""
    """Markdown below the summary, at most 65,535 bytes."""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything to be shown for one pull request."""

    check: CheckRun
    comment: str | None
    """Markdown that opens with the marker. None leaves things as they are: a comment that stands
    there stays untouched, and where there is none, none appears."""
    offers: tuple[Offer, ...] = ()
    """At most `MOST_OFFERS`: those that still stand, and new ones."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What is said beside the advice: to those who asked, and about how Cowpath fares here."""

    answers: tuple[Answer, ...] = ()
    stepped_down: tuple[Hearings, ...] = ()
    """Policies that keep quiet here of themselves."""
    learning: Learning | None = None
    """Set while the comment is withheld because Cowpath is new here."""
