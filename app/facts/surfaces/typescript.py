"""TypeScript packages: exported interfaces and classes, and all that declaration files promise."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename, dirname

from tree_sitter import Node

from app.facts import paths, syntax
from app.facts.change import Version
from app.facts.public_api import with_fair_documentation
from app.facts.surface import Declaration
from app.lazy_re import regex

_PUBLIC_FILE = regex(r"^(?:index|types?|api|interfaces?|extensions?)\.(?:d\.)?[cm]?ts$")
_PUBLIC_FOLDERS = frozenset({"types", "api", "interfaces", "extensions"})
_CLOSED_FOLDERS = frozenset({"internal", "private", "scripts", "stories", "storybook", "tools"})
_STRING = regex(r"\"[^\"]*\"|'[^']*'")
_PUBLIC_MARKS = ("@public", "@beta", "@alpha")
_INTERFACES = ("interface_declaration", "abstract_class_declaration")
_CLASSES = ("class_declaration", "abstract_class_declaration")
_FUNCTIONS = ("function_signature", "function_declaration")
_NAMESPACES = ("internal_module", "module")
_DECLARATIONS = (
    *_INTERFACES, *_CLASSES, *_FUNCTIONS, *_NAMESPACES, "type_alias_declaration",
    "enum_declaration", "lexical_declaration", "ambient_declaration",
)  # fmt: skip
_MEMBERS = ("property_signature", "method_signature", "abstract_method_signature",
            "public_field_definition", "method_definition")  # fmt: skip
_PROMISES = (".d.ts", ".d.mts", ".d.cts")
_OWED = frozenset({"typescript_interface"})
_MOST_LEVELS = 5
"""Of namespaces inside namespaces."""


def reads(path: str) -> bool:
    """Sources without markup: what components take is used beside them."""
    closed = not _CLOSED_FOLDERS.isdisjoint(path.split("/")[:-1])
    return path.endswith((".ts", ".mts", ".cts")) and not closed and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The manifests above, of which the nearest says whether the package is published."""
    return tuple(_manifests(path))


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What the file exports for others to implement or to give."""
    if "export" not in text or syntax.is_generated(text):
        return ()
    open_file = _is_open_file(path)
    if not (open_file or any(mark in text for mark in _PUBLIC_MARKS)):
        return ()
    manifest = next((each for each in _manifests(path) if each in version.paths), None)
    if manifest is None or not _is_published(version.text(manifest)):
        return ()
    scope, written = dirname(manifest), path.endswith(_PROMISES)
    found: list[Declaration] = []
    for each in _exported(syntax.parse("typescript", text), "", ambient=False, promised=written):
        marked = any(mark in each.about for mark in _PUBLIC_MARKS)
        if "@internal" not in each.about and (open_file or marked):
            found += _of_exported(each, scope, path, plain=marked or written)
    return tuple(with_fair_documentation(found, owed=_OWED))


def _is_open_file(path: str) -> bool:
    return bool(_PUBLIC_FILE.match(basename(path))) or not _PUBLIC_FOLDERS.isdisjoint(
        path.split("/")[:-1]
    )


def _manifests(path: str) -> Iterator[str]:
    """Where the package's manifest may stand, the nearest first."""
    folder = dirname(path)
    while folder:
        yield f"{folder}/package.json"
        folder = dirname(folder)
    yield "package.json"


def _is_published(manifest: str | None) -> bool:
    """Whether others can install the package; an application is nobody's dependency."""
    try:
        package = json.loads(manifest or "")
    except (ValueError, RecursionError):
        return False
    return isinstance(package, dict) and "name" in package and package.get("private") is not True


@dataclass(frozen=True, slots=True)
class _Exported:
    """A declaration that others can import."""

    node: Node
    name: str
    about: str


def _exported(
    block: Node, prefix: str, *, ambient: bool, promised: bool, level: int = 0
) -> Iterator[_Exported]:
    """Declarations behind `export`, also in namespaces, with the comments above them.

    In a namespace of a declaration file everything is exported without saying so.
    """
    comments = syntax.comments_among(block)
    for statement in syntax.children(block, "export_statement", *_DECLARATIONS):
        node: Node | None = statement
        if statement.type == "export_statement":
            node = syntax.child(statement, "declaration")
        elif not ambient and not _is_ambient_module(statement):
            continue
        if node is not None and node.type == "ambient_declaration":
            node = next(iter(syntax.children(node, *_DECLARATIONS)), None)
        if node is None or node.type not in _DECLARATIONS:
            continue
        for name in _names(node):
            if node.type not in _NAMESPACES:
                yield _Exported(node, f"{prefix}{name}", comments.above(statement))
                continue
            body = syntax.child(node, "body")
            inside = "" if name.startswith(("'", '"')) else f"{prefix}{name}."
            if body is not None and level < _MOST_LEVELS:
                yield from _exported(
                    body, inside, ambient=promised, promised=promised, level=level + 1
                )


def _is_ambient_module(statement: Node) -> bool:
    """`declare module "acme" { … }`, which exports by what stands inside."""
    return statement.type == "ambient_declaration" and bool(syntax.children(statement, "module"))


def _names(node: Node) -> list[str]:
    declarators = syntax.children(node, "variable_declarator")
    named = [syntax.child(each, "name") for each in declarators or [node]]
    return [syntax.source_of(each) for each in named if each is not None]


def _of_exported(
    exported: _Exported, scope: str, path: str, *, plain: bool
) -> Iterator[Declaration]:
    node = exported.node
    if node.type in _INTERFACES:
        yield from _members(exported, "typescript_interface", scope, path, plain=plain)
    elif not plain:
        return  # told from a declaration file, or where a comment says that it is public
    elif node.type in _CLASSES or _is_shape(node):
        yield from _members(exported, "typescript_exported_api", scope, path, plain=plain)
    else:
        kind, about = "typescript_exported_api", exported.about
        yield _declared(kind, exported.name, about, node, scope, path)


def _is_shape(node: Node) -> bool:
    """`type A = { … }`"""
    value = syntax.child(node, "value")
    return value is not None and value.type == "object_type"


def _members(
    exported: _Exported, kind: str, scope: str, path: str, *, plain: bool
) -> Iterator[Declaration]:
    node, name = exported.node, exported.name
    yield _declared(kind, name, exported.about, node, scope, path)
    body = syntax.child(node, "value") if _is_shape(node) else syntax.child(node, "body")
    comments = syntax.comments_among(body) if body else None
    of_class, promised = node.type in _CLASSES, path.endswith(_PROMISES)
    member_kind = "typescript_interface_member"
    if node.type not in _INTERFACES:
        member_kind = "typescript_class_member"
    for member in syntax.children(body, *_MEMBERS):
        key = syntax.source_of(syntax.child(member, "name")).strip("'\"")
        words = comments.above(member) if comments else ""
        hidden = "@internal" in words or key.startswith("#") or key == "constructor"
        if hidden or not key or not _is_member(member, of_class, plain):
            continue
        # what a declaration file promises is there to be called rather than to be written
        asked = kind == "typescript_interface" and not promised and _is_asked(member)
        full = f"{name}.{key}"
        yield _declared(member_kind, full, words, member, scope, path, name, asked)


def _is_member(member: Node, of_class: bool, plain: bool) -> bool:
    """Of an abstract class only what subclasses have to write, unless all of it is promised."""
    if not of_class or member.type == "abstract_method_signature":
        return True
    if any(child.type == "abstract" for child in member.children):
        return True
    private = syntax.children(member, "accessibility_modifier")
    return plain and not any(syntax.source_of(each) == "private" for each in private)


def _is_asked(member: Node) -> bool:
    """Whether whoever implements it has to write it; data may be there to be read only."""
    optional = any(child.type == "?" for child in member.children)
    abstract = any(child.type == "abstract" for child in member.children)
    written = member.type in ("method_signature", "abstract_method_signature") or abstract
    return not optional and written


def _declared(
    kind: str,
    name: str,
    about: str,
    node: Node,
    scope: str,
    path: str,
    part_of: str = "",
    required: bool = False,
) -> Declaration:
    call = syntax.child(node, "parameters") is not None
    type_ = syntax.child(node, "value") if "alias" in node.type else syntax.child(node, "type")
    type_ = syntax.child(node, "return_type") if call else type_
    words = "\n".join(line for line in about.splitlines() if not line.startswith("@")).strip()
    shape = "" if _is_shape(node) else _plain(type_)
    return Declaration(
        kind=kind,
        name=name,
        scope=scope,
        path=path,
        line=syntax.line_of(node),
        type=_asks(node) if call else None,
        required=required,
        choices=_choices(shape),
        # a type may change in ways that break nobody, which only a compiler can tell
        traits=(shape,),
        documentation=words,
        documented_by="doc comment" if words else None,
        deprecated="@deprecated" in about,
        part_of=part_of,
    )


def _choices(type_: str) -> tuple[str, ...] | None:
    """The values of a union of strings."""
    values = tuple(type_.split("|"))
    return values if all(_STRING.fullmatch(value) for value in values) else None


def _asks(member: Node) -> str:
    """What a caller has to give: the types of the parameters that are not optional."""
    parameters = syntax.children(syntax.child(member, "parameters"), "required_parameter")
    given = [each for each in parameters if syntax.child(each, "value") is None]
    types = (syntax.child(each, "type") for each in given)
    return f"({','.join(_plain(each) for each in types)})"


def _plain(node: Node | None) -> str:
    """A type without comments, and whatever way the members of a union are laid out."""
    if node is None:
        return ""
    text = syntax.normalised_text(syntax.source_without_comments(node)).lstrip(":")
    return re.sub(r"(^|[\[(<:,|])\|", r"\1", text).replace(";", ",").replace(",}", "}")
