"""Modules of Backstage: the actions that templates call, and the points where plugins plug in."""

from collections.abc import Iterator
from posixpath import dirname

from tree_sitter import Node

from app.facts import javascript_source, paths, syntax
from app.facts.change import Version
from app.facts.surface import Declaration

_ACTION = "createTemplateAction"
_POINT = "createExtensionPoint"


def reads(path: str) -> bool:
    """Sources of plugins."""
    return javascript_source.is_source(path) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A module explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Actions such as `acme:deploy`, their inputs, and extension points, each by its id."""
    if _ACTION not in text and _POINT not in text:
        return ()
    found: dict[str, Declaration] = {}
    for call in syntax.descendants(javascript_source.parse(path, text), {"call_expression"}):
        for each in _declarations(call, path):
            found.setdefault(each.name, each)
    return tuple(found.values())


def _declarations(call: Node, path: str) -> Iterator[Declaration]:
    called = syntax.source_of(syntax.child(call, "function")).partition("<")[0]
    if called not in (_ACTION, _POINT):
        return
    arguments = syntax.children(syntax.child(call, "arguments"), "object")
    values = javascript_source.entries(arguments[0]) if arguments else {}
    name = javascript_source.string_of(values.get("id"))
    if not name:
        return
    about = javascript_source.string_of(values.get("description")) or ""
    if called == _POINT:
        yield _declared("plugin_type", name, values["id"], path, about)
        return
    yield _declared("backstage_action", name, values["id"], path, about)
    taken = javascript_source.entries(values.get("schema")).get("input")
    yield from _inputs(taken, name, path)


def _inputs(schema: Node | None, action: str, path: str) -> Iterator[Declaration]:
    """The properties of a JSON Schema, or the fields of an object of zod."""
    if schema is None:
        return
    properties = javascript_source.entries(schema).get("properties")
    if properties is None and schema.type == "call_expression":
        properties = next(iter(syntax.children(syntax.child(schema, "arguments"), "object")), None)
    for pair in syntax.children(properties or schema, "pair"):
        key = syntax.source_of(syntax.child(pair, "key")).strip("\"'")
        if properties is None and key in ("type", "required", "title"):
            continue
        about = _words(syntax.child(pair, "value"))
        yield _declared("backstage_action_input", f"{action}.{key}", pair, path, about, action)


def _words(field: Node | None) -> str:
    """`{ description: "…" }`, `z.string().describe("…")` or `z.string({ description: "…" })`."""
    if field is None:
        return ""
    stated = javascript_source.entries(field).get("description")
    if stated is not None:
        return javascript_source.string_of(stated) or ""
    for call in syntax.descendants(field, {"call_expression"}, {"object"}):
        if words := _in_call(call):
            return words
    return _in_call(field)


def _in_call(call: Node) -> str:
    function = syntax.child(call, "function")
    arguments = syntax.children(syntax.child(call, "arguments"))
    if syntax.source_of(syntax.child(function, "property")) == "describe":
        return next((javascript_source.string_of(each) or "" for each in arguments), "")
    tables = (javascript_source.entries(each) for each in arguments if each.type == "object")
    stated = (javascript_source.string_of(each.get("description")) for each in tables)
    return next(filter(None, stated), "")


def _declared(
    kind: str, name: str, node: Node, path: str, about: str, part_of: str = ""
) -> Declaration:
    return Declaration(
        kind=kind,
        name=name,
        scope=dirname(path) if kind == "plugin_type" else "",
        path=path,
        line=syntax.line_of(node),
        documentation=about,
        documented_by="description" if about else None,
        part_of=part_of,
    )
