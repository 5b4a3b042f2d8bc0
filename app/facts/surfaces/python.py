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
        found += _face(root, path, scope, version)
    return tuple(found)


def _interface(definition: Definition, path: str, scope: str) -> Iterator[Declaration]:
    if not _is_interface(definition):
        return
    yield _declared(definition.name, definition, path, scope)
    protocol = "Protocol" in definition.bases
    for method in _methods(definition):
        if _is_public(method) and (protocol or _is_abstract(method)):
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
    path: str = ""
    definition: Definition | None = None


def _face(root: Node, path: str, scope: str, version: Version) -> Iterator[Declaration]:
    """What `from package import …` is meant to give: `__all__`, else what stands there."""
    given = {each.name: _Given(each.line, path, each) for each in _definitions(root)}
    modules: dict[str, tuple[str, dict[str, Definition]]] = {}
    for name, module, line in _imports(root):
        if module not in modules:
            modules[module] = _module(module, path, version)
        place, defined = modules[module]
        given.setdefault(name, _Given(line, place, defined.get(name)))
    late = _late(given.get("__getattr__"))
    listed = _all(root)
    names = given if listed is None else listed
    for name in (*names, *(late.keys() - names.keys())):
        if not name.startswith("_"):
            known = given.get(name) or _Given((listed or {}).get(name) or late[name])
            yield _given(name, known, path, scope, name in late)


def _given(name: str, known: _Given, path: str, scope: str, late: bool) -> Declaration:
    definition = known.definition
    text = definition.documentation if definition else ""
    function = definition is not None and definition.node.type == "function_definition"
    return Declaration(
        kind="python_interface",
        name=name,
        scope=scope,
        path=known.path if definition else path,
        line=definition.line if definition else known.line,
        type=python_source.signature(definition.node) if definition and function else None,
        documentation=text,
        documented_by="docstring" if text else None,
        deprecated=late or bool(definition and _is_deprecated(definition)),
        documentation_unseen=definition is None,
    )


def _late(getter: _Given | None) -> dict[str, int]:
    """Names on their way out, which a module's `__getattr__` compares with, with their lines."""
    body = getter.definition.body if getter and getter.definition else None
    comparisons = syntax.descendants(body, {"comparison_operator"}) if body else ()
    strings = (each for c in comparisons for each in syntax.descendants(c, {"string"}))
    return {python_source.string_of(each) or "_": syntax.line_of(each) for each in strings}


def _definitions(root: Node) -> Iterator[Definition]:
    for type_ in ("class_definition", "function_definition"):
        for definition in python_source.definitions(root, type_):
            if "overload" not in map(python_source.last_name, definition.decorators):
                yield definition


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


def _module(module: str, path: str, version: Version) -> tuple[str, dict[str, Definition]]:
    """The path of a module beside, and what it defines; nothing where that was not read."""
    beside = f"{dirname(path)}/{module[1:].replace('.', '/')}.py".lstrip("/")
    text = version.text(beside) if module[1:2] != "." else None
    if text is None:
        return beside, {}
    return beside, {each.name: each for each in _definitions(syntax.parse("python", text))}
