"""Command lines written in Go: flags of pflag, kingpin and urfave/cli, commands of cobra."""

import re
from collections.abc import Iterator
from posixpath import dirname

from tree_sitter import Node

from app.facts import go_source, paths, syntax
from app.facts.change import Version
from app.facts.surface import Declaration

_FLAG_NAME = re.compile(r"[A-Za-z][\w.-]*")
_METHOD = re.compile(r"([A-Z]\w*?)(P)?")
_FLAG_SET = re.compile(r"(?:flags?|flagset|cmdline|commandline|^fs)$", re.IGNORECASE)
_TYPES = re.compile(
    r"(?:Bool|U?int(?:8|16|32|64)?|Float(?:32|64)|String|Duration|IP|IPNet|IPMask|Bytes\w+|Count|"
    r"Func|Text|Time)(?:Slice|Array|ToString|ToInt|ToInt64)?",
    re.IGNORECASE,
)
_WORDS = ("lag", "cobra", "cli.", "fs.", "Var(", "VarP(")
"""A file without any of these defines no flag, and is not parsed."""
_TOOL_FOLDERS = frozenset({"hack", "tools", "scripts", "testutil", "testutils"})


def reads(path: str) -> bool:
    """Go files, the internal ones too: users meet a flag wherever it is written."""
    closed = not _TOOL_FOLDERS.isdisjoint(path.split("/")[:-1])
    return path.endswith(".go") and not closed and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A Go file explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The flags that a file defines and the commands it makes."""
    if not any(word in text for word in _WORDS) or syntax.is_generated(text):
        return ()
    found: dict[tuple[str, str], Declaration] = {}
    for declared in _declarations(syntax.parse("go", text), path):
        found.setdefault((declared.kind, declared.name), declared)
    return tuple(found.values())


def _declarations(root: Node, path: str) -> Iterator[Declaration]:
    # what is called on the result of a call stands around it, and so is met before it
    chains: dict[int, dict[str, Node]] = {}
    for node in syntax.descendants(root, {"call_expression", "composite_literal"}):
        if node.type == "composite_literal":
            declared = _literal(node, path)
        else:
            declared = _of_call(node, chains, path)
        if declared is not None:
            yield declared


def _of_call(call: Node, chains: dict[int, dict[str, Node]], path: str) -> Declaration | None:
    function, arguments = syntax.child(call, "function"), syntax.child(call, "arguments")
    if function is None or function.type != "selector_expression" or arguments is None:
        return None
    method = syntax.source_of(syntax.child(function, "field"))
    operand = syntax.child(function, "operand")
    stated = [each for each in arguments.named_children if each.type != "comment"]
    chained = chains.pop(call.id, {})
    if method == "Flag":
        return _kingpin(call, stated, chained, path)
    if operand is not None and operand.type == "call_expression":
        chained[method] = arguments
        chains[operand.id] = chained
    if method.endswith(("Var", "VarP", "VarPF")):
        return _bound(call, method, stated, path)
    is_set = _FLAG_SET.search(_last_name(operand))
    return _pflag(call, method, stated, path) if is_set else None


def _last_name(node: Node | None) -> str:
    """`Flags` of `cmd.Flags()`, `fs` of `o.fs`."""
    if node is not None and node.type == "call_expression":
        node = syntax.child(node, "function")
    if node is not None and node.type == "selector_expression":
        node = syntax.child(node, "field")
    return syntax.source_of(node) if node is not None and "identifier" in node.type else ""


def _kingpin(
    call: Node, stated: list[Node], chained: dict[str, Node], path: str
) -> Declaration | None:
    """`app.Flag("name", "help").Default("1").Required().StringVar(&x)`"""
    if len(stated) != 2 or (name := go_source.string_of(stated[0])) is None:
        return None
    return _flag(
        name,
        _words(stated[1]),
        path,
        call,
        default=_literal_text(chained.get("Default")),
        required="Required" in chained,
        hidden="Hidden" in chained,
    )


def _bound(call: Node, method: str, arguments: list[Node], path: str) -> Declaration | None:
    """`fs.StringVarP(&x, "name", "n", "default", "help")`; some binders take `&x` at the end."""
    if not arguments:
        return None
    behind = go_source.string_of(arguments[0]) is None
    stated = arguments[1:] if behind else arguments[:2]
    between = stated[2:-1] if method.endswith(("P", "PF")) else stated[1:-1]
    return _stated(call, stated, between if behind else [], path)


def _pflag(call: Node, method: str, arguments: list[Node], path: str) -> Declaration | None:
    """`fs.StringP("name", "n", "default", "help")` and its sisters of other types."""
    shape = _METHOD.fullmatch(method)
    if shape is None or not _TYPES.fullmatch(shape[1]):
        return None
    return _stated(call, arguments, arguments[2:-1] if shape[2] else arguments[1:-1], path)


def _stated(call: Node, stated: list[Node], between: list[Node], path: str) -> Declaration | None:
    """A flag from its name, which comes first, and its help, which comes last."""
    if len(stated) < 2 or (name := go_source.string_of(stated[0])) is None:
        return None
    default = _literal_text(between[0]) if between else None
    return _flag(name, _words(stated[-1]), path, call, default=default)


def _literal_text(node: Node | None) -> str | None:
    """A default that stands in the call; one that is named there may be written anywhere."""
    if node is not None and node.type == "argument_list" and node.named_child_count == 1:
        node = node.named_children[0]
    constants = ("true", "false", "int_literal", "float_literal", "interpreted_string_literal")
    return syntax.source_of(node).strip('"') if node and node.type in constants else None


def _literal(literal: Node, path: str) -> Declaration | None:
    """`&cobra.Command{Use: "serve", …}` and `&cli.StringFlag{Name: "port", …}`"""
    type_ = syntax.source_of(syntax.child(literal, "type"))
    values = dict(_elements(literal))
    if type_ == "cobra.Command":
        use = (go_source.string_of(values.get("Use")) or "").split()
        if not use or "Hidden" in values:
            return None
        about = _words(values.get("Short")) or _words(values.get("Long"))
        return _declared("cli_command", use[0], about, path, literal)
    if type_.startswith("cli.") and type_.endswith("Flag"):
        name = go_source.string_of(values.get("Name"))
        if name is None or "Hidden" in values:
            return None
        required = syntax.source_of(values.get("Required")) == "true"
        about = _words(values.get("Usage"))
        return _flag(name, about, path, literal, required=required)
    return None


def _elements(literal: Node) -> Iterator[tuple[str, Node]]:
    """The keys and values of a composite literal."""
    for body in syntax.children(literal, "literal_value"):
        for element in syntax.children(body, "keyed_element"):
            parts = [p.named_children[0] if p.named_children else p for p in element.named_children]
            if len(parts) == 2:
                yield syntax.source_of(parts[0]), parts[1]


def _words(node: Node | None) -> str:
    """The text of a help argument: a literal, several joined by `+`, or inside a call."""
    if node is None:
        return ""
    direct = go_source.string_of(node)
    if direct is not None:
        return direct.strip()
    literals = {"interpreted_string_literal", "raw_string_literal"}
    parts = (go_source.string_of(each) or "" for each in syntax.descendants(node, literals))
    # a name may stand for a text that is written elsewhere
    return "".join(parts).strip() or (syntax.source_of(node) if node.type == "identifier" else "")


def _flag(
    name: str,
    about: str,
    path: str,
    node: Node,
    *,
    default: str | None = None,
    required: bool = False,
    hidden: bool = False,
) -> Declaration | None:
    if hidden or not _FLAG_NAME.fullmatch(name):
        return None
    return _declared("cli_flag", f"--{name}", about, path, node, default, required)


def _declared(
    kind: str,
    name: str,
    about: str,
    path: str,
    node: Node,
    default: str | None = None,
    required: bool = False,
) -> Declaration:
    return Declaration(
        kind=kind,
        name=name,
        scope=dirname(path),
        path=path,
        line=syntax.line_of(node),
        default=default,
        required=required,
        documentation=about,
        documented_by="help text" if about else None,
        deprecated=about.lower().startswith(("deprecated", "(deprecated", "[deprecated")),
    )
