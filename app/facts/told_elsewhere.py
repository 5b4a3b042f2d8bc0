"""Whether users learn of a break where they look: in a list of changes, or on a page beside it."""

import re
from collections.abc import Iterator
from posixpath import basename

from app.core.fact import BreakingChange
from app.core.pull_request import ChangedFile
from app.facts.added import added_lines, removed_lines
from app.facts.breaking_changes import is_announced
from app.facts.change import Change
from app.facts.paths import is_documentation
from app.facts.roles import role
from app.lazy_re import regex

_WHOLES = frozenset({"module", "action", "workflow", "chart"})
"""Kinds of breaks that are about a unit as a whole."""
_UNRELEASED = regex(r"^#{1,3} \[?(?:unreleased|next|main|master)\b", re.IGNORECASE)
_SECTION = regex(r"^#{1,2} ")
_NAMES = regex(r"[./\[\] ()]+")
_UPGRADE = regex(r"#{1,6} (?:upgrading )?(?:to|from) (?:version )?\W?v?\d", re.IGNORECASE)
"""The heading under which a page tells what is different in a version."""


def is_unreleased(change: Change, found: BreakingChange) -> bool:
    """Whether a list of changes says that it came after the last release, or says so no more."""
    news = change.once("app.facts.told_elsewhere unreleased", _unreleased)
    return len(found.name) >= 4 and found.name in news


def _unreleased(change: Change) -> str:
    """What lists of changes said before this change of what is not released."""
    told: list[str] = []
    for file in change.files:
        if role(file.path) != "release" or not isinstance(file.before, str):
            continue
        told += [line.text for line in removed_lines(file)]
        inside = False
        for line in file.before.split("\n"):
            inside = bool(_UNRELEASED.match(line)) or (inside and not _SECTION.match(line))
            told += [line] if inside else []
    return "\n".join(told)


def is_in_the_news(change: Change, found: BreakingChange) -> bool:
    """Whether a list of changes tells of it, by its name or as a break."""
    news = change.once("app.facts.told_elsewhere news", _news)
    if found.how == "announced":
        return bool(news)
    names = [name.lower() for name in _NAMES.split(found.name) if len(name) >= 4]
    return "breaking" in news or any(name in news for name in names)


def _news(change: Change) -> str:
    """What the change adds to lists of changes, a chart's annotations among them, in lower case."""
    return "\n".join(
        line.text.lower()
        for file in change.files
        if role(file.path) == "release" or basename(file.path) == "Chart.yaml"
        for line in added_lines(file)
    )


def has_a_page(change: Change, found: BreakingChange) -> bool:
    """Whether a page gains something where the author announces a break, or where a unit was, or
    tells beside it what is different in a version."""
    if is_announced(change) or found.how == "announced":
        return any(_pages_with_news(change, ""))
    inside = f"{found.unit}/"
    pages = list(_pages_with_news(change, inside.lstrip("/")))
    if found.kind in _WHOLES and found.unit:
        return bool(pages)
    return any(_UPGRADE.match(line.text) for page in pages for line in added_lines(page))


def _pages_with_news(change: Change, inside: str) -> Iterator[ChangedFile]:
    for file in change.files:
        if file.path.startswith(inside) and is_documentation(file.path) and added_lines(file):
            yield file
