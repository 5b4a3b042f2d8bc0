"""Command lines written in Python: commands and flags of click, typer and argparse."""

from collections.abc import Iterator
from posixpath import dirname

from tree_sitter import Node

from app.facts import paths, python_source, syntax
from app.facts.change import Version
from app.facts.python_source import Definition
from app.facts.surface import Declaration
from app.lazy_re import regex

_FLAG = regex(r"--?[A-Za-z][\w.-]*")
_TOOL_FOLDERS = frozenset({"scripts", "hack", "ci", "docs", "doc", ".github", "benchmarks"})
_LIBRARIES = ("click", "typer", "argparse", "add_argument")


def reads(path: str) -> bool:
    """Modules, the private ones too: users meet a flag wherever it is written."""
    closed = not _TOOL_FOLDERS.isdisjoint(path.split("/")[:-1])
    return path.endswith(".py") and not closed and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A module explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The commands of a module, and the flags that each takes."""
    if not any(library in text for library in _LIBRARIES) or syntax.is_generated(text):
        return ()
    folder = dirname(path)
    if folder and f"{folder}/__init__.py" not in version.paths:
        return ()  # a script that is run where it lies, by those who work here
    root = syntax.parse("python", text)
    found: list[Declaration] = []
    for function in python_source.definitions(root, "function_definition"):
        found += _command(function, path)
    for call in syntax.descendants(root, {"call"}):
        found += _argument(call, path)
    return tuple(found)


# click and typer: a decorated function is a command -----------------------------------------------


def _command(function: Definition, path: str) -> Iterator[Declaration]:
    calls = {python_source.last_name(each): each for each in function.decorators}
    marker = calls.get("command") or calls.get("group")
    if marker is None:
        return
    stated = python_source.positional(marker) if marker.type == "call" else []
    named = python_source.keywords(marker) if marker.type == "call" else {}
    given = python_source.string_of(stated[0]) if stated else None
    name = given or function.name.removesuffix("_command").replace("_", "-")
    text = python_source.string_of(named.get("help")) or function.documentation
    yield Declaration(
        kind="cli_command",
        name=name,
        scope=dirname(path),
        path=path,
        line=function.line,
        documentation=text,
        documented_by="help text" if text else None,
        deprecated=syntax.source_of(named.get("deprecated")) == "True",
    )
    for decorator in function.decorators:
        if decorator.type == "call" and python_source.last_name(decorator) == "option":
            yield from _flag(decorator, name, path, decorator)
    for parameter in syntax.children(syntax.child(function.node, "parameters")):
        yield from _typer_option(parameter, name, path)


def _typer_option(parameter: Node, command: str, path: str) -> Iterator[Declaration]:
    """`x: Annotated[int, typer.Option(help="…")] = 1` and `x: int = typer.Option(1, help="…")`."""
    for call in syntax.descendants(parameter, {"call"}, {"call"}):
        if python_source.last_name(call) == "Option":
            names = syntax.children(parameter, "identifier")
            name = syntax.child(parameter, "name") or next(iter(names), None)
            yield from _flag(call, command, path, parameter, syntax.source_of(name))


def _flag(
    call: Node, command: str, path: str, place: Node, parameter: str = ""
) -> Iterator[Declaration]:
    named = python_source.keywords(call)
    names = _flag_names(call)
    name = names or ("--" + parameter.replace("_", "-") if parameter else "")
    if name and syntax.source_of(named.get("hidden")) != "True":
        yield _declared(f"{command} {name}".lstrip(), named, path, syntax.line_of(place), command)


# argparse -----------------------------------------------------------------------------------------


def _argument(call: Node, path: str) -> Iterator[Declaration]:
    function = python_source.last_name(syntax.child(call, "function"))
    named = python_source.keywords(call)
    if function == "add_argument" and (name := _flag_names(call)):
        hidden = syntax.source_of(named.get("help")).endswith("SUPPRESS")
        if not hidden:
            yield _declared(name, named, path, syntax.line_of(call))
    elif function == "add_parser":
        stated = python_source.positional(call)
        command = python_source.string_of(stated[0]) if stated else None
        text = python_source.string_of(named.get("help") or named.get("description")) or ""
        if command:
            yield Declaration(
                kind="cli_command",
                name=command,
                scope=dirname(path),
                path=path,
                line=syntax.line_of(call),
                documentation=text,
                documented_by="help text" if text else None,
            )


def _flag_names(call: Node) -> str:
    """The longest name among `"-o", "--output"`; of `"--on/--off"` the first."""
    stated = [python_source.string_of(each) or "" for each in python_source.positional(call)]
    names = [found[0] for text in stated if (found := _FLAG.match(text))]
    return max(names, key=len, default="")


def _declared(
    name: str, named: dict[str, Node], path: str, line: int, command: str = ""
) -> Declaration:
    text = python_source.string_of(named.get("help")) or ""
    return Declaration(
        kind="cli_flag",
        name=name,
        scope=dirname(path),
        path=path,
        line=line,
        type=syntax.normalised(named.get("type")),
        default=syntax.normalised(named.get("default")),
        required=syntax.source_of(named.get("required")) == "True",
        choices=_choices(named.get("choices") or named.get("type")),
        documentation=text,
        documented_by="help text" if text else None,
        deprecated=syntax.source_of(named.get("deprecated")) == "True",
        part_of=command,
    )


def _choices(node: Node | None) -> tuple[str, ...] | None:
    """Strings in a list, or in `click.Choice([…])`."""
    if node is None:
        return None
    if node.type == "call" and python_source.last_name(node) == "Choice":
        node = next(iter(python_source.positional(node)), None)
    if node is None or node.type not in ("list", "tuple", "set"):
        return None
    return tuple(python_source.string_of(each) or "" for each in syntax.children(node, "string"))
