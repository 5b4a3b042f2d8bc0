"""Syntax trees of source code: bounded, total, and recovered behind every syntax error."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Literal

import tree_sitter_go
import tree_sitter_hcl
import tree_sitter_java
import tree_sitter_python
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from app.core.fact import CannotTell
from app.core.pull_request import LARGEST_FILE

LanguageName = Literal["go", "hcl", "java", "python", "typescript", "tsx"]

_GRAMMARS: dict[LanguageName, Callable[[], object]] = {
    "go": tree_sitter_go.language,
    "hcl": tree_sitter_hcl.language,
    "java": tree_sitter_java.language,
    "python": tree_sitter_python.language,
    "typescript": tree_sitter_typescript.language_typescript,
    "tsx": tree_sitter_typescript.language_tsx,
}
_COMMENTS = frozenset({"comment", "line_comment", "block_comment"})
_COMMENT_MARKS = re.compile(r"^[ \t]*(?:/\*+|\*+/|\*|//+!?|#+:?)[ \t]?|[ \t]*\*+/[ \t]*$")
_TIGHT = re.compile(r"\s*([\[\](){}.,:*|&<>=])\s*")


@lru_cache(maxsize=8)
def parse(language: LanguageName, text: str) -> Node:
    """The root of the tree; what is broken stands in nodes of type `ERROR`.

    Raises `CannotTell` for a text that is too large: the parser cannot be stopped half way.
    """
    source = text.encode(errors="replace")
    if len(source) > LARGEST_FILE:
        raise CannotTell(f"a source file is larger than {LARGEST_FILE:,} bytes")
    return _parser(language).parse(source).root_node


@lru_cache(maxsize=len(_GRAMMARS))
def _parser(language: LanguageName) -> Parser:
    return Parser(Language(_GRAMMARS[language]()))


def source_of(node: Node | None) -> str:
    """The text of a node; empty where there is no node."""
    return (node.text or b"").decode(errors="replace") if node else ""


def line_of(node: Node) -> int:
    """The line on which it starts, from 1."""
    return node.start_point.row + 1


def child(node: Node | None, field: str) -> Node | None:
    """The child in a field of the grammar."""
    return node.child_by_field_name(field) if node else None


def children(node: Node | None, *types: str) -> list[Node]:
    """The named children, in their order; only those of some types where any are given."""
    found = node.named_children if node else []
    return [each for each in found if each.type in types] if types else found


def descendants(
    node: Node, types: Collection[str], but_not_in: Collection[str] = ()
) -> Iterator[Node]:
    """Nodes of some types below a node in the order of the text, at any depth.

    What stands below nodes of the types `but_not_in` is left out.
    """
    waiting = list(reversed(node.named_children))
    while waiting:
        each = waiting.pop()
        if each.type in types:
            yield each
        if each.type not in but_not_in:
            waiting.extend(reversed(each.named_children))


def normalised(node: Node | None) -> str | None:
    """Source text in which white space and a last comma make no difference; None for no node."""
    if node is None:
        return None
    text = _TIGHT.sub(r"\1", " ".join(source_of(node).split()))
    return re.sub(r",([\])}])", r"\1", text)


def comment_above(node: Node) -> str:
    """The words of the comments that stand directly above a node, without their marks."""
    lines: list[str] = []
    above, row = node.prev_sibling, node.start_point.row
    while above and above.type in _COMMENTS and row - 1 <= above.end_point.row <= row:
        if _stands_behind_code(above):
            break
        lines[:0] = comment_lines(above)
        above, row = above.prev_sibling, above.start_point.row
    return "\n".join(lines).strip()


def comment_behind(node: Node) -> str:
    """The words of the comment at the end of the line on which a node ends."""
    after = node.next_sibling
    while after and not after.is_named and after.start_point.row == node.end_point.row:
        after = after.next_sibling
    if after and after.type in _COMMENTS and after.start_point.row == node.end_point.row:
        return "\n".join(comment_lines(after)).strip()
    return ""


def comment_lines(comment: Node) -> list[str]:
    """The lines of a comment without their marks."""
    lines = source_of(comment).splitlines()
    return [_COMMENT_MARKS.sub("", _COMMENT_MARKS.sub("", line)).rstrip() for line in lines]


def _stands_behind_code(comment: Node) -> bool:
    before = comment.prev_sibling
    return before is not None and before.end_point.row == comment.start_point.row
