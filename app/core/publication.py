"""What is put where people see it: at most one comment, and one check run on the head."""

from dataclasses import dataclass

from app.core.advice import Conclusion
from app.core.observation import Hearings, Learning
from app.core.reply import Answer

MARKER = "<!-- cowpath -->"
"""Opens every comment of ours; with our App's identity it finds the comment again."""
CHECK_NAME = "cowpath"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark on one line of a changed file. Plain text; GitHub shows no Markdown here."""

    path: str
    line: int
    title: str
    message: str


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


@dataclass(frozen=True, slots=True)
class Aside:
    """What is said beside the advice: to those who asked, and about how Cowpath fares here."""

    answers: tuple[Answer, ...] = ()
    stepped_down: tuple[Hearings, ...] = ()
    """Policies that keep quiet here of themselves."""
    learning: Learning | None = None
    """Set while the comment is withheld because Cowpath is new here."""
