"""What Python source says, whatever one looks for in it: classes, functions, calls, docstrings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc
from posixpath import dirname

from tree_sitter import Node

from app.facts import paths, python_types, syntax
from app.facts.change import Version
from app.facts.parameters import Parameter
from app.lazy_re import regex

_PROGRAM_FILES = ("Dockerfile", "Containerfile", "docker-compose.yml", "docker-compose.yaml")
_DESCRIPTIONS = ("pyproject.toml", "setup.py", "setup.cfg")
_COMMANDS = regex(
    r"^[ \t]{0,8}(?:\[project\.scripts\]|\[tool\.poetry\.scripts\]|[\"']?console_scripts)", re.M
)
_OPTIONAL = frozenset({"default_parameter", "typed_default_parameter"})
_CATCH_ALL = frozenset({"list_splat_pattern", "dictionary_splat_pattern"})
_SIGNS = frozenset({"comment", "keyword_separator", "positional_separator"})
_TOOL_FILES = frozenset(
    {"setup.py", "conf.py", "manage.py", "noxfile.py", "tasks.py", "fabfile.py"}
)
_TOOL_FOLDERS = frozenset({"migrations", "scripts", "docs", "doc", "bin", "hack", "tools", "ci"})


@dataclass(frozen=True, slots=True)
class Definition:
    """A class or function with its decorators."""

    node: Node
    name: str
    decorators: tuple[Node, ...]
    """What stands behind each `@`."""

    @property
    def line(self) -> int:
        """The line of `class` or `def`, from 1."""
        return syntax.line_of(self.node)

    @property
    def body(self) -> Node | None:
        """Its block of statements."""
        return syntax.child(self.node, "body")

    @property
    def documentation(self) -> str:
        """Its docstring."""
        return docstring(self.body)

    @property
    def bases(self) -> list[str]:
        """The last names of a class's base classes, without type arguments."""
        listed = syntax.children(syntax.child(self.node, "superclasses"))
        return [last_name(each) for each in listed if each.type != "keyword_argument"]


def is_installed(path: str) -> bool:
    """Whether the module is part of what people install: no tests, scripts or migrations."""
    *folders, name = path.split("/")
    tool = name in _TOOL_FILES or not _TOOL_FOLDERS.isdisjoint(folders)
    hidden = paths.is_hidden(path) or paths.is_supporting(path)
    return name.endswith(".py") and not (tool or hidden)


def is_open(path: str) -> bool:
    """Whether others may import the module: installed, and no part of its name is private."""
    parts = path.removesuffix("__init__.py").split("/")
    return is_installed(path) and not any(part.startswith("_") for part in parts)


def package_of(path: str, version: Version) -> str:
    """The folder of the outermost package that holds the module; its own folder outside one."""
    folder = dirname(path)
    while folder and f"{dirname(folder)}/__init__.py".lstrip("/") in version.paths:
        folder = dirname(folder)
    return folder


def distribution_of(path: str, version: Version) -> str | None:
    """The nearest folder above that is packaged for others to install; None where there is none."""
    folder = dirname(path)
    while True:
        files = (f"{folder}/{name}".lstrip("/") for name in _DESCRIPTIONS)
        if not version.paths.isdisjoint(files):
            return folder
        if not folder:
            return None
        folder = dirname(folder)


def is_library(path: str, version: Version) -> bool:
    """Whether others install the module to import it: it is packaged, and not to run by itself.

    A package that is typed for others is there for others, whatever commands come with it.
    """
    folder = distribution_of(path, version)
    if folder is None:
        return False
    beside = (f"{folder}/{name}".lstrip("/") for name in _PROGRAM_FILES)
    if not version.paths.isdisjoint(beside):
        return False
    described = (version.text(f"{folder}/{name}".lstrip("/")) or "" for name in _DESCRIPTIONS)
    commands = any(_COMMANDS.search(text[:100_000]) for text in described)
    return not commands or f"{package_of(path, version)}/py.typed" in version.paths


def descriptions(path: str) -> list[str]:
    """Where the distribution that holds a module may be described, from near to far."""
    return [f"{folder}/{name}".lstrip("/") for folder in parents(path) for name in _DESCRIPTIONS]


def parents(path: str) -> list[str]:
    """The folders around a module, from its own to the top of the repository."""
    folders = [dirname(path)]
    while folders[-1]:
        folders.append(dirname(folders[-1]))
    return folders


def definitions(block: Node | None, type_: str) -> Iterator[Definition]:
    """The classes or functions directly in a block; behind a plain `if` or `try` as well."""
    for statement in _statements(block):
        node, decorators = statement, tuple[Node, ...]()
        if statement.type == "decorated_definition":
            node = syntax.child(statement, "definition") or statement
            found = syntax.children(statement, "decorator")
            decorators = tuple(each.named_children[0] for each in found if each.named_children)
        if node.type == type_:
            yield Definition(node, syntax.source_of(syntax.child(node, "name")), decorators)


def assignments(block: Node | None) -> Iterator[tuple[str, Node, Node]]:
    """Name, value and statement of every `name = value` directly in a block."""
    for statement in _statements(block):
        for assignment in syntax.children(statement, "assignment"):
            left, right = syntax.child(assignment, "left"), syntax.child(assignment, "right")
            if left is None or right is None or left.type != "identifier":
                continue
            if name := syntax.source_of(left):  # a name that is missing is an identifier, too
                yield name, right, statement


def _statements(block: Node | None) -> Iterator[Node]:
    for statement in syntax.children(block):
        yield statement
        if statement.type in ("if_statement", "try_statement"):
            for inner in syntax.children(statement, "block"):
                yield from syntax.children(inner)


def docstring(block: Node | None) -> str:
    """The text that opens a class, function or module."""
    statements = (s for s in syntax.children(block) if s.type != "comment")
    first = next(statements, None)
    if first is None or first.type != "expression_statement":
        return ""
    return cleandoc(string_of(next(iter(first.named_children), None)) or "").strip()


def string_of(node: Node | None) -> str | None:
    """The text of a string, of several in a row, or in a call such as `_("…")`; None for the rest.

    What is put into an f-string is left out.
    """
    if node is None:
        return None
    if node.type == "string":
        return "".join(map(syntax.source_of, syntax.children(node, "string_content")))
    if node.type in ("concatenated_string", "parenthesized_expression"):
        parts = [string_of(part) for part in syntax.children(node) if part.type != "comment"]
        return "".join(part or "" for part in parts) if any(parts) else None
    if node.type == "call":
        arguments = positional(node)
        return string_of(arguments[0]) if len(arguments) == 1 else None
    return None


def last_name(node: Node | None) -> str:
    """`c` of `a.b.c`, of `a.b.c[int]` and of `a.b.c(…)`."""
    while node is not None and node.type in ("call", "subscript", "generic_type"):
        node = node.named_children[0] if node.named_children else None
    return syntax.source_of(node).rpartition(".")[2]


def positional(call: Node) -> list[Node]:
    """The arguments of a call that have no name."""
    given = syntax.children(syntax.child(call, "arguments"))
    return [each for each in given if each.type not in ("keyword_argument", "comment")]


def keywords(call: Node) -> dict[str, Node]:
    """The arguments of a call that have a name."""
    named = syntax.children(syntax.child(call, "arguments"), "keyword_argument")
    pairs = ((syntax.child(each, "name"), syntax.child(each, "value")) for each in named)
    return {syntax.source_of(name): value for name, value in pairs if value is not None}


def signature(function: Node) -> str:
    """What a caller has to give: required parameters and catch-alls, without annotations."""
    taken = (each for each in parameters(function) if each.required or each.name.startswith("*"))
    return f"({','.join(each.name for each in taken)})"


def parameters(function: Node) -> tuple[Parameter, ...]:
    """What a function takes, in its order."""
    listed = syntax.children(syntax.child(function, "parameters"))
    return tuple(_parameter(each) for each in listed if each.type not in _SIGNS)


def _parameter(node: Node) -> Parameter:
    named = syntax.child(node, "name") or next(iter(node.named_children), node)
    stated = named if node.type in _OPTIONAL or node.type == "typed_parameter" else node
    name = syntax.source_of(stated).partition(":")[0].strip()
    catch_all = stated.type in _CATCH_ALL
    optional = node.type in _OPTIONAL or catch_all
    default = syntax.normalised(syntax.child(node, "value"))
    type_ = python_types.spelled(syntax.normalised(syntax.child(node, "type")) or "")
    if default == "None":
        type_ = python_types.without_none(type_)  # it goes without saying
    return Parameter(name, not optional, default, type_)
