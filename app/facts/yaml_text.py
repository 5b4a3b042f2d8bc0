"""Reads YAML that strangers wrote: bounded, with the place of everything, and scalars as text.

Nodes are built from the parser's events, never by its loader: events are made one after another
whatever the nesting, while libyaml's composer dies of `[` fifty thousand times. Nothing is
resolved, so `on:` stays `on` and `012` stays `012`; whoever wants values makes them from
`Scalar.text` and `Scalar.plain`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import yaml

from app.lazy_re import regex

DEEPEST = 50
"""Levels of nesting, with aliases followed."""
MOST_NODES = 200_000
"""Nodes of one text, with aliases followed and long scalars counted as several: what a reader that
walks them all has to expect."""


_OTHER_BREAKS = regex("\r(?!\n)|[\x85\u2028\u2029]")
"""Where YAML 1.1 ends a line and git does not, so that places would lie outside the file."""


class YamlTrouble(Exception):
    """The text is no YAML that we read. Line and column count from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as the text that stands there with quotes and folding undone."""

    line: int
    column: int
    text: str
    plain: bool
    """Written without quotes or block marks, so that it may mean a number, a truth or nothing."""
    end_line: int
    end_column: int
    """Just behind its last character."""
    tag: str | None = None

    @property
    def is_null(self) -> bool:
        """Whether YAML takes it for nothing."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    line: int
    column: int
    items: "tuple[Node, ...]"
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the text, repeated keys included."""

    line: int
    column: int
    pairs: "tuple[tuple[Node, Node], ...]"
    tag: str | None = None

    def entries(self) -> "Iterator[tuple[Scalar, Node]]":
        """Each key that is a scalar, with its value."""
        return ((key, value) for key, value in self.pairs if isinstance(key, Scalar))

    def get(self, name: str) -> "Node | None":
        """The value of a key; of its last mention, as loaders have it."""
        found = None
        for key, value in self.entries():
            if key.text == name:
                found = value
        return found

    def repeated(self) -> Iterator[Scalar]:
        """Every key that stood in this mapping before."""
        seen = set()
        for key, _ in self.entries():
            if key.text in seen:
                yield key
            seen.add(key.text)


Node = Scalar | Sequence | Mapping


def compose(text: str, *, aliases: bool = True) -> Node | None:
    """The only document of a text, or `None` where it holds none.

    Raises `YamlTrouble` where it is no YAML, holds several documents or passes a limit; without
    `aliases` also at the first anchor, alias or tag.
    """
    documents = compose_all(text, aliases=aliases)
    if len(documents) > 1:
        second = documents[1]
        raise YamlTrouble("holds more than one document", second.line, second.column)
    return documents[0] if documents else None


@lru_cache(maxsize=6)  # several facts read the same file; few, since one may fill megabytes
def compose_all(text: str, *, aliases: bool = True) -> tuple[Node, ...]:
    """Every document of a text that is not empty; raises as `compose` does."""
    end = _end_of(text)
    builder = _Builder(aliases, end)
    try:
        for event in yaml.parse(_OTHER_BREAKS.sub(" ", text), Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = min((mark.line + 1, mark.column + 1), end) if mark else (1, 1)
        raise YamlTrouble(str(error.problem or error.context), *place) from None
    except (yaml.YAMLError, UnicodeError):
        raise YamlTrouble("holds characters that YAML does not allow") from None
    return tuple(builder.documents)


def _end_of(text: str) -> tuple[int, int]:
    """Line and column just behind the text; the parser adds a line break to it and goes further."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def text_at(node: Node | None, name: str) -> str | None:
    """The text of the scalar under `name`; `None` where there is none, or it is null."""
    value = node.get(name) if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) and not value.is_null else None


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    event: yaml.CollectionStartEvent
    children: list[Node] = field(default_factory=list)
    nodes: int = 1
    depth: int = 1


class _Builder:
    """Makes nodes of events, and counts as if every alias were written out."""

    def __init__(self, aliases: bool, end: tuple[int, int]) -> None:
        self._end = end
        self.documents: list[Node] = []
        self._aliases = aliases
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int, int]] = {}

    def take(self, event: yaml.Event) -> None:
        if not self._aliases:
            _refuse_sharing(event)
        if isinstance(event, yaml.ScalarEvent):
            self._add(event, _scalar(event, self._end), 1 + len(event.value) // 100, 0)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self._open) >= DEEPEST:
                raise YamlTrouble(f"is nested deeper than {DEEPEST} levels", *_place(event))
            self._open.append(_Open(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self._open.pop()
            self._add(closed.event, _collection(closed), closed.nodes, closed.depth)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise YamlTrouble(
                    f"alias *{event.anchor} stands before its anchor is complete", *_place(event)
                )
            self._add(event, *self._anchors[event.anchor])
        elif isinstance(event, yaml.DocumentStartEvent):
            self._anchors.clear()

    def _add(self, event: yaml.NodeEvent, node: Node, nodes: int, depth: int) -> None:
        """Put a finished node where it belongs; `nodes` and `depth` count what it holds."""
        if event.anchor:
            self._anchors[event.anchor] = (node, nodes, depth)
        if not self._open:
            if not (isinstance(node, Scalar) and node.is_null):
                self.documents.append(node)
            return
        parent = self._open[-1]
        parent.children.append(node)
        parent.nodes += nodes
        parent.depth = max(parent.depth, depth + 1)
        if parent.nodes > MOST_NODES:
            raise YamlTrouble(f"holds more than {MOST_NODES:,} values", *_place(event))
        if parent.depth + len(self._open) - 1 > DEEPEST:
            raise YamlTrouble(f"is nested deeper than {DEEPEST} levels", *_place(event))


def _refuse_sharing(event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise YamlTrouble("uses an anchor or alias (`&`, `*`); write the value out", *_place(event))
    if getattr(event, "tag", None) not in (None, "!"):
        raise YamlTrouble("uses a tag (`!`); write a plain value", *_place(event))


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column where it starts, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _end(event: yaml.Event) -> tuple[int, int]:
    mark = event.end_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _scalar(event: yaml.ScalarEvent, last: tuple[int, int]) -> Scalar:
    start, end = min(_place(event), last), min(_end(event), last)
    return Scalar(*start, event.value, event.implicit[0], *end, event.tag)


def _collection(closed: _Open) -> Node:
    event, children = closed.event, closed.children
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(*_place(event), tuple(children), event.tag)
    pairs = tuple(zip(children[::2], children[1::2], strict=True))
    return Mapping(*_place(event), pairs, event.tag)
