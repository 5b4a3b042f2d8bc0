"""Keeps what never changes at GitHub, up to a bound, so that a later evaluation asks for little.

A text at a commit, a blob by its id and the tree of a commit are the same for ever; what is on the
shelf needs no asking whether it is still true.
"""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

ROOM = 64_000_000
"""Characters on the shelf in all."""


class Shelf:
    """A bounded memory of immutable things; what was not used for longest goes first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._used = 0
        self._things: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def get(self, key: Hashable, default: Any = None) -> Any:
        """What lies there."""
        if key not in self._things:
            return default
        self._things.move_to_end(key)
        return self._things[key][0]

    def put(self, key: Hashable, thing: Any, size: int) -> None:
        """Lay it there; `size` in characters, roughly."""
        if key in self._things:
            self._used -= self._things.pop(key)[1]
        if size > self._room:
            return
        self._things[key] = (thing, size)
        self._used += size
        while self._used > self._room:
            _, (_, freed) = self._things.popitem(last=False)
            self._used -= freed
