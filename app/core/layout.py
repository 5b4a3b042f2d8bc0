"""How a platform repository is laid out: as declared, or as inferred from what it shows."""

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["low", "medium", "high"]


@dataclass(frozen=True, slots=True)
class Team:
    """One team under all the names it goes by."""

    name: str
    """How to show it: the handle `@acme/payments` where there is one, else its plain name."""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StreamArea:
    """What one stream team owns in the platform's repository."""

    stream: str
    team: Team
    patterns: tuple[str, ...]
    source: str
    """From what this is known: "configuration", "catalog", "folders" or "CODEOWNERS"."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Who and what is where. Patterns are globs in the manner of `.gitignore`."""

    platform: Team | None
    """None where nothing says which team runs the platform."""
    platform_confidence: Confidence
    platform_source: str
    """From what the platform team is known, in words for `cowpath explain`."""
    kind: Literal["core", "data"] | None
    kind_confidence: Confidence
    streams: tuple[StreamArea, ...]
    core: tuple[str, ...]
    core_confidence: Confidence
    extensions: tuple[str, ...]
    docs: tuple[str, ...]
    guarded: tuple[str, ...]
    ignore: tuple[str, ...]
