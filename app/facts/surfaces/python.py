"""Python packages: classes that others derive from, and the names that a library gives away."""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename, dirname

from tree_sitter import Node

from app.facts import python_source, syntax
from app.facts.change import Version
from app.facts.python_source import Definition
from app.facts.surface import Declaration

_ABSTRACT = frozenset({"abstractmethod", "abstractproperty", "abstractclassmethod"})


def reads(path: str) -> bool:
    """Modules that are installed; the private ones too, since a package may give their names."""
    return python_source.is_installed(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The face of the package, which may give away what the module defines."""
    face = f"{dirname(path)}/__init__.py".lstrip("/")
    return (face,) if face != path else ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Abstract classes and protocols with their methods; the face of a distributed package."""
    if syntax.is_generated(text) or not python_source.is_open(path):
        return ()
    root = syntax.parse("python", text)
    scope = python_source.package_of(path, version)
    found: list[Declaration] = []
    for definition in python_source.definitions(root, "class_definition"):
        if not definition.name.startswith("_"):
            found += _interface(definition, path, scope)
    if basename(path) == "__init__.py" and python_source.distribution_of(path, version) is not None:
        known = {each.name for each in found}
        found += (each for each in _face(root, path, version) if each.name not in known)
    return tuple(found)


def _interface(definition: Definition, path: str, scope: str) -> Iterator[Declaration]:
    if not _is_interface(definition):
        return
    yield _declared(definition.name, definition, path, scope)
    protocol = "Protocol" in definition.bases
    for method in _methods(definition):
        if _is_abstract(method) or (protocol and _is_public(method)):
            name = f"{definition.name}.{method.name}"
            yield _declared(name, method, path, scope, part_of=definition.name)


def _is_interface(definition: Definition) -> bool:
    marks = {"Protocol", "ABC", "ABCMeta"} & {*definition.bases, _metaclass(definition)}
    return bool(marks) or any(map(_is_abstract, _methods(definition)))


def _methods(definition: Definition) -> Iterator[Definition]:
    return python_source.definitions(definition.body, "function_definition")


def _is_abstract(method: Definition) -> bool:
    return any(python_source.last_name(each) in _ABSTRACT for each in method.decorators)


def _is_public(method: Definition) -> bool:
    return not method.name.startswith("_") or method.name == "__call__"


def _metaclass(definition: Definition) -> str:
    named = syntax.children(syntax.child(definition.node, "superclasses"), "keyword_argument")
    values = (syntax.child(each, "value") for each in named)
    return next((name for value in values if (name := python_source.last_name(value))), "")


def _declared(
    name: str, definition: Definition, path: str, scope: str, part_of: str = ""
) -> Declaration:
    method = definition.node.type == "function_definition"
    return Declaration(
        kind="python_interface_method" if part_of else "python_interface",
        name=name,
        scope=scope,
        path=path,
        line=definition.line,
        type=python_source.signature(definition.node) if method else None,
        required=bool(part_of),
        documentation=definition.documentation,
        documented_by="docstring" if definition.documentation else None,
        deprecated=_is_deprecated(definition),
        part_of=part_of,
    )


def _is_deprecated(definition: Definition) -> bool:
    marked = any(python_source.last_name(each) == "deprecated" for each in definition.decorators)
    return marked or ".. deprecated::" in definition.documentation


# The face of a package ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Given:
    """A name that a package gives, and where its definition stands as far as that was read."""

    line: int
    path: str | None = None
    definition: Definition | None = None


def _face(root: Node, path: str, version: Version) -> Iterator[Declaration]:
    """What `from package import …` is meant to give: `__all__`, else what stands there."""
    given = {each.name: _Given(each.line, path, each) for each in _definitions(root)}
    for name, module, line in _imports(root):
        given.setdefault(name, _Given(line, *_defined(name, module, path, version)))
    listed = _all(root)
    for name in given if listed is None else listed:
        known = given.get(name) or _Given((listed or {})[name])
        definition = known.definition
        if name.startswith("_") or (definition and _is_interface(definition)):
            continue
        function = definition is not None and definition.node.type == "function_definition"
        yield Declaration(
            kind="python_exported_api",
            name=name,
            scope=dirname(path),
            path=(known.path if definition else None) or path,
            line=definition.line if definition else known.line,
            type=python_source.signature(definition.node) if definition and function else None,
            documentation=definition.documentation if definition else "",
            documented_by="docstring" if definition and definition.documentation else None,
            deprecated=bool(definition and _is_deprecated(definition)),
            documentation_unseen=definition is None,
        )


def _definitions(root: Node) -> Iterator[Definition]:
    for type_ in ("class_definition", "function_definition"):
        yield from python_source.definitions(root, type_)


def _all(root: Node) -> dict[str, int] | None:
    """The names in `__all__` with their lines; None where there is no such list."""
    values = [value for name, value, _ in python_source.assignments(root) if name == "__all__"]
    if not values or values[-1].type not in ("list", "tuple"):
        return None
    items = syntax.children(values[-1], "string")
    return {python_source.string_of(item) or "": syntax.line_of(item) for item in items}


def _imports(root: Node) -> Iterator[tuple[str, str, int]]:
    """Name, module and line of what comes from the package itself: `from .core import Command`."""
    for statement in syntax.children(root, "import_from_statement"):
        module = syntax.child(statement, "module_name")
        if module is None or module.type != "relative_import":
            continue
        for item in statement.children_by_field_name("name"):
            alias = syntax.child(item, "alias")
            name = syntax.source_of(alias if alias is not None else item)
            yield name, syntax.source_of(module), syntax.line_of(item)


def _defined(
    name: str, module: str, path: str, version: Version
) -> tuple[str, Definition] | tuple[None, None]:
    """Where a module beside defines the name; nothing where that was not read."""
    beside = f"{dirname(path)}/{module.lstrip('.').replace('.', '/')}.py".lstrip("/")
    text = version.text(beside) if module.startswith(".") and module[1:2] != "." else None
    if text is not None:
        for definition in _definitions(syntax.parse("python", text)):
            if definition.name == name:
                return beside, definition
    return None, None
