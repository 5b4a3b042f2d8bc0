"""What Python source says, whatever one looks for in it: classes, functions, calls, docstrings."""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc
from posixpath import dirname

from tree_sitter import Node

from app.facts import paths, syntax
from app.facts.change import Version

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
    hidden = any(folder.startswith(".") for folder in folders)
    return name.endswith(".py") and not (tool or hidden or paths.is_supporting(path))


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
        files = (
            f"{folder}/{name}".lstrip("/") for name in ("pyproject.toml", "setup.py", "setup.cfg")
        )
        if not version.paths.isdisjoint(files):
            return folder
        if not folder:
            return None
        folder = dirname(folder)


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
            if left is not None and right is not None and left.type == "identifier":
                yield syntax.source_of(left), right, statement


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
    optional = ("default_parameter", "typed_default_parameter", "comment",
                "keyword_separator", "positional_separator")  # fmt: skip
    parameters = syntax.children(syntax.child(function, "parameters"))
    required = (syntax.source_of(each) for each in parameters if each.type not in optional)
    return f"({','.join(each.partition(':')[0].strip() for each in required)})"
