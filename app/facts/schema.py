"""The fields that a JSON Schema describes, in whichever document it stands.

Kubernetes definitions, Backstage templates, OpenAPI and plain schemas share this vocabulary.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, text_at

MOST_FIELDS = 20_000
"""Schemas looked into below one schema; what comes after is left out."""
LONGEST_NAME = 200
"""Characters of one key; what is longer is no name."""
DEEPEST = 30
"""Levels of fields inside fields, references followed."""

_BRANCHES = ("allOf", "anyOf", "oneOf", "then", "else")
"""Where a schema goes on about the same object."""


@dataclass(frozen=True, slots=True)
class SchemaField:
    """One property: `spec.hosts[].name` is a property of the items of a list."""

    name: str
    line: int
    type: str | None
    default: str | None
    required: bool
    choices: tuple[str, ...] | None
    description: str
    deprecated: bool

    def declared(self, kind: str, scope: str, path: str) -> Declaration:
        """What it declares for others."""
        return Declaration(
            kind=kind,
            name=self.name,
            scope=scope,
            path=path,
            line=self.line,
            type=self.type,
            default=self.default,
            required=self.required,
            choices=self.choices,
            documentation=self.description,
            documented_by="description" if self.description else None,
            deprecated=self.deprecated,
        )


class References:
    """Finds what the local references of a document point to, each in constant time."""

    def __init__(self, document: Node | None) -> None:
        self._document = document
        self._entries: dict[int, dict[str, Node]] = {}

    def follow(self, reference: str) -> Node | None:
        """The node at `#/a/b`; None where there is none."""
        node = self._document if reference.startswith("#/") else None
        for step in reference[2:].split("/"):
            node = self._under(node, step.replace("~1", "/").replace("~0", "~"))
        return node

    def _under(self, node: Node | None, name: str) -> Node | None:
        if not isinstance(node, Mapping):
            return None
        if id(node) not in self._entries:
            self._entries[id(node)] = {key.text: value for key, value in node.entries()}
        return self._entries[id(node)].get(name)


class _Walk:
    """One walk through a document, and what it has left to give."""

    def __init__(self, document: Node | None) -> None:
        self.left = MOST_FIELDS
        self.following: list[str] = []
        self._references = References(document)
        self._shapes: dict[int, SchemaField] = {}

    def shape(self, schema: Mapping) -> SchemaField:
        """What a schema says of the property it describes; worked out once, however often used."""
        if id(schema) not in self._shapes:
            self._shapes[id(schema)] = SchemaField(
                name="",
                line=schema.line,
                type=_type(schema),
                default=written(schema.get("default")),
                required=False,
                choices=_texts(schema.get("enum")) or None,
                description=words(schema, "description"),
                deprecated=is_true(schema, "deprecated"),
            )
        return self._shapes[id(schema)]

    def resolved(self, schema: Mapping) -> tuple[Mapping, str | None]:
        """The schema that a local `$ref` points to, and the reference."""
        reference = text_at(schema, "$ref")
        found = self._references.follow(reference) if reference is not None else None
        return (found, reference) if isinstance(found, Mapping) else (schema, None)


def fields(schema: Node | None, document: Node | None = None) -> Iterator[SchemaField]:
    """Every property below a schema; references are looked up in the document."""
    if isinstance(schema, Mapping):
        yield from _inside(schema, "", _Walk(document), 0)


def written(node: Node | None) -> str | None:
    """A value in one normal form, whatever its quotes and layout; None where there is none."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return f"[{', '.join(written(item) or '' for item in node.items)}]"
    pairs = ((written(key), written(value)) for key, value in node.pairs)
    return f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"


def words(node: Node | None, name: str) -> str:
    """The text under a key, in one line."""
    return " ".join((text_at(node, name) or "").split())


def is_true(node: Node | None, name: str) -> bool:
    """Whether a key says true."""
    return (text_at(node, name) or "").lower() == "true"


def _inside(schema: Mapping, name: str, walk: _Walk, depth: int) -> Iterator[SchemaField]:
    """The fields of what stands under a name; nothing the second time round a circle."""
    schema, reference = walk.resolved(schema)
    walk.left -= 1
    if depth > DEEPEST or walk.left < 0 or reference in walk.following:
        return
    if reference is not None:
        walk.following.append(reference)
    yield from _properties(schema, f"{name}." if name else "", walk, depth)
    for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
        element = schema.get(key)
        if isinstance(element, Mapping):
            yield from _inside(element, name + mark, walk, depth + 1)
    for branch in _branches(schema):
        # a condition or an alternative makes nothing required of everybody
        for each in _inside(branch, name, walk, depth + 1):
            yield replace(each, required=False)
    if reference is not None:
        walk.following.pop()


def _properties(schema: Mapping, prefix: str, walk: _Walk, depth: int) -> Iterator[SchemaField]:
    required = frozenset(_texts(schema.get("required")))
    properties = schema.get("properties")
    for key, value in properties.entries() if isinstance(properties, Mapping) else ():
        named = len(key.text) <= LONGEST_NAME
        if isinstance(value, Mapping) and named and walk.left > 0:
            yield _field(key, value, f"{prefix}{key.text}", key.text in required, walk)
            yield from _inside(value, f"{prefix}{key.text}", walk, depth + 1)


def _field(key: Scalar, schema: Mapping, name: str, required: bool, walk: _Walk) -> SchemaField:
    shared = walk.shape(walk.resolved(schema)[0])
    own = schema.get("default")
    default = written(own) if own is not None else shared.default
    return SchemaField(
        name=name,
        line=key.line,
        type=shared.type,
        default=default,
        required=required and default is None,
        choices=shared.choices,
        description=words(schema, "description") or shared.description,
        deprecated=is_true(schema, "deprecated") or shared.deprecated,
    )


def _type(schema: Mapping) -> str | None:
    stated = written(schema.get("type"))
    items = schema.get("items")
    if stated == "array" and isinstance(items, Mapping):
        return f"array of {written(items.get('type')) or 'any'}"
    return stated


def _texts(node: Node | None) -> tuple[str, ...]:
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(item.text for item in items if isinstance(item, Scalar))


def _branches(schema: Mapping) -> Iterator[Mapping]:
    for name in _BRANCHES:
        value = schema.get(name)
        branches = value.items if isinstance(value, Sequence) else (value,)
        yield from (each for each in branches if isinstance(each, Mapping))
    dependencies = schema.get("dependencies")
    for _, value in dependencies.entries() if isinstance(dependencies, Mapping) else ():
        if isinstance(value, Mapping):
            yield value
