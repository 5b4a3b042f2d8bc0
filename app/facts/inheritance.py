"""Members that a type has from the types it is derived from, so that they may move between them."""

from app.facts.surface import Declaration

_MOST_TYPES = 50
"""Looked into above one type."""


class Hierarchy:
    """The types that one side declares, each known by the last part of its name."""

    def __init__(self) -> None:
        self._bases: dict[str, tuple[str, ...]] = {}
        self._members: set[tuple[str, str]] = set()

    def add(self, each: Declaration) -> None:
        """Remember a type with what it is derived from, or a member with what it is part of."""
        if each.bases:
            self._bases.setdefault(_last(each.name), each.bases)
        if each.part_of:
            self._members.add((_last(each.part_of), _member(each)))

    def inherits(self, part: Declaration) -> bool:
        """Whether the type that a member is part of has one of its name from another type."""
        waiting = list(self._bases.get(_last(part.part_of), ()))
        seen: set[str] = set()
        while waiting and len(seen) < _MOST_TYPES:
            base = waiting.pop()
            if (base, _member(part)) in self._members:
                return True
            if base not in seen:
                seen.add(base)
                waiting += self._bases.get(base, ())
        return False


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _member(part: Declaration) -> str:
    return part.name[len(part.part_of) + 1 :]
