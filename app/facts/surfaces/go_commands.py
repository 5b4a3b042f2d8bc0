"""Command lines written in Go: flags of pflag, kingpin and urfave/cli, commands of cobra."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from posixpath import dirname

from tree_sitter import Node

from app.facts import go_source, paths, syntax
from app.facts.change import Version
from app.facts.surface import Declaration
from app.lazy_re import regex

_FLAG_NAME = regex(r"[A-Za-z][\w.-]*")
_METHOD = regex(r"([A-Z]\w*?)(P)?")
_FLAG_SET = regex(r"(?:flags?|flagset|cmdline|commandline|^fs)$", re.IGNORECASE)
_TYPES = regex(
    r"(?:Bool|U?int(?:8|16|32|64)?|Float(?:32|64)|String|Duration|IP|IPNet|IPMask|Bytes\w+|Count|"
    r"Func|Text|Time)(?:Slice|Array|ToString|ToInt|ToInt64)?",
    re.IGNORECASE,
)
_FLAG_CONSTANT = regex(r"Flag([A-Z]\w{1,60})$|^([A-Z]\w{1,60})Flag(?:Name)?$")
_CAPITAL = regex(r"(?<=[a-z0-9])(?=[A-Z])")
_SAYS_REQUIRED = regex(r"[(\[]required[,;.)\]]", re.IGNORECASE)
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
    root = syntax.parse("go", text)
    source = _Source(path, go_source.constants_of(root))
    found: dict[tuple[str, str], Declaration] = {}
    elsewhere = ".BindFlags(" in text
    lines = text.split("\n")
    for stated in _declarations(root, source):
        declared = stated if stated.documentation else _with_comment(stated, lines)
        # what goes from here may now be among those that another package defines
        known = replace(declared, inferred=True) if elsewhere else declared
        found.setdefault((declared.kind, declared.name), known)
    return tuple(found.values())


def _with_comment(flag: Declaration, lines: list[str]) -> Declaration:
    """A flag without a help text, with the comment above it or above the set that it joins."""
    at = flag.line - 2
    if at >= 0 and "FlagSet(" in lines[at]:
        at -= 1
    words: list[str] = []
    while at >= 0 and (said := lines[at].strip()).startswith("//"):
        words.insert(0, said.lstrip("/ "))
        at -= 1
    about = " ".join(words)
    return replace(flag, documentation=about, documented_by="comment") if about else flag


@dataclass(frozen=True, slots=True)
class _Source:
    """A file, and the texts that its constants stand for."""

    path: str
    constants: Mapping[str, str]

    def name(self, node: Node) -> tuple[str | None, bool]:
        """The name that a flag is given, and whether it is only inferred.

        A constant of another package is named for its flag: `acme.FlagDataFolder` is `data-folder`.
        """
        if (text := go_source.text_of(node, self.constants)) is not None:
            return text, False
        named = _FLAG_CONSTANT.search(_last_name(node))
        if named is None:
            return None, False
        return _CAPITAL.sub("-", named[1] or named[2]).lower(), True

    def default(self, node: Node | None) -> str | None:
        """A default that stands in the call, or in a literal of the same file."""
        if node is not None and node.type == "argument_list" and node.named_child_count == 1:
            node = node.named_children[0]
        if node is not None and node.type in ("identifier", "selector_expression"):
            return self.constants.get(syntax.source_of(node))
        return go_source.literal_of(node)


def _declarations(root: Node, source: _Source) -> Iterator[Declaration]:
    # what is called on the result of a call stands around it, and so is met before it
    chains: dict[int, dict[str, Node]] = {}
    for node in syntax.descendants(root, {"call_expression", "composite_literal"}):
        if node.type == "composite_literal":
            declared = _literal(node, source)
        else:
            declared = _of_call(node, chains, source)
        if declared is not None:
            yield declared


def _of_call(call: Node, chains: dict[int, dict[str, Node]], source: _Source) -> Declaration | None:
    function, arguments = syntax.child(call, "function"), syntax.child(call, "arguments")
    if function is None or function.type != "selector_expression" or arguments is None:
        return None
    method = syntax.source_of(syntax.child(function, "field"))
    operand = syntax.child(function, "operand")
    stated = [each for each in arguments.named_children if each.type != "comment"]
    chained = chains.pop(call.id, {})
    if method == "Flag":
        return _kingpin(call, stated, chained, source)
    if operand is not None and operand.type == "call_expression":
        chained[method] = arguments
        chains[operand.id] = chained
    if method.endswith(("Var", "VarP", "VarPF")):
        return _bound(call, method, stated, source)
    is_set = _FLAG_SET.search(_last_name(operand))
    return _pflag(call, method, stated, source) if is_set else None


def _last_name(node: Node | None) -> str:
    """`Flags` of `cmd.Flags()`, `fs` of `o.fs`."""
    if node is not None and node.type == "call_expression":
        node = syntax.child(node, "function")
    if node is not None and node.type == "selector_expression":
        node = syntax.child(node, "field")
    return syntax.source_of(node) if node is not None and "identifier" in node.type else ""


def _kingpin(
    call: Node, stated: list[Node], chained: dict[str, Node], source: _Source
) -> Declaration | None:
    """`app.Flag("name", "help").Default("1").Required().StringVar(&x)`"""
    name = source.name(stated[0])[0] if len(stated) == 2 else None
    if name is None:
        return None
    listed = chained.get("Enum") or chained.get("EnumVar") or chained.get("Enums")
    return _flag(
        name,
        _words(stated[1]),
        source,
        call,
        default=source.default(chained.get("Default")),
        required="Required" in chained,
        hidden="Hidden" in chained,
        choices=_choices(syntax.children(listed)),
    )


def _bound(call: Node, method: str, arguments: list[Node], source: _Source) -> Declaration | None:
    """`fs.StringVarP(&x, "name", "n", 1, "help")`, or `b.StringVar("name", "help", 1, &x)`."""
    if len(arguments) < 2:
        return None
    if arguments[0].type != "unary_expression" and go_source.string_of(arguments[0]) is not None:
        name, words, *rest = arguments
        default = rest[0] if len(rest) > 1 else None
        return _stated(call, [name, words], default, source, _choices(rest[2:]))
    stated = arguments[1:]
    between = stated[2:-1] if method.endswith(("P", "PF")) else stated[1:-1]
    return _stated(call, stated, between[0] if between else None, source)


def _pflag(call: Node, method: str, arguments: list[Node], source: _Source) -> Declaration | None:
    """`fs.StringP("name", "n", "default", "help")` and its sisters of other types."""
    shape = _METHOD.fullmatch(method)
    if shape is None or not _TYPES.fullmatch(shape[1]):
        return None
    between = arguments[2:-1] if shape[2] else arguments[1:-1]
    return _stated(call, arguments, between[0] if between else None, source)


def _stated(
    call: Node,
    stated: list[Node],
    default: Node | None,
    source: _Source,
    choices: tuple[str, ...] | None = None,
) -> Declaration | None:
    """A flag from its name, which comes first, and its help, which comes last."""
    if len(stated) < 2:
        return None
    name, inferred = source.name(stated[0])
    about = _words(stated[-1])
    if name is None or (inferred and not about):
        return None
    found = _flag(name, about, source, call, default=source.default(default), choices=choices)
    return replace(found, inferred=inferred) if found else None


def _choices(nodes: list[Node]) -> tuple[str, ...] | None:
    """Values that are listed as strings; one that is named may be any."""
    texts = [go_source.string_of(each) for each in nodes]
    return tuple(text for text in texts if text) or None if None not in texts else None


def _literal(literal: Node, source: _Source) -> Declaration | None:
    """`&cobra.Command{Use: "serve", …}` and `&cli.StringFlag{Name: "port", …}`"""
    type_ = syntax.source_of(syntax.child(literal, "type"))
    values = dict(go_source.elements(literal))
    if type_ == "cobra.Command":
        use = (go_source.string_of(values.get("Use")) or "").split()
        if not use or "Hidden" in values:
            return None
        about = _words(values.get("Short")) or _words(values.get("Long"))
        return _declared("cli_command", use[0], about, source, literal)
    if type_.startswith("cli.") and type_.endswith("Flag"):
        name = go_source.text_of(values.get("Name"), source.constants)
        if name is None or "Hidden" in values:
            return None
        required = syntax.source_of(values.get("Required")) == "true"
        default = source.default(values.get("Value"))
        about = _words(values.get("Usage"))
        return _flag(name, about, source, literal, default=default, required=required)
    return None


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
    source: _Source,
    node: Node,
    *,
    default: str | None = None,
    required: bool = False,
    hidden: bool = False,
    choices: tuple[str, ...] | None = None,
) -> Declaration | None:
    if hidden or not _FLAG_NAME.fullmatch(name):
        return None
    if not default and _SAYS_REQUIRED.search(about):
        default, required = None, True
    found = _declared("cli_flag", f"--{name}", about, source, node)
    return replace(found, default=default, required=required, choices=choices)


def _declared(kind: str, name: str, about: str, source: _Source, node: Node) -> Declaration:
    return Declaration(
        kind=kind,
        name=name,
        scope=dirname(source.path),
        path=source.path,
        line=syntax.line_of(node),
        documentation=about,
        documented_by="help text" if about else None,
        deprecated=about.lower().startswith(("deprecated", "(deprecated", "[deprecated")),
    )
