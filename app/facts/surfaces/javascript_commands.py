"""Command lines written in JavaScript: flags of commander, yargs and optionator."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname

from tree_sitter import Node

from app.facts import javascript_source, paths, syntax
from app.facts.change import Version
from app.facts.surface import Declaration
from app.lazy_re import regex

_LIBRARY = regex(r"""(?:require\(|from |import\()\s?["'](?:commander|yargs|optionator)["'/]""")
_FLAGS = regex(r"--(?:\[no-\])?([A-Za-z][\w.-]*)")
_NAME = regex(r"[A-Za-z][\w.-]*")
_METHODS = frozenset({"option", "requiredOption", "options"})
_TOOL_FOLDERS = frozenset({"scripts", "hack", "tools", "ci", "docs", "doc", ".github"})


def reads(path: str) -> bool:
    """Modules of programs, wherever their flags are written."""
    closed = not _TOOL_FOLDERS.isdisjoint(path.split("/")[:-1])
    return javascript_source.is_source(path) and not closed and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A module explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The flags that a module defines; one that is defined twice stands for two modes."""
    if not _LIBRARY.search(text) or syntax.is_generated(text):
        return ()
    root = javascript_source.parse(path, text)
    seen: Counter[str] = Counter()
    found: list[Declaration] = []
    for each in _flags(root, path):
        seen[each.name] += 1
        again = f"{each.name} ({seen[each.name]})"
        found.append(each if seen[each.name] == 1 else replace(each, name=again, shown=each.name))
    return tuple(found)


def _flags(root: Node, path: str) -> Iterator[Declaration]:
    for node in syntax.descendants(root, {"object", "call_expression", "new_expression"}):
        if node.type == "object":
            yield from _of_table(node, path)
        else:
            yield from _of_call(node, path)


def _of_table(table: Node, path: str) -> Iterator[Declaration]:
    """`{ option: "fix", type: "Boolean", description: "…" }` of optionator."""
    values = javascript_source.entries(table)
    name = javascript_source.string_of(values.get("option"))
    if name and "type" in values and _NAME.fullmatch(name):
        about = javascript_source.string_of(values.get("description")) or ""
        default = javascript_source.string_of(values.get("default"))
        required = syntax.source_of(values.get("required")) == "true"
        type_ = javascript_source.string_of(values["type"])
        yield _declared(name, about, path, _place(table, "option"), type_, default, required)


def _place(table: Node, key: str) -> Node:
    """The line of an entry."""
    pairs = syntax.children(table, "pair")
    named = (p for p in pairs if syntax.source_of(syntax.child(p, "key")).strip("\"'") == key)
    return next(named, table)


def _of_call(call: Node, path: str) -> Iterator[Declaration]:
    """`.option("-p, --port <n>", "…", 80)` of commander, `.option("port", { … })` of yargs."""
    stated = syntax.children(syntax.child(call, "arguments"))
    if not stated or not _is_definition(call):
        return
    text, rest = javascript_source.string_of(stated[0]) or "", stated[1:]
    flags = _FLAGS.search(text)
    if flags:
        about = javascript_source.string_of(rest[0]) if rest else None
        default = syntax.normalised(rest[1]) if len(rest) > 1 else None
        required = _method(call) == "requiredOption"
        yield _declared(flags[1], about or "", path, stated[0], None, default, required)
    elif rest and rest[0].type == "object" and _NAME.fullmatch(text):
        values = javascript_source.entries(rest[0])
        words = values.get("describe") or values.get("description") or values.get("desc")
        required = syntax.source_of(values.get("demandOption")) == "true"
        yield _declared(
            text,
            javascript_source.string_of(words) or "",
            path,
            stated[0],
            javascript_source.string_of(values.get("type")),
            syntax.normalised(values.get("default")),
            required,
        )


def _is_definition(call: Node) -> bool:
    if call.type == "new_expression":
        return syntax.source_of(syntax.child(call, "constructor")) == "Option"
    return _method(call) in _METHODS


def _method(call: Node) -> str:
    function = syntax.child(call, "function")
    member = function is not None and function.type == "member_expression"
    return syntax.source_of(syntax.child(function, "property")) if member else ""


def _declared(
    name: str,
    about: str,
    path: str,
    node: Node,
    type_: str | None,
    default: str | None,
    required: bool,
) -> Declaration:
    return Declaration(
        kind="cli_flag",
        name=f"--{name}",
        scope=dirname(path),
        path=path,
        line=syntax.line_of(node),
        type=type_,
        default=default,
        required=required,
        documentation=about,
        documented_by="help text" if about else None,
        deprecated=about.lower().lstrip("[(").startswith("deprecated"),
    )
