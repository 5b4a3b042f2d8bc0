"""What Go source says, whatever one looks for in it: packages, types, documentation, tags."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import basename, dirname

from tree_sitter import Node

from app.facts import paths, syntax
from app.facts.change import Version
from app.lazy_re import regex

_CLOSED_FOLDERS = frozenset(
    {"internal", "cmd", "hack", "tools", "scripts", "testutil", "testutils"}
)
_CLOSED_NAME = regex(r"(?:^|[_.-])(?:examples?|mocks?|fakes?|testutils?)(?=[_.-])")
_RESOURCES = "zz_generated.deepcopy.go"
_SPECS = ("const_spec", "var_spec")
_MAJOR = regex(r"/v[2-9]\d?$")
_API_VERSION = regex(r"v\d\w{0,9}")
_QUALIFIER = regex(r"\b(\w{1,100})\.(?=[A-Z])")
_LITERALS = ("true", "false", "int_literal", "float_literal", "interpreted_string_literal")
_TAG = regex(r'([\w-]+):"((?:[^"\\]|\\.)*)"')


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
class GoValue:
    """A constant or variable declared at the top of a file."""

    name: str
    value: Node | None
    line: int
    documentation: str


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
        and not any(folder.startswith("internal") for folder in folders)
        and not any(_CLOSED_NAME.search(f"{name}.") for name in (*folders, basename(path)))
    )


def is_library(path: str, version: Version) -> bool:
    """Whether the module that holds the file is there to be imported.

    It builds no program, or it builds one beside what it keeps apart from its `internal` packages.
    A program that serves resources of Kubernetes is used through these, whatever it keeps apart.
    """
    modules, programs = _modules(version.paths)
    module = _module_of(path, modules)
    return module is not None and module not in programs


@lru_cache(maxsize=4)
def _modules(tree: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The folders that are Go modules, and those of them that are programs."""
    modules = frozenset(dirname(path) for path in tree if basename(path) == "go.mod")
    serving = {_module_of(path, modules) for path in tree if basename(path) == _RESOURCES}
    kept_apart = {module for module in modules - serving if _has_internals(module, tree)}
    programs: set[str] = set()
    for path in filter(_is_programs, tree):
        module = _module_of(path, modules)
        if module is not None and (module not in kept_apart or dirname(path) == module):
            programs.add(module)
        # a command in a module of its own belongs to what it is part of
        around = _module_of(module, modules) if module else None
        if around in serving:
            programs.add(around or "")
    return modules, frozenset(programs)


def _has_internals(module: str, tree: frozenset[str]) -> bool:
    start = f"{module}/internal/".lstrip("/")
    return any(path.startswith(start) for path in tree)


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


def values_of(root: Node) -> Iterator[GoValue]:
    """The constants and variables declared at the top of a file."""
    around = syntax.comments_among(root)
    for declaration in syntax.children(root, "const_declaration", "var_declaration"):
        # variables in brackets stand in a list of their own
        lists = syntax.children(declaration, "var_spec_list") or [declaration]
        specs = [(each, spec) for each in lists for spec in syntax.children(each, *_SPECS)]
        comments = {each.id: syntax.comments_among(each) for each in lists}
        for holder, spec in specs:
            comment = comments[holder.id].of(spec)
            if len(specs) == 1:
                comment = comment or around.above(declaration)
            stated = syntax.children(syntax.child(spec, "value"))
            names = spec.children_by_field_name("name")
            for number, name in enumerate(names):
                value = stated[number] if number < len(stated) else None
                yield GoValue(syntax.source_of(name), value, syntax.line_of(name), comment)


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


def packages_of(root: Node) -> dict[str, str]:
    """What a file calls each package that it imports under another name, and the package's own."""
    found: dict[str, str] = {}
    for declaration in syntax.children(root, "import_declaration"):
        for spec in syntax.descendants(declaration, {"import_spec"}):
            name = syntax.source_of(syntax.child(spec, "name"))
            if name:
                path = _MAJOR.sub("", string_of(syntax.child(spec, "path")) or "")
                *_, owner, last = ("", *path.split("/"))
                found[name] = f"{owner}/{last}" if _API_VERSION.fullmatch(last) else last
    return found


def written_type(node: Node | None, packages: Mapping[str, str]) -> str:
    """A type in one normal form, whatever its file calls the packages that it imports."""
    text = (syntax.normalised(node) or "").replace("interface{}", "any")
    return _QUALIFIER.sub(lambda found: f"{packages.get(found[1], found[1])}.", text)


def signature(function: Node, packages: Mapping[str, str]) -> str:
    """The types that a function takes and gives, without the names of its parameters."""
    taken = _types(syntax.child(function, "parameters"), packages)
    result = syntax.child(function, "result")
    if result is not None and result.type == "parameter_list":
        given = _types(result, packages)
    else:
        given = written_type(result, packages)
    return f"({taken})({given})"


def _types(parameters: Node | None, packages: Mapping[str, str]) -> str:
    types: list[str] = []
    for parameter in syntax.children(parameters):
        written = written_type(syntax.child(parameter, "type"), packages)
        if parameter.type == "variadic_parameter_declaration":
            types.append(f"...{written}")
        elif parameter.type == "parameter_declaration":
            types += [written] * max(1, len(parameter.children_by_field_name("name")))
    return ",".join(types)


def constants_of(root: Node) -> dict[str, str]:
    """The texts that constants and variables at the top of a file stand for.

    `Group + "/paused"` is put together; `defaults.Size` names a field of a literal.
    """
    found: dict[str, str] = {}
    for each in values_of(root):
        text = text_of(each.value, found)
        if text is not None:
            found[each.name] = text
        for key, value in elements(each.value):
            if (text := literal_of(value)) is not None:
                found[f"{each.name}.{key}"] = text
    return found


def text_of(node: Node | None, constants: Mapping[str, str]) -> str | None:
    """The text of a string, of a name that stands for one, or of several joined by `+`."""
    parts: list[str] = []
    while node is not None and node.type == "binary_expression":
        parts.append(_simple_text(syntax.child(node, "right"), constants) or "")
        node = syntax.child(node, "left")
    parts.append(_simple_text(node, constants) or "")
    return "".join(reversed(parts)) if all(parts) else None


def _simple_text(node: Node | None, constants: Mapping[str, str]) -> str | None:
    named = node is not None and node.type in ("identifier", "selector_expression")
    return constants.get(syntax.source_of(node)) if named else string_of(node)


def literal_of(node: Node | None) -> str | None:
    """The source of a truth value, number or string, without quotes; None for anything else."""
    if node is None or node.type not in _LITERALS:
        return None
    return syntax.source_of(node).strip('"')


def elements(literal: Node | None) -> Iterator[tuple[str, Node]]:
    """The keys and values of a composite literal, also behind `&`."""
    if literal is not None and literal.type == "unary_expression":
        literal = syntax.child(literal, "operand")
    for body in syntax.children(literal, "literal_value"):
        for element in syntax.children(body, "keyed_element"):
            parts = [p.named_children[0] if p.named_children else p for p in element.named_children]
            if len(parts) == 2:
                yield syntax.source_of(parts[0]), parts[1]


def string_of(node: Node | None) -> str | None:
    """The text of a string literal; None for anything else."""
    if node is None or node.type not in ("interpreted_string_literal", "raw_string_literal"):
        return None
    return syntax.source_of(node)[1:-1]


def is_deprecated(documentation: str) -> bool:
    """Whether a doc comment takes back what it documents, as Go's convention has it or in bold."""
    starts = (line.lstrip("*_")[:11].lower() for line in documentation.splitlines())
    return any(start.startswith("deprecated") and start[10:] in ":.,;[(*_ " for start in starts)


def parted(comment: str) -> tuple[str, tuple[str, ...]]:
    """The words of a comment, and the markers in it that only tools read, without their `+`."""
    lines = comment.splitlines()
    words = "\n".join(line for line in lines if not line.startswith("+")).strip()
    return words, tuple(line[1:].strip() for line in lines if line.startswith("+"))
