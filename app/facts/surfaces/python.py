"""Python packages: classes that others derive from, and the names that a library gives away."""

from collections.abc import Iterator
from posixpath import basename, dirname

from tree_sitter import Node

from app.facts import python_source, syntax
from app.facts.change import Version
from app.facts.python_source import Definition
from app.facts.surface import Declaration

_ABSTRACT = frozenset({"abstractmethod", "abstractproperty", "abstractclassmethod"})


def reads(path: str) -> bool:
    """Modules that others may import."""
    return python_source.is_open(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A module explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Abstract classes and protocols with their methods; the face of a distributed package."""
    if syntax.is_generated(text):
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
    protocol = "Protocol" in definition.bases
    methods = list(python_source.definitions(definition.body, "function_definition"))
    to_implement = [m for m in methods if _is_abstract(m) or (protocol and _is_public(m))]
    base = protocol or bool({"ABC", "ABCMeta"} & {*definition.bases, _metaclass(definition)})
    if not base and not any(map(_is_abstract, methods)):
        return
    yield _declared(definition.name, definition, path, scope)
    for method in to_implement:
        name = f"{definition.name}.{method.name}"
        yield _declared(name, method, path, scope, part_of=definition.name)


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


def _face(root: Node, path: str, version: Version) -> Iterator[Declaration]:
    """What `from package import …` is meant to give: `__all__`, else what stands there."""
    defined = {
        definition.name: definition
        for type_ in ("class_definition", "function_definition")
        for definition in python_source.definitions(root, type_)
    }
    imported = {name: (module, line) for name, module, line in _imports(root)}
    listed = _all(root)
    names = listed if listed is not None else {**_lines(defined), **_lines_of_imports(imported)}
    for name, line in names.items():
        if name.startswith("_"):
            continue
        definition = defined.get(name)
        module = imported[name][0] if name in imported else ""
        text = definition.documentation if definition else _words(name, module, path, version)
        callable_ = definition is not None and definition.node.type == "function_definition"
        yield Declaration(
            kind="python_exported_api",
            name=name,
            scope=dirname(path),
            path=path,
            line=definition.line if definition and listed is None else line,
            type=python_source.signature(definition.node) if definition and callable_ else None,
            documentation=text or "",
            documented_by="docstring" if text else None,
            documentation_unseen=text is None,
        )


def _lines(defined: dict[str, Definition]) -> dict[str, int]:
    return {name: definition.line for name, definition in defined.items()}


def _lines_of_imports(imported: dict[str, tuple[str, int]]) -> dict[str, int]:
    return {name: line for name, (_, line) in imported.items()}


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


def _words(name: str, module: str, path: str, version: Version) -> str | None:
    """The docstring of what is defined in a module beside; None where it was not read."""
    beside = f"{dirname(path)}/{module.lstrip('.').replace('.', '/')}.py"
    text = version.text(beside) if module.count(".") - module.strip(".").count(".") == 1 else None
    if text is None:
        return None
    root = syntax.parse("python", text)
    for type_ in ("class_definition", "function_definition"):
        for definition in python_source.definitions(root, type_):
            if definition.name == name:
                return definition.documentation
    return None
