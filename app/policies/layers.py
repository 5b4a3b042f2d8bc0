"""Lays configurations on top of one another: merged by key, and every value knows its layer.

Keys with values are merged; everything else replaces what was there, save that a key written with
`+` in front adds to the list below. A key that a layer has locked keeps its value from there on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.layers import Lock, Value
from app.errors import Mistake
from app.policies.yaml_source import PLUS, Location, YamlSource

BUILT_IN = "built-in"
"""The layer below all others."""
OF_THE_FILE = ("version", "extends", "locked")
"""Keys that speak of the file itself and are not merged."""


@dataclass(frozen=True, slots=True)
class Document:
    """One layer, its keys without `+`."""

    source: YamlSource
    value: Any
    added: frozenset[Location]
    """Where a list adds to the one below."""
    mistakes: tuple[Mistake, ...]

    @property
    def where(self) -> str:
        """The layer's name."""
        return self.source.where


def document(text: str, where: str) -> Document:
    """Read one layer. Raises `AuthorsMistake` where it is no YAML."""
    source = YamlSource(text, where)
    reader = _PlusReader(source)
    value = reader.plain(source.value, ())
    mistakes = (*source.repeated_keys(), *reader.mistakes)
    return Document(source, _answered_for(value, where), frozenset(reader.added), mistakes)


class _PlusReader:
    """Takes the `+` off keys, and remembers where it stood."""

    def __init__(self, source: YamlSource) -> None:
        self._source = source
        self.added: set[Location] = set()
        self.mistakes: list[Mistake] = []

    def plain(self, value: Any, at: Location) -> Any:
        if not isinstance(value, Mapping):
            return value
        found = {}
        for key, entry in value.items():
            name = key.removeprefix(PLUS)
            location = (*at, name)
            if name != key:
                self._note(key, entry, location, name in value)
            found[name] = self.plain(entry, location)
        return found

    def _note(self, key: str, entry: Any, location: Location, twice: bool) -> None:
        if isinstance(entry, list) and not twice:
            self.added.add(location)
            return
        name = key.removeprefix(PLUS)
        complaint = (
            f"`{name}` replaces the list and `{key}` adds to it; keep one of them."
            if twice
            else f"Only to a list can be added; `{key}` is none."
        )
        self.mistakes.append(self._source.mistake_at_key((*location[:-1], key), complaint))


def _answered_for(value: Any, where: str) -> Any:
    """The document with its exemptions signed: whoever is not named is the file."""
    if not isinstance(value, Mapping) or not isinstance(value.get("exemptions"), list):
        return value
    signed = [
        {**one, "by": one.get("by") or where} if isinstance(one, Mapping) else one
        for one in value["exemptions"]
    ]
    return {**value, "exemptions": signed}


class Stack:
    """Layers on top of one another, beginning with what holds where none says anything."""

    def __init__(self, defaults: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """`defaults` are documents, each behind the name of the place that they come from."""
        self._values: dict[Location, tuple[Any, tuple[str, ...]]] = {
            location: (value, (where,))
            for where, document in defaults
            for location, value in _leaves(document)
        }
        self._declared: set[Location] = set()
        """What a layer set."""
        self._locks: dict[str, Lock] = {}
        self.mistakes: list[Mistake] = []

    def lay(self, layer: Document) -> None:
        """Put a layer on top. What a layer below has locked is refused, once for each lock."""
        refused = set()
        for location, value in _leaves(layer.value):
            if location[0] in OF_THE_FILE:
                continue
            merged, layers = self._merged(layer, location, value)
            lock = self._lock_on(location)
            if lock is None or merged == self._values.get(location, (None, ()))[0]:
                self._values[location] = merged, layers
                self._declared.add(location)
            elif lock.key not in refused:
                refused.add(lock.key)
                message = f"`{lock.key}` is locked by {lock.by}: {lock.reason}. Leave it out here."
                self.mistakes.append(layer.source.mistake_at_key(location, message))
        self._add_locks(layer)

    def declared(self) -> dict[str, Any]:
        """Everything that a layer set, as one document."""
        nested: dict[str, Any] = {}
        for location, (value, _) in self._values.items():
            if location in self._declared:
                _put(nested, location, value)
        return nested

    def values(self) -> tuple[Value, ...]:
        """Every value with who set it, in the order of their keys.

        A key that is left empty above others takes nothing away, so that it says nothing.
        """
        above = {place[:end] for place in self._values for end in range(1, len(place))}
        told = [
            Value(tuple(map(str, location)), value, layers)
            for location, (value, layers) in self._values.items()
            if value != {} and location not in above
        ]
        return tuple(sorted(told, key=lambda one: one.location))

    def locks(self) -> tuple[Lock, ...]:
        """What is locked, in the order of the keys."""
        return tuple(sorted(self._locks.values(), key=lambda lock: lock.key))

    def _merged(
        self, layer: Document, location: Location, value: Any
    ) -> tuple[Any, tuple[str, ...]]:
        before, layers = self._values.get(location, ([], ()))
        if location not in layer.added or not isinstance(before, list):
            return value, (layer.where,)
        known = {repr(entry) for entry in before}  # a search each would take the square of it
        more = [entry for entry in value if repr(entry) not in known]
        return [*before, *more], (*layers, layer.where) if before else (layer.where,)

    def _lock_on(self, location: Location) -> Lock | None:
        steps = dotted(location).split(".")
        ways = (".".join(steps[:end]) for end in range(1, len(steps) + 1))
        return next((self._locks[way] for way in ways if way in self._locks), None)

    def _add_locks(self, layer: Document) -> None:
        locked = layer.value.get("locked") if isinstance(layer.value, Mapping) else None
        if isinstance(locked, Mapping):
            for key, reason in locked.items():
                lock = Lock(key, str(reason).rstrip("."), layer.where)
                self._locks.setdefault(key, lock)


def dotted(location: Location) -> str:
    """A location as people write it: `policies.rule-of-three.teams`."""
    return ".".join(map(str, location))


def _leaves(value: Any, at: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Every value that is no keys with values, and keys without any."""
    if isinstance(value, Mapping) and (value or not at):
        for key, entry in value.items():
            yield from _leaves(entry, (*at, key))
    elif at:
        yield at, value


def _put(nested: dict[str, Any], location: Location, value: Any) -> None:
    """Set a value at its place; an empty one does not take away what stands below it."""
    *way, last = map(str, location)
    for step in way:
        below = nested.get(step)
        nested[step] = nested = below if isinstance(below, dict) else {}
    if value or not isinstance(nested.get(last), dict):
        nested[last] = value
