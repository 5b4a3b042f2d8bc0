"""Settings of Java programs: the properties that Spring and its like fill classes with."""

from collections.abc import Iterator
from posixpath import dirname

from tree_sitter import Node

from app.facts import paths, syntax
from app.facts.change import Version
from app.facts.surface import Declaration
from app.lazy_re import regex

_MARKS = ("ConfigurationProperties", "ConfigMapping")
_TYPES = ("class_declaration", "record_declaration", "interface_declaration")
_MEMBERS = ("field_declaration", "method_declaration")
_CAPITAL = regex(r"(?<=[a-z0-9])(?=[A-Z])")
_MOST_LEVELS = 10
"""Of classes inside classes."""
_MOST_READ = 300_000
"""Bytes below one class: a class inside is read again for each field that is of its type."""
_LONGEST = 200
"""Characters of a name and of what names begin with; what is longer nobody writes into a file."""


def reads(path: str) -> bool:
    """Sources that are shipped; people set the properties, not the classes."""
    return path.endswith(".java") and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A source explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Properties such as `acme.queue.max-size`."""
    if not any(f"@{mark}" in text for mark in _MARKS) or syntax.is_generated(text):
        return ()
    found: dict[str, Declaration] = {}
    for type_ in syntax.descendants(syntax.parse("java", text), {*_TYPES}):
        prefix = _prefix(type_)
        if prefix is not None and len(prefix) <= _LONGEST:
            for each in _Walk(path).properties(type_, prefix, 0):
                found.setdefault(each.name, each)
    return tuple(found.values())


def _prefix(type_: Node) -> str | None:
    """What its annotation says that all names begin with; None where it has none."""
    for modifiers in syntax.children(type_, "modifiers"):
        for each in syntax.children(modifiers, "annotation"):
            if syntax.source_of(syntax.child(each, "name")).rpartition(".")[2] in _MARKS:
                strings = syntax.descendants(each, {"string_literal"})
                return next((syntax.source_of(string).strip('"') for string in strings), "")
    return None


class _Walk:
    """One walk through a class and those inside it, and how much it may still read."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._left = _MOST_READ

    def properties(self, type_: Node, prefix: str, level: int) -> Iterator[Declaration]:
        body = syntax.child(type_, "body")
        if body is None or level > _MOST_LEVELS or self._left < 0:
            return
        self._left -= body.end_byte - body.start_byte
        comments = syntax.comments_among(body)
        inner = {
            syntax.source_of(syntax.child(each, "name")): each
            for each in syntax.children(body, *_TYPES)
        }
        for type_name, name, node, default in _members(type_, body):
            if len(name) > _LONGEST:
                continue
            full = f"{prefix}.{_kebab(name)}".lstrip(".")
            nested = inner.get(type_name)
            if nested is not None:
                yield from self.properties(nested, full, level + 1)
                continue
            about = comments.above(node)
            yield Declaration(
                kind="config_key",
                name=full,
                scope=dirname(self._path),
                path=self._path,
                line=syntax.line_of(node),
                type=type_name or None,
                default=default,
                documentation=about,
                documented_by="doc comment" if about else None,
                deprecated="@deprecated" in about.lower(),
            )


def _members(type_: Node, body: Node) -> Iterator[tuple[str, str, Node, str | None]]:
    """Type, name and default: of a class's fields, a record's parts, an interface's methods."""
    for part in syntax.children(syntax.child(type_, "parameters"), "formal_parameter"):
        yield _type(part), syntax.source_of(syntax.child(part, "name")), part, None
    is_interface = type_.type == "interface_declaration"
    for member in syntax.children(body, _MEMBERS[is_interface]):
        if is_interface:
            yield _type(member), syntax.source_of(syntax.child(member, "name")), member, None
            continue
        modifiers = {
            child.type for each in syntax.children(member, "modifiers") for child in each.children
        }
        for each in syntax.children(member, "variable_declarator"):
            if "static" not in modifiers:
                default = syntax.normalised(syntax.child(each, "value"))
                yield _type(member), syntax.source_of(syntax.child(each, "name")), member, default


def _type(member: Node) -> str:
    return syntax.normalised(syntax.child(member, "type")) or ""


def _kebab(name: str) -> str:
    """`maxSize` is written `max-size` in files."""
    return _CAPITAL.sub("-", name).lower()
