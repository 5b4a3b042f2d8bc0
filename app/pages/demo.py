"""The page that a demonstration leaves behind: one file that asks nobody for anything."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from markdown_it import MarkdownIt
from markupsafe import Markup

from app.pages import stylesheet, template


@dataclass(frozen=True, slots=True)
class Offer:
    """A change that the App offered beside a line."""

    path: str
    line: int
    comment: str
    """Markdown."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the App showed on a pull request at one moment."""

    check: str
    """The check run's title."""
    conclusion: str
    """The check run's: `success` or `neutral`."""
    comment: str
    """Markdown; empty where there was no comment."""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One pull request of the demonstration."""

    number: int
    title: str
    author: str
    shows: str
    """What it is there to show, in a sentence."""
    outcome: Outcome
    later: Outcome | None = None
    """What became of it once its author had answered; None where that changed nothing."""


def demo_page(repository: str, scenes: Sequence[Scene]) -> str:
    """The page as HTML. Its links are words alone: where they led to ends with the demonstration.

    Comments may hold HTML, since `app.render` wrote them and made a stranger's text code; the
    page's policy lets nothing run and nothing load all the same.
    """
    style = stylesheet() + stylesheet("demo.css")
    return template("demo.html").render(
        repository=repository,
        scenes=scenes,
        style=Markup(style),  # noqa: S704 -- our own file
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        shown=_shown,
    )


def _shown(comment: str) -> Markup:
    """A comment as GitHub shows it."""
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    reader.add_render_rule("link_open", _link_open)
    reader.add_render_rule("link_close", _link_close)
    return Markup(reader.render(comment))  # noqa: S704 -- see `demo_page`


def _link_open(*_: object) -> str:
    return '<span class="link">'


def _link_close(*_: object) -> str:
    return "</span>"
