"""Python hooks and events: what a package declares so that others can plug in or listen.

The shapes that frameworks share: a class derived from a `…Filter`, `…Hook` or `…Event` that states
its own type; a constant made by calling a `…Signal` or `…Event`; a function marked as the
specification of a hook; and the classes that carry an event's data.
"""

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from tree_sitter import Node

from app.facts import python_source, python_types, syntax
from app.facts.change import Version
from app.facts.python_source import Definition
from app.facts.surface import Declaration
from app.lazy_re import regex

_HOOK_BASE = regex(r"(?:Filter|Hook|Action)$")
_EVENT_BASE = regex(r"(?:Event|Signal)$")
_TYPE_ATTRIBUTE = regex(r"(?:filter|hook|action|event|signal)_(?:type|name)$")
_DATA_DECORATORS = frozenset(
    {"dataclass", "define", "frozen", "attrs", "s", "mutable", "dataclasses"}
)
_DATA_MODULES = ("data.py", "payloads.py", "schemas.py")
_NAME = regex(r"\w+")
_SIGNAL_MODULES = ("signals.py", "events.py")


def reads(path: str) -> bool:
    """Modules that others may import."""
    return python_source.is_open(path)


def neighbours(path: str) -> tuple[str, ...]:
    """For classes of data, the signals beside them that say which are an event's data."""
    if basename(path) not in _DATA_MODULES:
        return ()
    return tuple(f"{dirname(path)}/{name}".lstrip("/") for name in _SIGNAL_MODULES)


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Hooks, events, and the fields of the data that events carry."""
    if syntax.is_generated(text):
        return ()
    root = syntax.parse("python", text)
    scope = python_source.package_of(path, version)
    found = [d for d in _classes(root, path, scope) if not d.name.startswith("_")]
    found += _signals(root, path, scope)
    found += _specifications(root, path, scope)
    found += _data(root, path, scope, version)
    return tuple(found)


def _classes(root: Node, path: str, scope: str) -> Iterator[Declaration]:
    for definition in python_source.definitions(root, "class_definition"):
        kind = _kind_of(definition)
        types = {
            name: python_source.string_of(value)
            for name, value, _ in python_source.assignments(definition.body)
            if _TYPE_ATTRIBUTE.search(name)
        }
        declared = next((text for text in types.values() if text), None)
        if kind and declared:
            yield _declared(kind, definition, path, scope, declared)


def _kind_of(definition: Definition) -> str | None:
    if any(_HOOK_BASE.search(base) for base in definition.bases):
        return "hook"
    return "event" if any(_EVENT_BASE.search(base) for base in definition.bases) else None


def _declared(
    kind: str, definition: Definition, path: str, scope: str, type_: str | None = None
) -> Declaration:
    return Declaration(
        kind=kind,
        name=definition.name,
        scope=scope,
        path=path,
        line=definition.line,
        type=type_,
        documentation=definition.documentation,
        documented_by="docstring" if definition.documentation else None,
    )


def _signals(root: Node, path: str, scope: str) -> Iterator[Declaration]:
    """Constants such as `ORDER_PLACED = PublicSignal(event_type="…", data={…})`."""
    comments = syntax.comments_among(root)
    for name, value, statement in python_source.assignments(root):
        if value.type != "call" or name.startswith("_"):
            continue
        if not _EVENT_BASE.search(python_source.last_name(value)):
            continue
        named = python_source.keywords(value)
        stated = next((v for key, v in named.items() if _TYPE_ATTRIBUTE.search(key)), None)
        text = comments.of(statement)
        yield Declaration(
            kind="event",
            name=name,
            scope=scope,
            path=path,
            line=syntax.line_of(statement),
            type=python_source.string_of(stated),
            documentation=text,
            documented_by="comment" if text else None,
            output=True,
        )


def _specifications(root: Node, path: str, scope: str) -> Iterator[Declaration]:
    """Functions marked `@hookspec`, also inside a class of specifications."""
    markers = {"hookspec"} | {
        name
        for name, value, _ in python_source.assignments(root)
        if value.type == "call" and python_source.last_name(value) == "HookspecMarker"
    }
    blocks = [root, *(each.body for each in python_source.definitions(root, "class_definition"))]
    for block in blocks:
        for function in python_source.definitions(block, "function_definition"):
            if any(python_source.last_name(each) in markers for each in function.decorators):
                given = python_source.signature(function.node)
                yield _declared("hook", function, path, scope, given)


# The data that events carry -----------------------------------------------------------------------


def _data(root: Node, path: str, scope: str, version: Version) -> Iterator[Declaration]:
    """The fields of data classes that events beside or in this module mention."""
    texts = [version.text(each) or "" for each in neighbours(path)]
    mentioned = set(re.findall(r"\w+", " ".join(texts)))
    classes = {
        definition.name: definition
        for definition in python_source.definitions(root, "class_definition")
        if _DATA_DECORATORS.intersection(map(python_source.last_name, definition.decorators))
    }
    waiting = [name for name in classes if name in mentioned]
    carried: dict[str, Definition] = {}
    while waiting:
        name = waiting.pop()
        if name in classes and name not in carried:
            carried[name] = classes[name]
            # the data of an event may hold other data
            waiting += re.findall(r"\w+", syntax.source_of(classes[name].body))
    for definition in carried.values():
        yield from _data_fields(definition, path, scope)


def _data_fields(definition: Definition, path: str, scope: str) -> Iterator[Declaration]:
    if definition.body is None:
        return
    mentions, comments = _mentions(definition.documentation), syntax.comments_among(definition.body)
    for statement in syntax.children(definition.body, "expression_statement"):
        for field in syntax.children(statement, "assignment"):
            left, value = syntax.child(field, "left"), syntax.child(field, "right")
            name = syntax.source_of(left)
            if left is None or left.type != "identifier" or name.startswith("_"):
                continue
            default = _default(value)
            mention = mentions.get(name, "")
            text = mention or comments.above(statement)
            yield Declaration(
                kind="event_data_field",
                name=f"{definition.name}.{name}",
                scope=scope,
                path=path,
                line=syntax.line_of(field),
                type=_type(field, value),
                default=default,
                required=default is None,
                documentation=text,
                documented_by=("docstring" if mention else "comment") if text else None,
                output=True,
                part_of=definition.name,
            )


def _default(value: Node | None) -> str | None:
    if value is None:
        return None
    if value.type == "call" and python_source.last_name(value) in (
        "ib",
        "field",
        "attrib",
        "Field",
    ):
        named = python_source.keywords(value)
        return syntax.normalised(named.get("default") or named.get("factory"))
    return syntax.normalised(value)


def _type(field: Node, value: Node | None) -> str | None:
    written = syntax.normalised(syntax.child(field, "type"))
    if written is None and value is not None and value.type == "call":
        written = syntax.normalised(python_source.keywords(value).get("type"))
    return python_types.spelled(written) if written else None


def _mentions(documentation: str) -> dict[str, str]:
    """What a class's docstring says of its attributes, as in `size (int): how big`."""
    found: dict[str, str] = {}
    for line in documentation.splitlines():
        words = line.strip().lstrip("*-: ").removeprefix("param ").lstrip("`")
        if name := _NAME.match(words):
            rest = words[name.end() :]
            found.setdefault(name[0], rest.partition(":")[2].strip() or rest.strip("` -"))
    return found
