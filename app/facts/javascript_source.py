"""What JavaScript source says, whatever one looks for in it: modules, object literals, strings."""

from tree_sitter import Node

from app.facts import syntax

_ENDINGS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")


def is_source(path: str) -> bool:
    """Whether the file is a module that runs; what only declares types is none."""
    return path.endswith(_ENDINGS) and not path.endswith((".d.ts", ".d.mts", ".d.cts", ".min.js"))


def parse(path: str, text: str) -> Node:
    """The root of the tree; JavaScript may hold markup, and then no types in angle brackets."""
    return syntax.parse("typescript" if path.endswith("ts") else "tsx", text)


def entries(table: Node | None) -> dict[str, Node]:
    """The keys and values of an object literal, whether its keys are quoted or not."""
    pairs = syntax.children(table, "pair")
    found = ((syntax.child(each, "key"), syntax.child(each, "value")) for each in pairs)
    return {syntax.source_of(key).strip("\"'"): value for key, value in found if value is not None}


def string_of(node: Node | None) -> str | None:
    """The text of a string, of several joined by `+`, or the first of a choice; None for the rest.

    What is put into a template is left out.
    """
    if node is None:
        return None
    if node.type in ("string", "template_string"):
        parts = syntax.children(node, "string_fragment", "escape_sequence")
        return "".join(map(syntax.source_of, parts))
    if node.type in ("binary_expression", "ternary_expression", "parenthesized_expression"):
        strings = syntax.descendants(node, {"string", "template_string"})
        texts = [string_of(each) or "" for each in strings]
        return (
            (texts[-1] if node.type == "ternary_expression" else "".join(texts)) if texts else None
        )
    return None
