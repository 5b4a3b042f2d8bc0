"""GraphQL schemas: types with their fields and arguments, and the values of enums."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from posixpath import dirname

from app.facts import paths, syntax
from app.facts.change import Version
from app.facts.public_api import with_fair_documentation
from app.facts.surface import Declaration
from app.lazy_re import regex

_WORD = regex(r"#[^\n]*|\"\"\"|\"(?:[^\"\\\n]|\\.)*\"|[A-Za-z_]\w*|\.\.\.|-?\d[\w.]*|[^\s\w,]")
_NAME = regex(r"[A-Za-z_]\w{0,199}")
_TYPES = frozenset({"type", "interface", "input", "enum", "union", "scalar"})
_OPERATIONS = frozenset({"query", "mutation", "subscription", "fragment"})
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def reads(path: str) -> bool:
    """Schemas and queries bear the same endings; what stands in the file tells them apart."""
    endings = (".graphql", ".graphqls", ".gql")
    return path.endswith(endings) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A schema explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Types such as `App`, fields such as `App.owner` and arguments such as `Query.app.id`."""
    if syntax.is_generated(text):
        return ()  # a copy, as clients keep one
    found: dict[str, Declaration] = {}
    for each in _Schema(path, tuple(_words(text))).declarations():
        found.setdefault(each.name, each)
    return tuple(with_fair_documentation(found.values(), owed=frozenset()))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or sign, with the description right before it."""

    line: int
    text: str
    about: str


def _words(text: str) -> Iterator[_Word]:
    line, at, about = 1, 0, ""
    while found := _WORD.search(text, at):
        line += text.count("\n", at, found.start())
        at, word = found.end(), found[0]
        if word == '"""':
            end = text.find('"""', at)
            inside = text[at : end if end >= 0 else len(text)]
            line += inside.count("\n")
            at += len(inside) + 3
            about = " ".join(inside.split())
        elif word.startswith('"'):
            about = word.strip('"').strip()
        elif word.startswith("#"):
            continue
        else:
            yield _Word(line, word, about)
            about = ""


@dataclass(slots=True)
class _Schema:
    """A row of words, and the place that was reached in it."""

    path: str
    words: tuple[_Word, ...]
    at: int = 0

    def declarations(self) -> Iterator[Declaration]:
        """What each definition at the top declares; an extension of a type adds to its parts."""
        while self.at < len(self.words):
            word = self.words[self.at]
            self.at += 1
            if word.text in _TYPES and (name := self._name()):
                extends = self.at > 2 and self.words[self.at - 3].text == "extend"
                if not extends:
                    yield self._declared("graphql_type", name.text, word)
                yield from self._body(word.text, name.text)
            elif word.text in _OPERATIONS or word.text in ("directive", "schema"):
                self._skip_to_next()
            elif word.text in _CLOSING:
                self._skip(word.text)

    def _name(self) -> _Word | None:
        """The word at this place, where it is a name."""
        if self.at < len(self.words) and _NAME.fullmatch(self.words[self.at].text):
            self.at += 1
            return self.words[self.at - 1]
        return None

    def _body(self, sort: str, type_: str) -> Iterator[Declaration]:
        """What stands in the braces of a definition, if there are any before the next one."""
        while self.at < len(self.words) and self.words[self.at].text != "{":
            if self.words[self.at].text in (*_TYPES, "extend", "directive", "schema"):
                return
            self.at += 1
        self.at += 1
        while self.at < len(self.words) and self.words[self.at].text != "}":
            name = self._name()
            if name is None:
                self.at += 1
            elif sort == "enum":
                yield self._declared("graphql_value", f"{type_}.{name.text}", name, type_)
            else:
                yield from self._field(sort, type_, name)
        self.at += 1

    def _field(self, sort: str, type_: str, name: _Word) -> Iterator[Declaration]:
        full = f"{type_}.{name.text}"
        arguments: list[Declaration] = []
        if self._is("("):
            self.at += 1
            arguments = list(self._arguments(full, type_))
        whole = self._typed(self._declared("graphql_field", full, name, type_))
        if sort != "input":
            never_null = ("never null",) if whole.required else ()
            whole = replace(whole, required=False, output=True, traits=never_null)
        yield whole
        yield from arguments

    def _arguments(self, field: str, type_: str) -> Iterator[Declaration]:
        while self.at < len(self.words) and not self._is(")"):
            name = self._name()
            if name is None:
                self.at += 1
                continue
            argument = self._declared("graphql_argument", f"{field}.{name.text}", name, field)
            yield self._typed(argument)
        self.at += 1

    def _typed(self, named: Declaration) -> Declaration:
        """With what follows the name: `: [App!]! = [] @deprecated`."""
        type_, default, deprecated = "", None, False
        if self._is(":"):
            self.at += 1
            while self._is("["):
                type_ += self._taken()
            type_ += self._taken()
            while self._is("]") or self._is("!"):
                type_ += self._taken()
        if self._is("="):
            self.at += 1
            default = self._value()
        while self._is("@"):
            self.at += 1
            deprecated = self._is("deprecated") or deprecated
            self.at += 1
            if self._is("("):
                self._value()
        return replace(
            named,
            type=type_.removesuffix("!"),
            default=default,
            required=type_.endswith("!") and default is None,
            deprecated=deprecated,
        )

    def _taken(self) -> str:
        self.at += 1
        return self.words[self.at - 1].text if self.at <= len(self.words) else ""

    def _is(self, sign: str) -> bool:
        return self.at < len(self.words) and self.words[self.at].text == sign

    def _value(self) -> str:
        """A single word, or all that stands in one pair of brackets."""
        start = self.at
        opening = self._taken()
        if opening in _CLOSING:
            self._skip(opening)
        return " ".join(word.text for word in self.words[start : self.at])

    def _skip(self, opening: str) -> None:
        """Past the bracket that closes one which was just passed."""
        depth, closing = 1, _CLOSING[opening]
        while self.at < len(self.words) and depth:
            depth += (self.words[self.at].text == opening) - (self.words[self.at].text == closing)
            self.at += 1

    def _skip_to_next(self) -> None:
        """Past the braces of what is no type; a directive has none."""
        while self.at < len(self.words):
            word = self.words[self.at].text
            if word in _TYPES or word in ("extend", "directive", "schema"):
                return
            self.at += 1
            if word == "{":
                self._skip(word)
                return

    def _declared(self, kind: str, name: str, word: _Word, part_of: str = "") -> Declaration:
        return Declaration(
            kind=kind,
            name=name,
            scope=dirname(self.path),
            path=self.path,
            line=word.line,
            documentation=word.about,
            documented_by="description" if word.about else None,
            part_of=part_of,
        )
