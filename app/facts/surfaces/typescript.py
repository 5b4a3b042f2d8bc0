"""TypeScript packages: exported interfaces, abstract classes, and what each member asks for."""

import json
import re
from collections.abc import Iterator
from posixpath import basename, dirname

from tree_sitter import Node

from app.facts import paths, syntax
from app.facts.change import Version
from app.facts.surface import Declaration

_PUBLIC_FILE = re.compile(r"^(?:index|types?|api|interfaces?|extensions?)\.(?:d\.)?[cm]?ts$")
_PUBLIC_FOLDERS = frozenset({"types", "api", "interfaces", "extensions"})
_CLOSED_FOLDERS = frozenset({"internal", "private", "scripts", "stories", "storybook", "tools"})
_PUBLIC_MARKS = ("@public", "@beta", "@alpha")
_INTERFACES = ("interface_declaration", "abstract_class_declaration")
_MEMBERS = ("property_signature", "method_signature", "abstract_method_signature",
            "public_field_definition")  # fmt: skip


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
    scope = dirname(manifest)
    found: list[Declaration] = []
    for node, about in _exported(syntax.parse("typescript", text)):
        marked = any(mark in about for mark in _PUBLIC_MARKS)
        if "@internal" not in about and (open_file or marked):
            found += _interface(node, about, scope, path)
    return tuple(found)


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


def _exported(root: Node) -> Iterator[tuple[Node, str]]:
    """Declarations behind `export` with the comments above them."""
    comments = syntax.comments_among(root)
    for statement in syntax.children(root, "export_statement"):
        declaration = syntax.child(statement, "declaration")
        if declaration is not None and declaration.type in _INTERFACES:
            yield declaration, comments.above(statement)


def _interface(node: Node, about: str, scope: str, path: str) -> Iterator[Declaration]:
    name = syntax.source_of(syntax.child(node, "name"))
    yield _declared("typescript_interface", name, about, node, scope, path)
    body = syntax.child(node, "body")
    comments = syntax.comments_among(body) if body else None
    for member in syntax.children(body, *_MEMBERS):
        key = syntax.source_of(syntax.child(member, "name")).strip("'\"")
        words = comments.above(member) if comments else ""
        if not _is_member(member) or not key or "@internal" in words:
            continue
        full = f"{name}.{key}"
        yield _declared(
            "typescript_interface_member", full, words, member, scope, path, name, _is_asked(member)
        )


def _is_member(member: Node) -> bool:
    """Of an abstract class only what subclasses have to write."""
    if member.type != "public_field_definition":
        return True
    return any(child.type == "abstract" for child in member.children)


def _is_asked(member: Node) -> bool:
    """Whether whoever implements it has to write it; data may be there to be read only."""
    optional = any(child.type == "?" for child in member.children)
    return not optional and member.type != "property_signature"


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
    method = node.type.endswith("method_signature")
    words = "\n".join(line for line in about.splitlines() if not line.startswith("@")).strip()
    return Declaration(
        kind=kind,
        name=name,
        scope=scope,
        path=path,
        line=syntax.line_of(node),
        type=_asks(node) if method else None,
        required=required,
        # a type may change in ways that break nobody, which only a compiler can tell
        traits=(_plain(syntax.child(node, "return_type" if method else "type")),),
        documentation=words,
        documented_by="doc comment" if words else None,
        deprecated="@deprecated" in about,
        part_of=part_of,
    )


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
