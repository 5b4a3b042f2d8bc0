"""The face of a Python package: the names that its `__init__.py` gives, defined there or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname

from tree_sitter import Node

from app.facts import python_source, syntax
from app.facts.change import Version
from app.facts.python_source import Definition

_MOST_STEPS = 4
"""From module to module, where each takes the name from the next."""


@dataclass(frozen=True, slots=True)
class Given:
    """A name that a package gives, and where its definition stands as far as that was read."""

    name: str
    line: int
    """In the face."""
    path: str = ""
    definition: Definition | None = None
    leaving: bool = False
    """Given only by a `__getattr__` that warns, and on its way out."""


def given_names(root: Node, path: str, version: Version) -> list[Given]:
    """What `from package import …` is meant to give: `__all__`, else what stands there."""
    here = {each.name: Given(each.name, each.line, path, each) for each in definitions(root)}
    for name, origin, module, line in _imports(root):
        if name not in here:
            place, definition = _follow(origin, _beside(module, path), version)
            here[name] = Given(name, line, place, definition)
    late = _late(here.get("__getattr__"))
    listed = _all(root)
    names = [name for name in (here if listed is None else listed) if not name.startswith("_")]
    found = [here.get(name) or Given(name, (listed or {})[name]) for name in names]
    leaving = (name for name in late if name not in names and not name.startswith("_"))
    return [*found, *(Given(name, late[name], leaving=True) for name in leaving)]


def picked_modules(root: Node, path: str) -> frozenset[str]:
    """The modules of which the face gives some names, and so not the others; without ending."""
    return frozenset(_beside(module, path) for _, _, module, _ in _imports(root))


def definitions(root: Node) -> Iterator[Definition]:
    """The classes and functions of a module, without the overloads that only repeat a signature."""
    for type_ in ("class_definition", "function_definition"):
        for definition in python_source.definitions(root, type_):
            if not is_overload(definition):
                yield definition


def is_overload(definition: Definition) -> bool:
    """Whether it says only to a type checker what the function of its name takes."""
    return "overload" in map(python_source.last_name, definition.decorators)


def _follow(name: str, module: str, version: Version) -> tuple[str, Definition | None]:
    """Where a name of a module is defined; the module itself where that was not read."""
    first = f"{module}.py"
    for _ in range(_MOST_STEPS):
        path = next((p for p in _files(module) if version.text(p) is not None), None)
        if path is None:
            break
        root = syntax.parse("python", version.text(path) or "")
        found = next((each for each in definitions(root) if each.name == name), None)
        if found is not None:
            return path, found
        origins = (each for each in _imports(root) if each[0] == name)
        step = next(origins, None)
        if step is None:
            break
        name, module = step[1], _beside(step[2], path)
    return first, None


def _files(module: str) -> tuple[str, str]:
    return f"{module}.py", f"{module}/__init__.py"


def _beside(module: str, path: str) -> str:
    """The path of a module that is named from another, such as `..core`, without its ending."""
    folder, name = dirname(path), module.lstrip(".")
    for _ in range(len(module) - len(name) - 1):
        folder = dirname(folder)
    return f"{folder}/{name.replace('.', '/')}".strip("/")


def _imports(root: Node) -> Iterator[tuple[str, str, str, int]]:
    """What comes from the package itself: `from .core import Command as C`.

    The name here, the name there, the module and the line.
    """
    for statement in syntax.children(root, "import_from_statement"):
        module = syntax.child(statement, "module_name")
        if module is None or module.type != "relative_import":
            continue
        for item in statement.children_by_field_name("name"):
            alias, origin = syntax.child(item, "alias"), syntax.child(item, "name")
            there = syntax.source_of(origin if origin is not None else item)
            here = syntax.source_of(alias) if alias is not None else there
            yield here, there, syntax.source_of(module), syntax.line_of(item)


def _late(getter: Given | None) -> dict[str, int]:
    """Names on their way out, which a module's `__getattr__` compares with, with their lines."""
    body = getter.definition.body if getter and getter.definition else None
    comparisons = syntax.descendants(body, {"comparison_operator"}) if body else ()
    strings = (each for c in comparisons for each in syntax.descendants(c, {"string"}))
    return {python_source.string_of(each) or "_": syntax.line_of(each) for each in strings}


def _all(root: Node) -> dict[str, int] | None:
    """The names in `__all__` with their lines; None where there is no such list."""
    values = [value for name, value, _ in python_source.assignments(root) if name == "__all__"]
    if not values or values[-1].type not in ("list", "tuple"):
        return None
    items = syntax.children(values[-1], "string")
    return {python_source.string_of(item) or "": syntax.line_of(item) for item in items}
