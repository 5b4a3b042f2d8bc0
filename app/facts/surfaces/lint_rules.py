"""Rules of ESLint and its plugins: the options that each takes, from the schema in its module."""

from collections.abc import Iterator
from posixpath import basename, dirname, splitext

from tree_sitter import Node

from app.facts import javascript_source, paths, syntax
from app.facts.change import Version
from app.facts.surface import Declaration

_DEEPEST = 12
"""Levels of a schema that are looked into."""


def reads(path: str) -> bool:
    """Modules in a folder of rules."""
    in_folder = "rules" in path.split("/")[:-1]
    return in_folder and javascript_source.is_source(path) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The pages that may explain the rule."""
    page = f"{splitext(basename(path))[0]}.md"
    return (f"docs/src/rules/{page}", f"docs/rules/{page}")


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The options of the rule that a module makes, such as `max-depth.max`."""
    if "meta" not in text or "schema" not in text or syntax.is_generated(text):
        return ()
    rule = splitext(basename(path))[0]
    found: dict[str, Declaration] = {}
    for pair in syntax.descendants(javascript_source.parse(path, text), {"pair"}):
        if _key(pair) == "meta":
            schema = javascript_source.entries(syntax.child(pair, "value")).get("schema")
            for each in _options(schema, rule, path, 0):
                found.setdefault(each.name, each)
            break
    return tuple(found.values())


def _key(pair: Node) -> str:
    return syntax.source_of(syntax.child(pair, "key")).strip("\"'")


def _options(schema: Node | None, name: str, path: str, depth: int) -> Iterator[Declaration]:
    """Every property below a part of a JSON Schema that is written as an object literal."""
    if schema is None or depth > _DEEPEST:
        return
    if schema.type == "array":
        for item in syntax.children(schema):
            yield from _options(item, name, path, depth + 1)
        return
    for pair in syntax.children(schema, "pair"):
        value = syntax.child(pair, "value")
        if _key(pair) != "properties":
            yield from _options(value, name, path, depth + 1)
            continue
        for option in syntax.children(value, "pair"):
            full, inner = f"{name}.{_key(option)}", syntax.child(option, "value")
            yield _option(option, inner, full, path)
            yield from _options(inner, full, path, depth + 1)


def _option(option: Node, schema: Node | None, name: str, path: str) -> Declaration:
    values = javascript_source.entries(schema)
    about = javascript_source.string_of(values.get("description")) or ""
    listed = values.get("enum")
    choices = [
        javascript_source.string_of(each) or "" for each in syntax.children(listed, "string")
    ]
    return Declaration(
        kind="config_key",
        name=name,
        scope=dirname(path),
        path=path,
        line=syntax.line_of(option),
        type=javascript_source.string_of(values.get("type")),
        choices=tuple(choices) or None,
        part_of=name.rpartition(".")[0] if name.count(".") > 1 else "",
        documentation=about,
        documented_by="description" if about else None,
        # rules are explained on pages of their own, which are not always beside the code
        documentation_unseen=not about,
    )
