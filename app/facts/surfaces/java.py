"""Java libraries and hosts of plugins: the types they offer, and what each lets others call."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from posixpath import basename, dirname

from tree_sitter import Node

from app.facts import paths, syntax
from app.facts.change import Version
from app.facts.public_api import with_fair_documentation
from app.facts.surface import Declaration
from app.lazy_re import regex

_CLOSED_FOLDERS = frozenset({"internal", "impl", "private", "jmh", "buildSrc"})
_TEST_SOURCES = ("test", "testfixtures", "jmh", "androidtest", "integrationtest")
_CLOSED_MARKS = frozenset({"VisibleForTesting", "Restricted", "Internal", "InternalApi"})
_TYPES = (
    "interface_declaration", "class_declaration", "enum_declaration", "record_declaration",
    "annotation_type_declaration",
)  # fmt: skip
_FIELDS = ("field_declaration", "constant_declaration")
_IN_INTERFACES = ("interface_declaration", "annotation_type_declaration")
_OWED = frozenset({"java_interface", "java_interface_method"})
_MOST_LEVELS = 5
"""Of types inside types."""
_QUALIFIER = regex(r"\b(?:\w{1,100}\.)+(?=[A-Z])")
_ANNOTATION = regex(r"@[\w.]{1,200} ?")
_PROGRAM = regex(r"^(.*?)src/main/resources/application\.(?:ya?ml|properties)$")
_UNCHECKED = regex(
    r"(?:Runtime|IllegalArgument|IllegalState|NullPointer|UnsupportedOperation|IndexOutOfBounds|"
    r"ClassCast|NumberFormat|NoSuchElement|ConcurrentModification|UncheckedIO|AccessDenied\d?|"
    r"Security)Exception|\w*Error"
)


def reads(path: str) -> bool:
    """Sources that are shipped, outside packages that are closed by their name."""
    folders = path.split("/")[:-1]
    tests = any(folder.lower().startswith(_TEST_SOURCES) for folder in folders)
    closed = tests or not _CLOSED_FOLDERS.isdisjoint(folders)
    described = basename(path) in ("package-info.java", "module-info.java")
    return path.endswith(".java") and not (closed or described or paths.is_supporting(path))


def neighbours(path: str) -> tuple[str, ...]:
    """A source explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The public types in a file, with their public and protected members."""
    if "public" not in text or syntax.is_generated(text) or _is_programs(path, version):
        return ()
    root = syntax.parse("java", text)
    source = _Source(path, _package(root) or dirname(path))
    found = _types(source, root, "", open_=False, level=0)
    return tuple(with_fair_documentation(found, owed=_OWED))


def _is_programs(path: str, version: Version) -> bool:
    """Whether the module is an application of its own, which nobody compiles against."""
    return any(path.startswith(module) for module in _programs(version.paths))


@lru_cache(maxsize=4)
def _programs(tree: frozenset[str]) -> frozenset[str]:
    found = (_PROGRAM.match(path) for path in tree if "/resources/application." in f"/{path}")
    return frozenset(f"{each[1]}src/" for each in found if each)


def _package(root: Node) -> str:
    declared = next(iter(syntax.children(root, "package_declaration")), None)
    return syntax.source_of(declared.named_children[-1]) if declared else ""


@dataclass(frozen=True, slots=True)
class _Source:
    """A file, and the package by whose name its types are known wherever it lies."""

    path: str
    package: str


@dataclass(frozen=True, slots=True)
class _Type:
    """A type that others see."""

    node: Node
    name: str
    kind: str

    @property
    def member_kind(self) -> str:
        return "java_interface_method" if self.kind == "java_interface" else "java_class_method"


def _types(
    source: _Source, block: Node | None, outer: str, *, open_: bool, level: int
) -> Iterator[Declaration]:
    """The open types in a block; what stands in an interface is public without saying so."""
    if block is None or level >= _MOST_LEVELS:
        return
    comments = syntax.comments_among(block)
    for node in syntax.children(block, *_TYPES):
        modifiers, marks = _modifiers(node)
        if not (open_ or _is_open(modifiers)) or marks & _CLOSED_MARKS:
            continue
        name = f"{outer}.{_name(node)}".lstrip(".")
        shape = "interface" if _is_interface(node, modifiers) else "exported_api"
        type_ = _Type(node, name, f"java_{shape}" if not outer else "java_nested_class")
        body = syntax.child(node, "body")
        declared = _declared(
            source, type_.kind, name, node, comments.above(node),
            choices=tuple(_constructors(body)) or None, part_of=outer,
        )  # fmt: skip
        yield replace(declared, bases=tuple(_bases(node)))
        if body is not None:
            yield from _members(source, type_, body, modifiers)
            inside = node.type in _IN_INTERFACES
            yield from _types(source, body, name, open_=inside, level=level + 1)


def _is_open(modifiers: set[str]) -> bool:
    return not modifiers.isdisjoint({"public", "protected"})


def _is_interface(node: Node, modifiers: set[str]) -> bool:
    return node.type == "interface_declaration" or "abstract" in modifiers


def _bases(node: Node) -> Iterator[str]:
    """The last names of the classes and interfaces that a type is derived from."""
    listed = syntax.children(node, "superclass", "super_interfaces", "extends_interfaces")
    types = [each for found in listed for each in syntax.children(found)]
    for type_ in types:
        for each in syntax.children(type_) if type_.type == "type_list" else [type_]:
            yield _plain(each).partition("<")[0].rpartition(".")[2]


def _constructors(body: Node | None) -> Iterator[str]:
    """What the open constructors take."""
    for each in syntax.children(body, "constructor_declaration"):
        modifiers, marks = _modifiers(each)
        if _is_open(modifiers) and not marks & _CLOSED_MARKS:
            yield f"({_parameter_types(each)})"


def _members(
    source: _Source, type_: _Type, body: Node, modifiers: set[str]
) -> Iterator[Declaration]:
    in_interface = type_.node.type in _IN_INTERFACES
    for place in (body, *syntax.children(body, "enum_body_declarations")):
        comments = syntax.comments_among(place)
        for node in syntax.children(place, "method_declaration", *_FIELDS, "enum_constant"):
            written, marks = _modifiers(node)
            always = node.type == "enum_constant" or in_interface
            if "private" in written or not (always or _is_open(written)) or marks & _CLOSED_MARKS:
                continue
            if "final" in modifiers and "protected" in written:
                continue
            about = comments.above(node)
            if node.type == "method_declaration":
                yield _method(source, type_, node, about, in_interface)
            else:
                yield from _fields(source, type_, node, about)


def _method(
    source: _Source, type_: _Type, method: Node, about: str, in_interface: bool
) -> Declaration:
    modifiers, marks = _modifiers(method)
    has_body = syntax.child(method, "body") is not None
    # overloads are told apart by what they take
    return _declared(
        source,
        type_.member_kind,
        f"{type_.name}.{_name(method)}({_parameter_types(method)})",
        method,
        about,
        gives=_plain(syntax.child(method, "type")) + _thrown(method),
        required="abstract" in modifiers or (in_interface and not has_body),
        part_of=type_.name,
        repeated="Override" in marks,
    )


def _fields(source: _Source, type_: _Type, node: Node, about: str) -> Iterator[Declaration]:
    gives = _plain(syntax.child(node, "type")) or None
    single = [node] if node.type == "enum_constant" else []
    for each in single or syntax.children(node, "variable_declarator"):
        name = f"{type_.name}.{_name(each)}"
        yield _declared(
            source, "java_class_field", name, node, about, gives=gives, part_of=type_.name
        )


def _name(node: Node) -> str:
    return syntax.source_of(syntax.child(node, "name"))


def _modifiers(node: Node) -> tuple[set[str], set[str]]:
    """Keywords and names of annotations."""
    found = next(iter(syntax.children(node, "modifiers")), None)
    keywords = {child.type for child in found.children if not child.is_named} if found else set()
    annotations = syntax.children(found, "marker_annotation", "annotation")
    names = (syntax.source_of(syntax.child(each, "name")) for each in annotations)
    return keywords, {name.rpartition(".")[2] for name in names}


def _parameter_types(method: Node) -> str:
    listed = syntax.child(method, "parameters")
    return ",".join(
        _parameter_type(each)
        for each in syntax.children(listed, "formal_parameter", "spread_parameter")
    )


def _parameter_type(parameter: Node) -> str:
    type_ = syntax.child(parameter, "type")
    if type_ is None:  # of a parameter with dots
        type_ = next((c for c in parameter.named_children if c.type != "modifiers"), None)
    return _plain(type_) + ("..." if parameter.type == "spread_parameter" else "")


def _plain(type_: Node | None) -> str:
    """A type without annotations, whether it is imported or written in full."""
    written = _ANNOTATION.sub("", syntax.normalised(type_) or "")
    return _QUALIFIER.sub("", written)


def _thrown(method: Node) -> str:
    """The exceptions that callers must handle."""
    listed = (syntax.children(each) for each in syntax.children(method, "throws"))
    names = sorted(_plain(each) for types in listed for each in types)
    checked = [name for name in names if not _UNCHECKED.fullmatch(name)]
    return f" throws {','.join(checked)}" if checked else ""


def _declared(
    source: _Source,
    kind: str,
    name: str,
    node: Node,
    about: str,
    *,
    gives: str | None = None,
    choices: tuple[str, ...] | None = None,
    required: bool = False,
    part_of: str = "",
    repeated: bool = False,
) -> Declaration:
    words = "\n".join(line for line in about.splitlines() if not line.startswith("@since")).strip()
    label = syntax.child(node, "name")
    return Declaration(
        kind=kind,
        name=name,
        scope=source.package,
        path=source.path,
        line=syntax.line_of(label if label is not None else node),
        type=gives,
        required=required,
        choices=choices,
        documentation=words,
        documented_by="Javadoc" if words else None,
        deprecated="Deprecated" in _modifiers(node)[1] or "@deprecated" in about,
        part_of=part_of,
        generated=repeated,
    )
