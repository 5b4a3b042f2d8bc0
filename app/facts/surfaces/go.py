"""Go packages: interfaces that others implement, and the exported API of what others import."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from posixpath import dirname

from tree_sitter import Node

from app.facts import go_source, syntax
from app.facts.change import Version
from app.facts.go_source import GoType
from app.facts.public_api import with_fair_documentation
from app.facts.surface import Declaration
from app.facts.surfaces import go_settings
from app.lazy_re import regex

_FOR_OTHERS = frozenset({
    "api", "apis", "sdk", "spi", "plugin", "plugins", "extension", "extensions",
})  # fmt: skip
"""Folders whose packages a program offers to others; elsewhere they are parts of its own."""
_PROPERTY = regex(r"(?:Get|Set|Is|Has)[A-Z]")
_OWED = frozenset({"go_interface", "go_interface_method"})


def reads(path: str) -> bool:
    """Go files that other modules may import."""
    return path.endswith(".go") and go_source.is_open(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A Go file explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Exported interfaces, types, functions, methods, constants and variables."""
    resources = _is_resources(path, version)
    meant = resources or not _FOR_OTHERS.isdisjoint(path.split("/")[:-1])
    if not (meant or go_source.is_library(path, version)):
        return ()
    root = syntax.parse("go", text)
    if go_source.package_of(root) == "main":
        return ()
    source = _Source(path, go_source.packages_of(root))
    found = list(with_fair_documentation(_exported(source, root, resources), owed=_OWED))
    if syntax.is_generated(text):
        found = [replace(each, generated=True) for each in found]
    return tuple(found)


def _is_resources(path: str, version: Version) -> bool:
    """Whether the package holds types of Kubernetes resources, whose fields are their surface."""
    return f"{dirname(path)}/zz_generated.deepcopy.go" in version.paths


@dataclass(frozen=True, slots=True)
class _Source:
    """A file, and the names that it gives to packages."""

    path: str
    packages: Mapping[str, str]


def _exported(source: _Source, root: Node, resources: bool) -> Iterator[Declaration]:
    types = [each for each in go_source.types_of(root) if go_source.is_exported(each.name)]
    for type_ in types:
        if _is_interface(type_):
            yield from _interface(source, type_)
        else:
            yield _type(source, type_, resources)
    yield from _functions(source, root, {each.name for each in types})
    told_as_keys = go_settings.meta_keys(root)
    for value in go_source.values_of(root):
        if go_source.is_exported(value.name) and value.name not in told_as_keys:
            about = go_source.parted(value.documentation)[0]
            yield _declared(source, "go_exported_api", value.name, value.line, about, None)


def _is_interface(type_: GoType) -> bool:
    return type_.node.type == "interface_type"


def _interface(source: _Source, type_: GoType) -> Iterator[Declaration]:
    embedded = syntax.children(type_.node, "type_elem", "constraint_elem")
    if any(each.named_child_count != 1 for each in embedded):
        return  # a constraint on type parameters, which nobody implements by methods
    parts = sorted(go_source.written_type(each, source.packages) for each in embedded)
    declared = _declared(
        source, "go_interface", type_.name, type_.line, type_.documentation, ",".join(parts)
    )
    # what only reads and sets properties says so by their names, and nobody else implements it
    yield replace(declared, documentation_unseen=not declared.documentation and _is_view(type_))
    comments = syntax.comments_among(type_.node)
    for method in syntax.children(type_.node, "method_elem"):
        name = syntax.source_of(syntax.child(method, "name"))
        if go_source.is_exported(name):
            yield replace(
                _declared(
                    source,
                    "go_interface_method",
                    f"{type_.name}.{name}",
                    syntax.line_of(method),
                    go_source.parted(comments.of(method))[0],
                    go_source.signature(method, source.packages),
                    part_of=type_.name,
                ),
                required=True,
            )


def _is_view(type_: GoType) -> bool:
    methods = syntax.children(type_.node, "method_elem")
    names = [syntax.source_of(syntax.child(method, "name")) for method in methods]
    return bool(names) and all(map(_PROPERTY.match, names))


def _type(source: _Source, type_: GoType, is_resource: bool) -> Declaration:
    is_struct = type_.node.type == "struct_type"
    written = None if is_struct else go_source.written_type(type_.node, source.packages)
    found = _declared(
        source, "go_exported_api", type_.name, type_.line, type_.documentation, written
    )
    return replace(found, grouping=is_resource)


def _functions(source: _Source, root: Node, types: set[str]) -> Iterator[Declaration]:
    comments = syntax.comments_among(root)
    for function in syntax.children(root, "function_declaration", "method_declaration"):
        name = syntax.source_of(syntax.child(function, "name"))
        receiver = _receiver(function)
        if go_source.is_exported(name) and (receiver is None or go_source.is_exported(receiver)):
            yield _declared(
                source,
                "go_exported_method" if receiver else "go_exported_api",
                f"{receiver}.{name}" if receiver else name,
                syntax.line_of(function),
                go_source.parted(comments.above(function))[0],
                go_source.signature(function, source.packages),
                # of a type in another file it cannot be known whether it is new as well
                part_of=receiver if receiver in types else None,
            )


def _receiver(function: Node) -> str | None:
    """The name of the type that a method belongs to."""
    receiver = syntax.child(function, "receiver")
    if receiver is None:
        return None
    names = [syntax.source_of(n) for n in syntax.descendants(receiver, {"type_identifier"})]
    return names[0] if names else ""


def _declared(
    source: _Source,
    kind: str,
    name: str,
    line: int,
    documentation: str,
    type_: str | None,
    part_of: str | None = None,
) -> Declaration:
    return Declaration(
        kind=kind,
        name=name,
        scope=dirname(source.path),
        path=source.path,
        line=line,
        type=type_,
        documentation=documentation,
        documented_by="doc comment" if documentation else None,
        deprecated=go_source.is_deprecated(documentation),
        part_of=part_of or "",
    )
