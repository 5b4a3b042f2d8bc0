"""Java libraries: interfaces and abstract classes that others implement, with their methods."""

from collections.abc import Iterator
from posixpath import dirname

from tree_sitter import Node

from app.facts import paths, syntax
from app.facts.change import Version
from app.facts.surface import Declaration

_CLOSED_FOLDERS = frozenset({"internal", "impl", "private", "jmh", "buildSrc"})
_TEST_SOURCES = ("test", "testfixtures", "jmh", "androidtest", "integrationtest")
_CLOSED_MARKS = frozenset({"VisibleForTesting", "Restricted", "Internal", "InternalApi"})
_INHERITED = frozenset({"Override"})
_TYPES = ("interface_declaration", "class_declaration")
_MOST_LEVELS = 5
"""Of types inside types."""


def reads(path: str) -> bool:
    """Sources that are shipped, outside packages that are closed by their name."""
    folders = path.split("/")[:-1]
    tests = any(folder.lower().startswith(_TEST_SOURCES) for folder in folders)
    closed = tests or not _CLOSED_FOLDERS.isdisjoint(folders)
    return path.endswith(".java") and not closed and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A source explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The types in a file that others implement, and what they have to write."""
    if ("interface" not in text and "abstract" not in text) or syntax.is_generated(text):
        return ()
    return tuple(_types(syntax.parse("java", text), "", path, public=False, level=0))


def _types(
    block: Node | None, prefix: str, path: str, *, public: bool, level: int
) -> Iterator[Declaration]:
    """The open types in a block; what stands in an interface is public without saying so."""
    if block is None or level >= _MOST_LEVELS:
        return
    comments = syntax.comments_among(block)
    for node in syntax.children(block, *_TYPES):
        modifiers, marks = _modifiers(node)
        if not (public or "public" in modifiers) or marks & _CLOSED_MARKS:
            continue
        name = prefix + syntax.source_of(syntax.child(node, "name"))
        interface = node.type == "interface_declaration"
        body = syntax.child(node, "body")
        methods = list(_methods(body, interface))
        if interface or ("abstract" in modifiers and (methods or _is_extension_point(node))):
            yield _declared("java_interface", name, node, path, comments.above(node))
            inside = syntax.comments_among(body) if body else comments
            for method, required in methods:
                yield _method(method, name, path, inside.above(method), required)
        yield from _types(body, f"{name}.", path, public=interface, level=level + 1)


def _is_extension_point(node: Node) -> bool:
    """Whether a class says by its interfaces that it is there to be extended."""
    listed = syntax.child(node, "interfaces")
    names = syntax.descendants(listed, {"type_identifier"}) if listed else ()
    return any(syntax.source_of(name).endswith("ExtensionPoint") for name in names)


def _methods(body: Node | None, interface: bool) -> Iterator[tuple[Node, bool]]:
    """The methods that may be written by others, and whether they must be."""
    for method in syntax.children(body, "method_declaration"):
        modifiers, marks = _modifiers(method)
        if marks & (_CLOSED_MARKS | _INHERITED) or {"private", "static"} & modifiers:
            continue
        if interface:
            yield method, "default" not in modifiers
        elif "abstract" in modifiers and {"public", "protected"} & modifiers:
            yield method, True


def _modifiers(node: Node) -> tuple[set[str], set[str]]:
    """Keywords and names of annotations."""
    found = next(iter(syntax.children(node, "modifiers")), None)
    keywords = {child.type for child in found.children if not child.is_named} if found else set()
    annotations = syntax.children(found, "marker_annotation", "annotation")
    names = (syntax.source_of(syntax.child(each, "name")) for each in annotations)
    return keywords, {name.rpartition(".")[2] for name in names}


def _method(method: Node, type_name: str, path: str, about: str, required: bool) -> Declaration:
    parameters = syntax.children(
        syntax.child(method, "parameters"), "formal_parameter", "spread_parameter"
    )
    types = ",".join(_parameter_type(each) for each in parameters)
    name = f"{type_name}.{syntax.source_of(syntax.child(method, 'name'))}"
    # overloads are told apart by what they take
    return _declared(
        "java_interface_method",
        f"{name}({types})",
        method,
        path,
        about,
        type_=syntax.normalised(syntax.child(method, "type")),
        required=required,
        part_of=type_name,
    )


def _parameter_type(parameter: Node) -> str:
    type_ = syntax.child(parameter, "type")
    if type_ is None:  # of a parameter with dots
        type_ = next((c for c in parameter.named_children if c.type != "modifiers"), None)
    dots = "..." if parameter.type == "spread_parameter" else ""
    return (syntax.normalised(type_) or "") + dots


def _declared(
    kind: str,
    name: str,
    node: Node,
    path: str,
    about: str,
    *,
    type_: str | None = None,
    required: bool = False,
    part_of: str = "",
) -> Declaration:
    words = "\n".join(line for line in about.splitlines() if not line.startswith("@since")).strip()
    label = syntax.child(node, "name")
    return Declaration(
        kind=kind,
        name=name,
        scope=dirname(path),
        path=path,
        line=syntax.line_of(label if label is not None else node),
        type=type_,
        required=required,
        documentation=words,
        documented_by="Javadoc" if words else None,
        deprecated="Deprecated" in _modifiers(node)[1] or "@deprecated" in about,
        part_of=part_of,
    )
