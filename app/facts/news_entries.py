"""The entry that a change leaves for the next list of changes, and what it says of the change.

Projects that write such lists with a tool have every change bring a file of its own: towncrier's
`newsfragments/12.removal.rst`, chloggen's `.chloggen/12.yaml`, changesets' `.changeset/12.md`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename

from app.facts.change import Change
from app.lazy_re import regex

FOLDERS = frozenset({
    ".chloggen", ".changeset", ".changes", "changes.d", "changelog.d", "newsfragments", "news.d",
    "releasenotes", "release-notes", "unreleased",
})  # fmt: skip
_NAME = regex(
    r"^[\w+-]{1,60}\.(?:feature|bugfix|fix|docs?|misc|removal|breaking|break|deprecation|security)"
    r"(?:\.\d{1,4})?\.(?:rst|md|txt)$",
    re.I,
)
_BREAKS = regex(
    r"^change_type:\s?['\"]?breaking\b|^['\"][^'\"\n]{1,100}['\"]:\s?major\s*$", re.MULTILINE
)
_BREAKING_NAME = regex(r"\.(?:removal|breaking|break)\.", re.I)
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """One entry."""

    path: str
    breaks: bool
    """Whether it says that users must act."""


def is_news_entry(path: str) -> bool:
    """Whether a file with this path is an entry, by its folder or its name."""
    folders = path.lower().split("/")[:-1]
    return not FOLDERS.isdisjoint(folders) or bool(_NAME.match(basename(path)))


def news_entries(change: Change) -> Iterator[NewsEntry]:
    """The entries that the change brings."""
    for file in change.files:
        if file.status == "added" and is_news_entry(file.path) and isinstance(file.after, str):
            named = bool(_BREAKING_NAME.search(basename(file.path)))
            yield NewsEntry(file.path, named or bool(_BREAKS.search(file.after[:_LONGEST])))
