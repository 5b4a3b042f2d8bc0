"""What people say to Cowpath on a pull request, and what came of it."""

from dataclasses import dataclass
from typing import Literal

Verb = Literal["ok", "not-useful", "why", "again", "help"]
VERBS: tuple[Verb, ...] = ("ok", "not-useful", "why", "again", "help")

EVERY = "all"
"""Said in place of a policy: every policy that has something to say here."""

Role = Literal["reader", "writer", "maintainer"]
"""What somebody may do in a repository; who maintains it may write, too."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Something said to Cowpath: a comment as it was created, or a button that was pressed."""

    id: str
    """The delivery that brought it."""
    by: str
    """The login of the person."""
    text: str
    """Markdown; a button says what a comment would."""
    comment: int | None = None
    """The comment's id; None for a button."""


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a reply that asks for something."""

    verb: str
    """One of `VERBS`, or what was said in its place."""
    policy: str = ""
    words: str = ""
    """What follows: the reason."""
    complaint: str = ""
    """Why it is not understood, in our words; empty where it is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one command."""

    by: str
    """Who asked."""
    verb: str
    policy: str = ""
    complaint: str = ""
    """Why nothing was done, in our words; empty where it was."""
