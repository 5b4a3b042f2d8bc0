"""The shape of what breaks in one thing that people use as a whole."""

from dataclasses import dataclass

from app.core.fact import BreakingChange


@dataclass(frozen=True, slots=True)
class BrokenUnit:
    """A module, action, chart or other whole in which something breaks for those who use it."""

    name: str
    """Its folder, or the file where it has none of its own."""
    path: str
    """The file that declares, or declared, the first of what breaks; empty where only words do."""
    line: int
    breaks: tuple[BreakingChange, ...]
    """What breaks in it; where nobody may need to be told of some of it, the rest."""
    users: tuple[str, ...]
    """Teams that are known to use it: streams whose files here refer to it, and teams that the
    description names."""
    spared: str | None
    """Why nobody outside may need to be told, such as "it is not released yet"; null where somebody
    may."""
    untold: bool = False
    """True where somebody outside may need to be told, and nothing says how to follow."""
