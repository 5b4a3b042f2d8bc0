"""What Go source says, whatever one looks for in it: packages, types, documentation, tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from posixpath import basename, dirname

from tree_sitter import Node

from app.facts import paths, syntax
from app.facts.change import Version

_CLOSED_FOLDERS = frozenset(
    {"internal", "cmd", "hack", "tools", "scripts", "testutil", "testutils"}
)
_CLOSED_NAME = re.compile(r"(?:^|[_.-])(?:examples?|mocks?|fakes?|testutils?)(?=[_.-])")
_TAG = re.compile(r'([\w-]+):"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class GoType:
    """A type declared at the top of a file."""

    name: str
    node: Node
    """What stands behind its name."""
    line: int
    documentation: str
    markers: tuple[str, ...]
    """Comment lines that tools read, such as `+kubebuilder:validation:Enum=a;b`, without `+`."""


@dataclass(frozen=True, slots=True)
class GoField:
    """One field of a struct."""

    names: tuple[str, ...]
    """Empty for an embedded field."""
    node: Node
    type: str
    tags: dict[str, str]
    documentation: str
    markers: tuple[str, ...]

    @property
    def line(self) -> int:
        """Where it stands, from 1."""
        return syntax.line_of(self.node)


def is_open(path: str) -> bool:
    """Whether other modules may import the package and would: no internals, tools, tests, fakes."""
    folders = path.split("/")[:-1]
    return (
        not paths.is_supporting(path)
        and _CLOSED_FOLDERS.isdisjoint(folders)
        and not any(_CLOSED_NAME.search(f"{name}.") for name in (*folders, basename(path)))
    )


def is_library(path: str, version: Version) -> bool:
    """Whether the module that holds the file is there to be imported: it builds no program."""
    modules, programs = _modules(version.paths)
    module = _module_of(path, modules)
    return module is not None and module not in programs


@lru_cache(maxsize=4)
def _modules(tree: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The folders that are Go modules, and those of them that are programs."""
    modules = frozenset(dirname(path) for path in tree if basename(path) == "go.mod")
    signs = (path for path in tree if _is_programs(path))
    return modules, frozenset(m for path in signs if (m := _module_of(path, modules)) is not None)


def _is_programs(path: str) -> bool:
    name, folders = basename(path), path.split("/")[:-1]
    if name == "main.go":
        return not folders or folders[0] in ("cmd", "src") or "cmd" in folders
    return name in ("Dockerfile", ".ko.yaml") and not paths.is_supporting(path)


def _module_of(path: str, modules: frozenset[str]) -> str | None:
    folder = dirname(path)
    while folder and folder not in modules:
        folder = dirname(folder)
    return folder if folder in modules else None


def package_of(root: Node) -> str:
    """The name in the package clause."""
    clause = next(iter(syntax.children(root, "package_clause")), None)
    return syntax.source_of(clause.named_children[0]) if clause and clause.named_children else ""


def is_exported(name: str) -> bool:
    """Whether other packages see the name."""
    return name[:1].isupper()


def types_of(root: Node) -> Iterator[GoType]:
    """The types declared at the top of a file."""
    around = syntax.comments_among(root)
    for declaration in syntax.children(root, "type_declaration"):
        specs = syntax.children(declaration, "type_spec", "type_alias")
        inside = syntax.comments_among(declaration)
        for spec in specs:
            name, body = syntax.child(spec, "name"), syntax.child(spec, "type")
            if name is None or body is None:
                continue
            comment = inside.above(spec)
            if len(specs) == 1:
                comment = comment or around.above(declaration)
            yield GoType(syntax.source_of(name), body, syntax.line_of(name), *parted(comment))


def fields_of(struct: Node) -> Iterator[GoField]:
    """The fields of a struct type."""
    for fields in syntax.children(struct, "field_declaration_list"):
        comments = syntax.comments_among(fields)
        for field in syntax.children(fields, "field_declaration"):
            tag = syntax.source_of(syntax.child(field, "tag")).strip("`")
            names = (syntax.source_of(name) for name in field.children_by_field_name("name"))
            type_ = syntax.normalised(syntax.child(field, "type")) or ""
            yield GoField(
                tuple(names), field, type_, dict(_TAG.findall(tag)), *parted(comments.of(field))
            )


def signature(function: Node, *, variadic: bool = True) -> str:
    """The types that a function takes and gives, without the names of its parameters."""
    taken = _types(syntax.child(function, "parameters"), variadic)
    result = syntax.child(function, "result")
    if result is not None and result.type == "parameter_list":
        given = _types(result, variadic)
    else:
        given = syntax.normalised(result) or ""
    return f"({taken})({given})"


def _types(parameters: Node | None, variadic: bool) -> str:
    types: list[str] = []
    for parameter in syntax.children(parameters):
        written = (syntax.normalised(syntax.child(parameter, "type")) or "").replace(
            "interface{}", "any"
        )
        if parameter.type == "variadic_parameter_declaration":
            types += [f"...{written}"] if variadic else []
        elif parameter.type == "parameter_declaration":
            types += [written] * max(1, len(parameter.children_by_field_name("name")))
    return ",".join(types)


def string_of(node: Node | None) -> str | None:
    """The text of a string literal; None for anything else."""
    if node is None or node.type not in ("interpreted_string_literal", "raw_string_literal"):
        return None
    return syntax.source_of(node)[1:-1]


def is_deprecated(documentation: str) -> bool:
    """Whether a doc comment takes back what it documents, as Go's convention has it."""
    starts = (line[:11].lower() for line in documentation.splitlines())
    return any(start.startswith("deprecated") and start[10:] in ":.,; " for start in starts)


def parted(comment: str) -> tuple[str, tuple[str, ...]]:
    """The words of a comment, and the markers in it that only tools read, without their `+`."""
    lines = comment.splitlines()
    words = "\n".join(line for line in lines if not line.startswith("+")).strip()
    return words, tuple(line[1:].strip() for line in lines if line.startswith("+"))
