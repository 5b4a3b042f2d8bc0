"""A YAML text as plain values with the place of each, so that a mistake can point at its cause."""

import json
from collections.abc import Iterator
from typing import Any

from app.errors import AuthorsMistake, Mistake
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, YamlTrouble, compose
from app.lazy_re import regex

Location = tuple[str | int, ...]
"""The keys and positions that lead to a value, from the top."""

PLUS = "+"
"""Before a key in a configuration: add to the list below in place of replacing it."""
LONGEST = 200_000
"""Characters of a text that is read."""
_LONGEST_NUMBER = 40

_INTEGER = regex(r"[-+]?[0-9]+")
_FLOAT = regex(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")
_BARE = regex(r"(?:^|[:,\[-])[ \t]+\{\{")
NEEDS_QUOTES = "A text that begins with `{{` needs quotes around the whole of it."
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class YamlSource:
    """A document that was composed; raises `AuthorsMistake` where it is none."""

    def __init__(self, text: str, where: str) -> None:
        self.where = where
        self._lines = text.split("\n")
        self._tables: dict[int, dict[str, tuple[Scalar, Node]]] = {}
        if len(text) > LONGEST:
            raise AuthorsMistake.at(where, f"It is longer than {LONGEST:,} characters.", 1, 1)
        try:
            self._root = compose(text, aliases=False)
        except YamlTrouble as trouble:
            line = self._line(trouble.line)
            message = NEEDS_QUOTES if _BARE.search(line) else _in_our_words(trouble, line)
            raise AuthorsMistake.at(where, message, trouble.line, trouble.column) from None

    @property
    def value(self) -> Any:
        """The document as lists, dictionaries and scalars, the last of repeated keys winning."""
        return None if self._root is None else _value(self._root)

    def repeated_keys(self) -> Iterator[Mistake]:
        """A mistake for every key that stands twice, and for every key that is no text."""
        waiting = [self._root] if self._root else []
        while waiting:
            node = waiting.pop()
            if isinstance(node, Mapping):
                for key in node.repeated():
                    message = f"`{key.text}` is already given above; keep one of them."
                    yield Mistake(self.where, key.line, key.column, message)
                for odd, value in node.pairs:
                    if not isinstance(odd, Scalar):
                        bare = _BARE.search(self._line(odd.line))
                        message = NEEDS_QUOTES if bare else "A key must be a plain text."
                        yield Mistake(self.where, odd.line, odd.column, message)
                    waiting.append(value)
            elif isinstance(node, Sequence):
                waiting.extend(node.items)

    def mistake(self, location: Location, message: str) -> Mistake:
        """A mistake at a value, or at the nearest thing above it that is there."""
        node = self._find(location)
        return Mistake(self.where, node.line if node else 1, node.column if node else 1, message)

    def mistake_at_key(self, location: Location, message: str) -> Mistake:
        """A mistake at the key that leads to a value."""
        parent = self._find(location[:-1])
        entry = self._entry(parent, location[-1]) if isinstance(parent, Mapping) else None
        if entry is None:
            return self.mistake(location, message)
        return Mistake(self.where, entry[0].line, entry[0].column, message)

    def mistake_inside(self, location: Location, line: int, column: int, message: str) -> Mistake:
        """A mistake inside a text, at a line and column of it counted from 1.

        Where quotes, folding or escapes hide which character it is, the text as a whole.
        """
        node = self._find(location)
        if isinstance(node, Scalar):
            place = self._place_inside(node, line, column)
            if place:
                return Mistake(self.where, *place, message)
        return self.mistake(location, message)

    def _place_inside(self, node: Scalar, line: int, column: int) -> tuple[int, int] | None:
        lines = node.text.split("\n")
        if line > len(lines):
            return None
        wanted = lines[line - 1]
        mark = self._line(node.line)[node.column - 1 : node.column]
        if mark == "|" and not node.plain:
            written = node.line + line
            start = self._indentation(node)
        elif len(lines) == 1 and node.line == node.end_line:
            written = node.line
            start = node.column - 1 + (0 if node.plain else 1)
        else:
            return None
        found = self._line(written).startswith(wanted, start)
        return (written, start + column) if found else None

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if number <= len(self._lines) else ""

    def _indentation(self, node: Scalar) -> int:
        """How far the lines of a block are indented."""
        below = self._lines[node.line :]
        first = next((line for line in below if line.strip()), "")
        return len(first) - len(first.lstrip(" "))

    def _find(self, location: Location) -> Node | None:
        node = self._root
        for step in location:
            below = self._child(node, step)
            if below is None:
                break
            node = below
        return node

    def _child(self, node: Node | None, step: str | int) -> Node | None:
        if isinstance(node, Mapping):
            entry = self._entry(node, step)
            return entry[1] if entry else None
        if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            return node.items[step]
        return None

    def _entry(self, parent: Mapping, name: str | int) -> tuple[Scalar, Node] | None:
        """A key where it stands first, with its value, which is that of its last mention."""
        if id(parent) not in self._tables:  # a file may hold thousands of mistakes
            table: dict[str, tuple[Scalar, Node]] = {}
            for key, value in parent.entries():
                table[key.text] = (table.get(key.text, (key,))[0], value)
            self._tables[id(parent)] = table
        table = self._tables[id(parent)]
        return table.get(str(name)) or table.get(f"{PLUS}{name}")


def _value(node: Node) -> Any:
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key.text: _value(value) for key, value in node.entries()}
    return _scalar(node)


def _scalar(node: Scalar) -> Any:
    """As YAML 1.2 has it: `on`, `no`, `1:30` and dates are texts, `012` is twelve."""
    if not node.plain:
        return node.text
    if node.is_null:
        return None
    if node.text in _TRUTHS:
        return _TRUTHS[node.text]
    if len(node.text) <= _LONGEST_NUMBER:
        if _INTEGER.fullmatch(node.text):
            return int(node.text)
        if _FLOAT.fullmatch(node.text):
            return float(node.text)
    return node.text


def written(value: object) -> str:
    """A value as it may be written in YAML, for remedies."""
    return json.dumps(value, ensure_ascii=False)


def _in_our_words(trouble: YamlTrouble, line: str) -> str:
    """What is wrong with a line, and the remedy where it is one of the usual slips."""
    if "cannot start any token" in trouble.message:
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return "YAML is indented with spaces, never with tabs."
        return "This character cannot begin a value; put the value in quotes."
    if "uses a tag" in trouble.message:
        return "A value that begins with `!` needs quotes, or a block after `|`."
    remedy = ""
    if "mapping values are not allowed" in trouble.message:
        remedy = " A text with `: ` in it needs quotes; keys side by side begin in one column."
    return f"This is no YAML that we read: {trouble.message}.{remedy}"
