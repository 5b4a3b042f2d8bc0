"""The shapes of what is known of a capability beside what it is: pages, an entry, a place."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Explanation:
    """A place where a change explains itself to those who use the platform."""

    kind: Literal["page", "sample", "onboarding", "section", "link"]
    """`section`: a part of the description; `link`: an address or a pull request with the words."""
    where: str
    """The path, the heading or the address."""


@dataclass(frozen=True, slots=True)
class StalePage:
    """A page that goes on explaining what a change takes away."""

    path: str
    line: int
    name: str
    """What it explains."""


@dataclass(frozen=True, slots=True)
class MissingEntry:
    """The entry of the register that a new capability lacks."""

    name: str
    """A name for the entry that no other has."""
    capability: str
    """What the change calls it."""
    paths: tuple[str, ...]
    """Globs of what makes it up."""
    match: tuple[str, ...]
    """How those who use it will refer to it; empty where that cannot be told."""
    path: str
    """The file that it is known by."""


@dataclass(frozen=True, slots=True)
class WayOutside:
    """A way to offer something without making it part of the core."""

    kind: Literal["extension point", "folder"]
    name: str
    """The extension point that is there already, or the folder of extensions."""
    path: str
