"""Python packages: classes that others derive from, and all that a library lets others import."""

import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import basename, dirname

from tree_sitter import Node

from app.facts import python_face, python_source, syntax
from app.facts.change import Version
from app.facts.parameters import Parameter
from app.facts.public_api import with_fair_documentation
from app.facts.python_face import Given
from app.facts.python_source import Definition
from app.facts.surface import Declaration
from app.facts.surfaces import python_events
from app.lazy_re import regex

_ABSTRACT = frozenset({"abstractmethod", "abstractproperty", "abstractclassmethod"})
_OWED = frozenset({"python_interface", "python_interface_method"})
_RECORDS = frozenset({"TypedDict", "NamedTuple", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"})
_UNBOUND = frozenset({"staticmethod"})
_REFERENCE = ("docs/api.rst", "docs/api.md", "docs/api_reference.rst", "docs/reference.rst",
              "docs/api/index.rst", "doc/api.rst")  # fmt: skip
_DIRECTIVE = regex(r"^[ \t]{0,8}\.\. auto(?:class|function|exception):: [\w.]{0,200}?(\w+)$", re.M)
_LONGEST_PAGE = 400_000
_DEPRECATES = regex(r"\b(?:Pending)?DeprecationWarning\b")


def reads(path: str) -> bool:
    """Modules that are installed; the private ones too, since a package may give their names."""
    return python_source.is_installed(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The faces of the packages around, how they are distributed, and the pages of reference."""
    around = python_source.parents(path)
    faces = [f"{folder}/__init__.py".lstrip("/") for folder in around]
    return tuple(
        place
        for place in (*faces, *python_source.descriptions(path), *_reference_pages(path))
        if place != path
    )


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Abstract classes and protocols; of a library all that its face and open modules give."""
    if syntax.is_generated(text) or _is_data_of_events(path, version):
        return ()
    root = syntax.parse("python", text)
    scope = python_source.package_of(path, version)
    found: list[Declaration] = []
    for given in _public(root, path, version):
        found += _of_given(given, path, scope)
    return tuple(with_fair_documentation(found, owed=_OWED))


def _is_data_of_events(path: str, version: Version) -> bool:
    """Whether what the module defines is told as the data of the events beside it."""
    return not version.paths.isdisjoint(python_events.neighbours(path))


def _public(root: Node, path: str, version: Version) -> Iterator[Given]:
    """What others may use of what stands in a module or, for a face, elsewhere."""
    is_open, is_library = python_source.is_open(path), python_source.is_library(path, version)
    if is_open and is_library and basename(path) == "__init__.py":
        yield from python_face.given_names(root, path, version)
    in_package = f"{dirname(path)}/__init__.py".lstrip("/") in version.paths
    offered = is_open and is_library and in_package and not _is_picked_from(path, version)
    documented = _documented(path, version) if is_library else frozenset[str]()
    for each in python_face.definitions(root):
        private = each.name.startswith("_")
        if each.name in documented or (
            not private and (offered or (is_open and _is_interface(each)))
        ):
            yield Given(each.name, each.line, path, each)


def _is_picked_from(path: str, version: Version) -> bool:
    """Whether a face above gives names of the module, so that the others are not meant."""
    module = path.removesuffix(".py").removesuffix("/__init__")
    for folder in python_source.parents(path):
        face = f"{folder}/__init__.py".lstrip("/")
        text = version.text(face)
        if text is None or face == path:
            continue
        if module in python_face.picked_modules(syntax.parse("python", text), face):
            return True
    return basename(path) == "__init__.py"


def _reference_pages(path: str) -> list[str]:
    around = python_source.parents(path)
    return [f"{folder}/{page}".lstrip("/") for folder in around for page in _REFERENCE]


def _documented(path: str, version: Version) -> frozenset[str]:
    """Names of classes and functions, private-looking ones too, that the reference lists."""
    texts = (version.text(page) for page in _reference_pages(path) if page in version.paths)
    return frozenset(
        name for text in texts if text for name in _DIRECTIVE.findall(text[:_LONGEST_PAGE])
    )


# What a class or function declares ----------------------------------------------------------------


def _of_given(given: Given, face: str, scope: str) -> Iterator[Declaration]:
    definition = given.definition
    if definition is None:
        yield Declaration(
            kind="python_exported_api",
            name=given.name,
            scope=scope,
            path=face,
            line=given.line,
            deprecated=given.leaving,
            documentation_unseen=True,
            unread=True,
        )
        return
    is_class = definition.node.type == "class_definition"
    interface = is_class and _is_interface(definition)
    taken = _class_parameters(definition) if is_class else _parameters(definition)
    kind = "python_interface" if interface else "python_exported_api"
    bases = tuple(definition.bases) if is_class else ()
    yield replace(_declared(kind, given.name, definition, given.path, scope, taken), bases=bases)
    if is_class:
        yield from _members(definition, given.name, given.path, scope)


def _members(definition: Definition, name: str, path: str, scope: str) -> Iterator[Declaration]:
    protocol = "Protocol" in definition.bases
    interface = _is_interface(definition)
    for method in _methods(definition):
        if method.name.startswith("_") and not (interface and method.name == "__call__"):
            continue
        required = interface and (protocol or _is_abstract(method))
        kind = "python_interface_method" if required else "python_class_method"
        taken = _parameters(method, bound=True)
        full = f"{name}.{method.name}"
        yield _declared(kind, full, method, path, scope, taken, name, required=required)
    yield from _fields(definition, name, path, scope)


def _fields(definition: Definition, name: str, path: str, scope: str) -> Iterator[Declaration]:
    """Attributes with a type, and all attributes of records and enumerations."""
    if definition.body is None:
        return
    comments = syntax.comments_among(definition.body)
    record = not _RECORDS.isdisjoint(definition.bases)
    for statement in syntax.children(definition.body, "expression_statement"):
        for assignment in syntax.children(statement, "assignment"):
            left = syntax.child(assignment, "left")
            key = syntax.source_of(left)
            typed = syntax.child(assignment, "type") is not None
            if left is None or left.type != "identifier" or key.startswith("_"):
                continue
            if record or typed:
                about = comments.of(statement)
                yield Declaration(
                    kind="python_class_field",
                    name=f"{name}.{key}",
                    scope=scope,
                    path=path,
                    line=syntax.line_of(assignment),
                    documentation=about,
                    documented_by="comment" if about else None,
                    part_of=name,
                )


def _is_interface(definition: Definition) -> bool:
    if definition.node.type != "class_definition":
        return False
    marks = {"Protocol", "ABC", "ABCMeta"} & {*definition.bases, _metaclass(definition)}
    return bool(marks) or any(map(_is_abstract, _methods(definition)))


def _methods(definition: Definition) -> Iterator[Definition]:
    for method in python_source.definitions(definition.body, "function_definition"):
        if not python_face.is_overload(method):
            yield method


def _is_abstract(method: Definition) -> bool:
    return any(python_source.last_name(each) in _ABSTRACT for each in method.decorators)


def _metaclass(definition: Definition) -> str:
    named = syntax.children(syntax.child(definition.node, "superclasses"), "keyword_argument")
    values = (syntax.child(each, "value") for each in named)
    return next((name for value in values if (name := python_source.last_name(value))), "")


def _parameters(function: Definition, *, bound: bool = False) -> tuple[Parameter, ...]:
    """What callers give; not the object that a method belongs to."""
    marks = set(map(python_source.last_name, function.decorators))
    taken = python_source.parameters(function.node)
    return taken[1:] if bound and not marks & _UNBOUND else taken


def _class_parameters(definition: Definition) -> tuple[Parameter, ...] | None:
    """What it takes to make an object, and to call one; None where another class says so."""
    methods = {each.name: each for each in _methods(definition)}
    named = [methods[name] for name in ("__init__", "__call__") if name in methods]
    if "__init__" not in methods:
        return None
    return tuple(taken for each in named for taken in _parameters(each, bound=True))


def _declared(
    kind: str,
    name: str,
    definition: Definition,
    path: str,
    scope: str,
    parameters: tuple[Parameter, ...] | None,
    part_of: str = "",
    *,
    required: bool = False,
) -> Declaration:
    return Declaration(
        kind=kind,
        name=name,
        scope=scope,
        path=path,
        line=definition.line,
        required=required,
        documentation=definition.documentation,
        documented_by="docstring" if definition.documentation else None,
        deprecated=_is_deprecated(definition),
        part_of=part_of,
        parameters=parameters,
    )


def _is_deprecated(definition: Definition) -> bool:
    marked = any(python_source.last_name(each) == "deprecated" for each in definition.decorators)
    return marked or ".. deprecated::" in definition.documentation or _warns(definition)


def _warns(definition: Definition) -> bool:
    """Whether a function always warns that it is deprecated."""
    if definition.node.type != "function_definition":
        return False
    statements = syntax.children(definition.body, "expression_statement")
    calls = (call for each in statements for call in syntax.children(each, "call"))
    warnings = (c for c in calls if python_source.last_name(syntax.child(c, "function")) == "warn")
    return any(_DEPRECATES.search(syntax.source_of(each)) for each in warnings)
