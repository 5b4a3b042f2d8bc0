"""Inputs as YAML and JSON formats declare them: a name, a description, a default, a type, choices.

Formats differ in the words they use for these, and in whether they list inputs or map them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from posixpath import dirname

from app.facts import schema
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, YamlTrouble, compose_all, text_at


@dataclass(frozen=True, slots=True)
class Words:
    """The keys under which a format says what an input is."""

    kind: str
    """What its inputs are to us."""
    description: str = "description"
    default: str = "default"
    type: str = "type"
    choices: str = "enum"
    required: str = ""
    """The key that says so; empty where an input without a default is required."""

    def output(self, name: Scalar, about: Node | None, scope: str, path: str) -> Declaration:
        """What is given back, and nobody sets."""
        return replace(self.declared(name, about, scope, path), required=False, output=True)

    def declared(
        self, name: Scalar, about: Node | None, scope: str, path: str, comment: str = ""
    ) -> Declaration:
        """One input; a comment explains it where nothing else does."""
        default = about.get(self.default) if isinstance(about, Mapping) else None
        description = schema.words(about, self.description)
        said = schema.is_true(about, self.required)
        where = "description" if description else "comment" if comment else None
        return Declaration(
            kind=self.kind,
            name=name.text,
            scope=scope,
            path=path,
            line=name.line,
            type=text_at(about, self.type),
            default=schema.written(default),
            required=said if self.required else default is None,
            choices=_texts(about, self.choices),
            documentation=description or comment,
            documented_by=where,
            deprecated=(description or comment).lower().startswith(("deprecated", "[deprecated")),
        )


def documents(text: str, *marks: str) -> tuple[Mapping, ...]:
    """The mappings that a text holds as documents; none where a mark is missing or it is no YAML.

    A text without the marks of a format is not parsed.
    """
    if not all(mark in text for mark in marks):
        return ()
    try:
        found = compose_all(text)
    except YamlTrouble:
        return ()  # a template, or nothing that its tool would take
    return tuple(each for each in found if isinstance(each, Mapping))


def resources(text: str, kinds: Collection[str], *marks: str) -> Iterator[Mapping]:
    """The documents whose `kind` is one of these, as Kubernetes and its like have it."""
    return (each for each in documents(text, *marks) if text_at(each, "kind") in kinds)


def scope_of(path: str, resource: Mapping) -> str:
    """What a resource's inputs belong to: its name, in whichever file of the folder it stands."""
    return f"{dirname(path)}#{text_at(resource.get('metadata'), 'name') or ''}"


def under(node: Node | None, *keys: str) -> Node | None:
    """What stands below a row of keys."""
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list."""
    return node.items if isinstance(node, Sequence) else ()


def entries(node: Node | None) -> Iterator[tuple[Scalar, Node]]:
    """The keys of a mapping that may be names, with what stands below them."""
    pairs = node.entries() if isinstance(node, Mapping) else iter(())
    return (pair for pair in pairs if 0 < len(pair[0].text) <= schema.LONGEST_NAME)


def named(node: Node | None, key: str = "name") -> Iterator[tuple[Scalar, Mapping]]:
    """The items of a list by the names they bear."""
    for item in items(node):
        if isinstance(item, Mapping):
            name = item.get(key)
            if isinstance(name, Scalar) and 0 < len(name.text) <= schema.LONGEST_NAME:
                yield name, item


def _texts(about: Node | None, key: str) -> tuple[str, ...] | None:
    listed = items(about.get(key)) if isinstance(about, Mapping) else ()
    return tuple(each.text for each in listed if isinstance(each, Scalar)) or None
