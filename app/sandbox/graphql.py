"""Enough of GraphQL to be honest: a query is parsed and gets exactly the fields it asks for.

Queries only, without named fragments and directives; the grammar is that of the specification,
https://spec.graphql.org/October2021/#sec-Document-Syntax.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

_WORD = re.compile(r'\.\.\.|[{}()\[\]:!,$=]|-?\d+|[A-Za-z_]\w*|"(?:[^"\\]|\\.)*"|\S')


class QueryError(Exception):
    """The query does not fit the schema or the grammar."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Field:
    """One field that is asked for, or a fragment on a type where the name is `...`."""

    name: str
    alias: str
    arguments: Mapping[str, Any]
    selection: "tuple[Field, ...]"


@dataclass(frozen=True, slots=True)
class Variable:
    """Stands for a value that comes beside the query."""

    name: str


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    name: str
    required: frozenset[str]
    """Variables that must be given."""
    selection: tuple[Field, ...]

    def parts(self) -> "tuple[Query, ...]":
        """The same query for one field after the other."""
        return tuple(replace(self, selection=(field,)) for field in self.selection)


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the schema: a type's name and its fields; a callable field takes arguments."""

    type: str
    fields: Mapping[str, Any]


class _Parser:
    def __init__(self, document: str) -> None:
        self._words: list[str] = [word for word in _WORD.findall(document) if word != ","]
        self._at = 0

    def query(self) -> Query:
        self._expect("query")
        name = self._next()
        required: set[str] = set()
        if self._taken("("):
            while not self._taken(")"):
                self._expect("$")
                variable = self._next()
                self._expect(":")
                self._next()
                if self._taken("!"):
                    required.add(variable)
        return Query(name, frozenset(required), self._selection())

    def _selection(self) -> tuple[Field, ...]:
        self._expect("{")
        fields = []
        while not self._taken("}"):
            fields.append(self._fragment() if self._taken("...") else self._field())
        return tuple(fields)

    def _fragment(self) -> Field:
        self._expect("on")
        return Field("...", self._next(), {}, self._selection())

    def _field(self) -> Field:
        alias = name = self._next()
        if self._taken(":"):
            name = self._next()
        arguments = self._values(")") if self._taken("(") else {}
        selection = self._selection() if self._peek() == "{" else ()
        return Field(name, alias, arguments, selection)

    def _values(self, end: str) -> dict[str, Any]:
        values = {}
        while not self._taken(end):
            name = self._next()
            self._expect(":")
            values[name] = self._value()
        return values

    def _value(self) -> Any:
        word = self._next()
        if word == "$":
            return Variable(self._next())
        if word == "{":
            return self._values("}")
        if word.lstrip("-").isdigit():
            return int(word)
        return word[1:-1] if word.startswith('"') else word

    def _peek(self) -> str:
        if self._at >= len(self._words):
            raise QueryError("Unexpected end of document", "parseError")
        return self._words[self._at]

    def _next(self) -> str:
        word = self._peek()
        self._at += 1
        return word

    def _taken(self, word: str) -> bool:
        taken = self._peek() == word
        self._at += taken
        return taken

    def _expect(self, word: str) -> None:
        if not self._taken(word):
            raise QueryError(f"Expected {word}, got {self._peek()}", "parseError")


def parse(document: str) -> Query:
    """Parse a document that holds one query. Raises `QueryError`."""
    return _Parser(document).query()


def execute(query: Query, variables: Mapping[str, Any], root: Node) -> dict[str, Any]:
    """The data that a query asks for. Raises `QueryError` where the schema has no such field."""
    absent = sorted(query.required - variables.keys())
    if absent:
        raise QueryError(f"Variable ${absent[0]} was not provided", "variableMissing")
    return _select(root, query.selection, variables)


def _select(
    node: Node, selection: tuple[Field, ...], variables: Mapping[str, Any]
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for field in selection:
        if field.name == "...":
            if field.alias == node.type:
                data |= _select(node, field.selection, variables)
        elif field.name == "__typename":
            data[field.alias] = node.type
        else:
            data[field.alias] = _complete(_resolve(node, field, variables), field, variables)
    return data


def _resolve(node: Node, field: Field, variables: Mapping[str, Any]) -> Any:
    if field.name not in node.fields:
        raise QueryError(
            f"Field '{field.name}' doesn't exist on type '{node.type}'", "undefinedField"
        )
    value = node.fields[field.name]
    return value(**_bound(field.arguments, variables)) if callable(value) else value


def _bound(value: Any, variables: Mapping[str, Any]) -> Any:
    if isinstance(value, Variable):
        return variables[value.name]
    if isinstance(value, dict):
        return {name: _bound(inner, variables) for name, inner in value.items()}
    return value


def _complete(value: Any, field: Field, variables: Mapping[str, Any]) -> Any:
    if isinstance(value, Node):
        return _select(value, field.selection, variables)
    if isinstance(value, list):
        return [_complete(item, field, variables) for item in value]
    return value
