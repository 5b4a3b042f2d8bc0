"""What can be said of a change that makes a platform smaller, or freer to use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeftCore:
    """A unit that every stream team had, and that the core holds no longer."""

    name: str
    kind: str
    """In words: "Terraform module", "action", "chart", …"""
    path: str
    """The file that made it a unit; where it moved, the one that does now."""
    moved: bool
    """Whether it goes on as an extension."""


@dataclass(frozen=True, slots=True)
class LiftedMandate:
    """A duty to use the platform or a part of it that teams have no longer."""

    path: str
    """The page that obliged them, or the configuration that declared it."""
    line: int
    """Where it stood."""
    text: str
    """The sentence, or the capability whose mandate was declared."""
