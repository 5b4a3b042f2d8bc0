"""Settings of Backstage plugins: the keys of the configuration that a `config.d.ts` describes."""

from collections.abc import Iterator
from posixpath import basename, dirname

from tree_sitter import Node

from app.facts import paths, syntax
from app.facts.change import Version
from app.facts.surface import Declaration

_MOST_LEVELS = 12
"""Of objects inside objects."""


def reads(path: str) -> bool:
    """The file that Backstage's command line collects from every plugin."""
    return basename(path) == "config.d.ts" and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A description explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Every key below the exported interface `Config`."""
    found: dict[str, Declaration] = {}
    for statement in syntax.children(syntax.parse("typescript", text), "export_statement"):
        interface = syntax.child(statement, "declaration")
        if interface is not None and syntax.source_of(syntax.child(interface, "name")) == "Config":
            for declared in _keys(syntax.child(interface, "body"), "", path, 0):
                found.setdefault(declared.name, declared)
    return tuple(found.values())


def _keys(body: Node | None, prefix: str, path: str, level: int) -> Iterator[Declaration]:
    if body is None or level > _MOST_LEVELS:
        return
    comments = syntax.comments_among(body)
    for member in syntax.children(body, "property_signature"):
        own = syntax.source_of(syntax.child(member, "name")).strip("'\"")
        if not own:
            continue
        name = prefix + own
        type_ = syntax.child(member, "type")
        # objects of a list or of alternatives as well
        objects = list(syntax.descendants(type_, {"object_type"}, {"object_type"})) if type_ else []
        yield _declared(member, name, comments.above(member), bool(objects), path)
        for each in objects:
            yield from _keys(each, f"{name}.", path, level + 1)


def _declared(member: Node, name: str, about: str, nested: bool, path: str) -> Declaration:
    lines = about.splitlines()
    words = "\n".join(line for line in lines if not line.startswith("@")).strip()
    written = syntax.normalised(syntax.child(member, "type")) or ""
    return Declaration(
        kind="config_key",
        name=name,
        scope=dirname(path),
        path=path,
        line=syntax.line_of(member),
        type=None if nested else written.lstrip(":"),
        required=not any(child.type == "?" for child in member.children),
        documentation=words,
        documented_by="doc comment" if words else None,
        deprecated="@deprecated" in about,
    )
