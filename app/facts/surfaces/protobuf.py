"""Protocol Buffers: services with their methods, messages with their fields, values of enums."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from posixpath import dirname

from app.facts import paths
from app.facts.change import Version
from app.facts.public_api import with_fair_documentation
from app.facts.surface import Declaration
from app.lazy_re import regex

_WORD = regex(
    r"//[^\n]*|/\*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_.][\w.]*|-?\d\w*|[^\s\w]"
)
_NAME = regex(r"[A-Za-z_]\w{0,199}")
_LABELS = frozenset({"optional", "repeated", "required"})
_WHOLES = {"message": "proto_message", "enum": "proto_enum", "service": "proto_service"}
_NO_FIELD = frozenset({"option", "reserved", "extensions", "syntax", "package", "import"})
_OWED = frozenset({"proto_service", "proto_method"})
_MOST_LEVELS = 50


def reads(path: str) -> bool:
    """Definitions that are not private by their folder's name."""
    closed = "internal" in path.split("/")[:-1]
    return path.endswith(".proto") and not closed and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A definition explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What the file declares, known by its package wherever the file lies."""
    file = _File(path, dirname(path))
    found = list(file.declarations(text))
    explained = (file.explained(each) for each in found)
    return tuple(with_fair_documentation(explained, owed=_OWED))


@dataclass(slots=True)
class _File:
    """What is known on the way through one file."""

    path: str
    scope: str
    comments: dict[int, tuple[int, str]] = field(default_factory=dict)
    """The line on which each comment begins, and its text, by the line on which it ends."""
    coded: set[int] = field(default_factory=set)
    """The lines on which more than a comment stands."""
    above: dict[int, str] = field(default_factory=dict)
    """What the comments right above a line say."""

    def declarations(self, text: str) -> Iterator[Declaration]:
        """Statement by statement; braces open and close what statements belong to."""
        around: list[tuple[str, str]] = []  # keyword and name
        statement: list[tuple[int, str]] = []
        for line, word in self._words(text):
            if word not in ("{", "}", ";"):
                statement.append((line, word))
                continue
            if statement:
                yield from self._statement(statement, around)
            if word == "{":
                around.append(_head(statement, around))
            elif word == "}" and around:
                around.pop()
            statement = []

    def _words(self, text: str) -> Iterator[tuple[int, str]]:
        line, at = 1, 0
        while found := _WORD.search(text, at):
            line += text.count("\n", at, found.start())
            at, word = found.end(), found[0]
            if word == "/*":
                end = text.find("*/", at)
                inside = text[at : end if end >= 0 else len(text)]
                first, line = line, line + inside.count("\n")
                parts = (part.strip(" *\t\r") for part in inside.split("\n"))
                self.comments[line] = (first, " ".join(filter(None, parts)))
                at += len(inside) + 2
            elif word.startswith("//"):
                self.comments[line] = (line, word.lstrip("/").strip())
            else:
                self.coded.add(line)
                yield line, word

    def _statement(
        self, statement: list[tuple[int, str]], around: list[tuple[str, str]]
    ) -> Iterator[Declaration]:
        (line, first), words = statement[0], [word for _, word in statement]
        if first == "package" and len(words) > 1:
            self.scope = words[1]
        holder, name = around[-1] if around else ("", "")
        if _is_whole(words) and (not around or holder == "message"):
            full = f"{name}.{words[1]}".lstrip(".")
            yield self._declared(_WHOLES[first], full, line, None)
        elif first == "rpc" and holder == "service":
            yield from self._method(words, name, line)
        elif holder in ("message", "enum") and first not in _NO_FIELD:
            yield from self._field(words, holder, name, line)

    def _method(self, words: list[str], service: str, line: int) -> Iterator[Declaration]:
        if len(words) > 1 and _NAME.fullmatch(words[1]):
            found = self._declared("proto_method", f"{service}.{words[1]}", line, service)
            yield replace(found, type=" ".join(words[2:]))

    def _field(self, words: list[str], holder: str, name: str, line: int) -> Iterator[Declaration]:
        """`repeated string names = 3 [deprecated = true]`; the number is what is sent."""
        written = words[: words.index("[")] if "[" in words else words
        if "=" not in written or written.index("=") == 0:
            return
        sign = written.index("=")
        own, number = written[sign - 1], written[sign + 1 : sign + 2]
        if not _NAME.fullmatch(own) or not number or "(" in written:
            return
        many = "repeated " if written[0] == "repeated" else ""
        type_ = many + "".join(word for word in written[: sign - 1] if word not in _LABELS)
        kind = "proto_field" if holder == "message" else "proto_value"
        found = self._declared(kind, f"{name}.{own}", line, name)
        yield replace(
            found,
            type=f"{type_} = {number[0]}".strip(" "),
            required=written[0] == "required",
            deprecated=_is_deprecated(words),
        )

    def explained(self, found: Declaration) -> Declaration:
        """With the comments right above it, or else the one behind it."""
        if found.line not in self.above:
            self.above[found.line] = self._above(found.line)
        behind = self.comments.get(found.line, (0, ""))[1]
        about = self.above[found.line] or behind
        return replace(found, documentation=about, documented_by="comment" if about else None)

    def _above(self, line: int) -> str:
        parts: list[str] = []
        line -= 1
        while line in self.comments and line not in self.coded:
            first, text = self.comments[line]
            parts.append(text)
            line = first - 1
        return " ".join(reversed(parts))

    def _declared(self, kind: str, name: str, line: int, part_of: str | None) -> Declaration:
        return Declaration(kind, name, self.scope, self.path, line, part_of=part_of or "")


def _head(statement: list[tuple[int, str]], around: list[tuple[str, str]]) -> tuple[str, str]:
    """What a brace opens; the parts of a `oneof` are the message's own."""
    words = [word for _, word in statement]
    holder, name = around[-1] if around else ("", "")
    inside = not around or holder == "message"
    if inside and len(around) < _MOST_LEVELS and _is_whole(words):
        return words[0], f"{name}.{words[1]}".lstrip(".")
    return (holder, name) if words[:1] == ["oneof"] and holder == "message" else ("", "")


def _is_whole(words: list[str]) -> bool:
    return len(words) > 1 and words[0] in _WHOLES and bool(_NAME.fullmatch(words[1]))


def _is_deprecated(words: list[str]) -> bool:
    return any(
        words[at : at + 3] == ["deprecated", "=", "true"]
        for at, word in enumerate(words)
        if word == "deprecated"
    )
