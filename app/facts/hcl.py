"""Reads HCL, the language of Terraform, into blocks and attributes with their lines.

tree-sitter recovers from any error, so every text has an answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from app.facts import syntax
from app.facts.syntax import line_of

_COMMENT_MARKS = "#/* \t"


@dataclass(frozen=True, slots=True)
class Block:
    """`type "label" { … }` with what stands right inside it."""

    type: str
    labels: tuple[str, ...]
    line: int
    attributes: dict[str, Node]
    """The expression of each attribute, by name."""
    blocks: "tuple[Block, ...]"


def blocks(text: str, levels: int = 2) -> tuple[Block, ...]:
    """The blocks at the top of a file, each with the blocks inside it, down to so many levels.

    Raises `CannotTell` where the text is too large.
    """
    bodies = syntax.children(syntax.parse("hcl", text), "body")
    return tuple(_block(node, levels) for body in bodies for node in syntax.children(body, "block"))


def tokens(node: Node) -> Iterator[str]:
    """The words of an expression, without layout and comments."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.type == "comment":
            continue
        if current.child_count:
            waiting.extend(reversed(current.children))
        elif words := syntax.source_of(current).strip():
            yield words


def source(node: Node) -> str:
    """An expression's text, the same however it is laid out."""
    return " ".join(word for word in tokens(node) if word != ",")


def literal(node: Node | None) -> str:
    """The text of a string expression, quoted or heredoc; empty for anything else."""
    parts: list[str] = []
    waiting = [node] if node is not None else []
    while waiting:
        current = waiting.pop()
        if current.type == "template_literal":
            parts.append(syntax.source_of(current))
        else:
            waiting.extend(reversed(current.children))
    return "".join(parts).strip()


def unwrapped(node: Node) -> Node:
    """The expression inside the grammar's wrappings."""
    wrappings = ("expression", "collection_value", "literal_value", "template_expr")
    while node.type in wrappings and node.named_child_count == 1:
        node = node.named_children[0]
    return node


def call(node: Node) -> tuple[str, list[Node]] | None:
    """A function's name and its arguments; `None` where the expression is no call."""
    node = unwrapped(node)
    if node.type != "function_call":
        return None
    arguments = [
        n for part in syntax.children(node, "function_arguments") for n in _expressions(part)
    ]
    return syntax.source_of(node.named_children[0]), arguments


def members(node: Node) -> Iterator[tuple[str, Node, int, str]]:
    """The entries of an object expression: key, value, line and the comment that belongs to it."""
    comment = ""
    last_line = 0
    for child in unwrapped(node).children:
        if child.type == "comment":
            words = syntax.source_of(child).strip(_COMMENT_MARKS)
            if child.start_point.row + 1 != last_line:  # behind a member it is that member's own
                comment = f"{comment} {words}".strip()
            continue
        if child.type != "object_elem":
            continue
        parts = _expressions(child)
        if len(parts) == 2:
            key = literal(parts[0]) or source(parts[0])
            yield key, parts[1], line_of(child), comment
        comment = ""
        last_line = child.end_point.row + 1


def elements(node: Node) -> list[Node]:
    """The entries of a list expression."""
    node = unwrapped(node)
    return _expressions(node) if node.type == "tuple" else []


def _block(node: Node, levels: int) -> Block:
    names = [child for child in node.children if child.type in ("identifier", "string_lit")]
    words = [
        literal(name) if name.type == "string_lit" else syntax.source_of(name) for name in names
    ]
    attributes: dict[str, Node] = {}
    inner: list[Block] = []
    for body in syntax.children(node, "body"):
        for child in body.children:
            if child.type == "attribute" and (value := _expressions(child)):
                attributes[syntax.source_of(child.children[0])] = value[-1]
            elif child.type == "block" and levels > 1:
                inner.append(_block(child, levels - 1))
    kind = words[0] if words else ""
    return Block(kind, tuple(words[1:]), line_of(node), attributes, tuple(inner))


def _expressions(node: Node) -> list[Node]:
    return syntax.children(node, "expression")
