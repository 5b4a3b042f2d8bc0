"""Go packages: interfaces that others implement, and the exported API of libraries."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname

from tree_sitter import Node

from app.facts import go_source, syntax
from app.facts.change import Version
from app.facts.go_source import GoType
from app.facts.surface import Declaration

_FOR_OTHERS = frozenset({"api", "sdk", "spi", "plugin", "plugins", "extension", "extensions"})
"""Folders whose interfaces a program offers to others; elsewhere they are seams of its own."""


def reads(path: str) -> bool:
    """Go files that other modules may import."""
    return path.endswith(".go") and go_source.is_open(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A Go file explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Exported interfaces and their methods; in a library also exported types and functions."""
    root = syntax.parse("go", text)
    if go_source.package_of(root) == "main":
        return ()
    types = [each for each in go_source.types_of(root) if go_source.is_exported(each.name)]
    library = go_source.is_library(path, version)
    found: list[Declaration] = []
    if library or not _FOR_OTHERS.isdisjoint(path.split("/")[:-1]):
        found += (d for each in types if _is_interface(each) for d in _interface(each, path))
    if library and not _is_resources(path, version):
        found += _api(root, types, path)
    if syntax.is_generated(text):
        found = [replace(each, generated=True) for each in found]
    return tuple(found)


def _is_interface(type_: GoType) -> bool:
    return type_.node.type == "interface_type"


def _is_resources(path: str, version: Version) -> bool:
    """Whether the package holds types of Kubernetes resources, whose fields are their surface."""
    return f"{dirname(path)}/zz_generated.deepcopy.go" in version.paths


def _interface(type_: GoType, path: str) -> Iterator[Declaration]:
    embedded = syntax.children(type_.node, "type_elem", "constraint_elem")
    if any(each.named_child_count != 1 for each in embedded):
        return  # a constraint on type parameters, which nobody implements by methods
    yield Declaration(
        kind="go_interface",
        name=type_.name,
        scope=dirname(path),
        path=path,
        line=type_.line,
        type=",".join(sorted(syntax.normalised(each) or "" for each in embedded)),
        documentation=type_.documentation,
        documented_by="doc comment" if type_.documentation else None,
        deprecated=go_source.is_deprecated(type_.documentation),
    )
    comments = syntax.comments_among(type_.node)
    for method in syntax.children(type_.node, "method_elem"):
        name = syntax.source_of(syntax.child(method, "name"))
        text, _ = go_source.parted(comments.of(method))
        if go_source.is_exported(name):
            yield Declaration(
                kind="go_interface_method",
                name=f"{type_.name}.{name}",
                scope=dirname(path),
                path=path,
                line=syntax.line_of(method),
                type=go_source.signature(method),
                required=True,
                documentation=text,
                documented_by="doc comment" if text else None,
                deprecated=go_source.is_deprecated(text),
                part_of=type_.name,
            )


def _api(root: Node, types: list[GoType], path: str) -> Iterator[Declaration]:
    for type_ in types:
        if not _is_interface(type_):
            shape = type_.node.type
            written = None if shape == "struct_type" else syntax.normalised(type_.node)
            yield _exported(type_.name, path, type_.line, type_.documentation, written)
    declared = {type_.name for type_ in types}
    comments = syntax.comments_among(root)
    for function in syntax.children(root, "function_declaration", "method_declaration"):
        name = syntax.source_of(syntax.child(function, "name"))
        receiver = _receiver(function)
        if go_source.is_exported(name) and (receiver is None or go_source.is_exported(receiver)):
            yield _exported(
                f"{receiver}.{name}" if receiver else name,
                path,
                syntax.line_of(function),
                go_source.parted(comments.above(function))[0],
                # one more optional argument breaks nobody's call
                go_source.signature(function, variadic=False),
                part_of=receiver if receiver in declared else None,
            )


def _exported(
    name: str,
    path: str,
    line: int,
    documentation: str,
    type_: str | None,
    part_of: str | None = None,
) -> Declaration:
    return Declaration(
        kind="go_exported_method" if part_of else "go_exported_api",
        name=name,
        scope=dirname(path),
        path=path,
        line=line,
        type=type_,
        documentation=documentation,
        documented_by="doc comment" if documentation else None,
        deprecated=go_source.is_deprecated(documentation),
        part_of=part_of or "",
    )


def _receiver(function: Node) -> str | None:
    """The name of the type that a method belongs to."""
    receiver = syntax.child(function, "receiver")
    if receiver is None:
        return None
    names = [syntax.source_of(n) for n in syntax.descendants(receiver, {"type_identifier"})]
    return names[0] if names else ""
