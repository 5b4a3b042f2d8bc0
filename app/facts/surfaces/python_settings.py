"""Settings of Python programs: fields of settings classes, and settings announced in comments."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname

from tree_sitter import Node

from app.facts import python_source, syntax
from app.facts.change import Version
from app.facts.python_source import Definition
from app.facts.surface import Declaration
from app.lazy_re import regex

_MARKS = ("BaseSettings", "_name:", "Field(")
_CONFIGURATION = regex(r"(?:Config|Configuration|ConfigModel|ConfigMixin|ConfigurableResource)$")
"""Bases of classes whose objects are read from files that people write."""
_ANNOUNCED = regex(r"\.\. (?:setting|toggle)_name: *([\w.]+)")
_DESCRIBED = regex(r"\.\. (?:setting|toggle)_description: *(\S.*)")
_DEFAULT = regex(r"\.\. (?:setting|toggle)_default: *(\S.*)")


def reads(path: str) -> bool:
    """Modules, the private ones too: users set the names wherever they are read."""
    return python_source.is_installed(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A module explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Variables of settings classes; settings and toggles annotated for code-annotations."""
    if not any(mark in text for mark in _MARKS) or syntax.is_generated(text):
        return ()
    root = syntax.parse("python", text)
    found = list(_announced(root, path))
    for definition in python_source.definitions(root, "class_definition"):
        if "BaseSettings" in definition.bases:
            found += _fields(definition, path)
        elif any(map(_CONFIGURATION.search, (definition.name, *definition.bases))):
            found += _keys(definition, path)
    return tuple(found)


def _keys(definition: Definition, path: str) -> Iterator[Declaration]:
    """The fields that a class of configuration describes: `size: int = Field(description="…")`."""
    for statement in syntax.children(definition.body, "expression_statement"):
        for field in syntax.children(statement, "assignment"):
            value = syntax.child(field, "right")
            if value is None or python_source.last_name(value) != "Field":
                continue
            named, stated = python_source.keywords(value), python_source.positional(value)
            about = python_source.string_of(named.get("description")) or ""
            default = named.get("default") or next(iter(stated), None)
            name = python_source.string_of(named.get("alias")) or syntax.source_of(
                syntax.child(field, "left")
            )
            if about:
                declared = _declared(
                    "config_key",
                    f"{definition.name}.{name}",
                    path,
                    syntax.line_of(field),
                    about,
                    syntax.normalised(default),
                    required=default is None and "default_factory" not in named,
                )
                yield replace(declared, scope=dirname(path))


def _announced(root: Node, path: str) -> Iterator[Declaration]:
    """Each run of comments announces at most one: `.. setting_name: ACME_LIMIT`."""
    run: list[Node] = []
    for node in syntax.descendants(root, {"comment"}):
        if run and node.start_point.row != run[-1].end_point.row + 1:
            yield from _of_run(run, path)
            run = []
        run.append(node)
    yield from _of_run(run, path)


def _of_run(run: list[Node], path: str) -> Iterator[Declaration]:
    lines = [line for comment in run for line in syntax.comment_lines(comment)]
    names = ((number, _ANNOUNCED.match(line)) for number, line in enumerate(lines))
    number, name = next(((n, found[1]) for n, found in names if found), (0, ""))
    if name:
        about = next((found[1] for line in lines if (found := _DESCRIBED.match(line))), "")
        default = next((found[1] for line in lines if (found := _DEFAULT.match(line))), None)
        yield _declared("config_key", name, path, syntax.line_of(run[number]), about, default)


def _fields(definition: Definition, path: str) -> Iterator[Declaration]:
    """The variables that fill the fields of a class derived from `BaseSettings`."""
    if definition.body is None:
        return
    prefix = _prefix(definition)
    comments = syntax.comments_among(definition.body)
    for statement in syntax.children(definition.body, "expression_statement"):
        for field in syntax.children(statement, "assignment"):
            name, value = (
                syntax.source_of(syntax.child(field, "left")),
                syntax.child(field, "right"),
            )
            if syntax.child(field, "type") is None or name.startswith(("_", "model_config")):
                continue
            named = python_source.keywords(value) if value and value.type == "call" else {}
            about = python_source.string_of(named.get("description")) or comments.of(statement)
            default = named.get("default") if named else value
            yield _declared(
                "env_var",
                f"{prefix}{name}".upper(),
                path,
                syntax.line_of(field),
                about,
                syntax.normalised(default),
                required=value is None,
            )


def _prefix(definition: Definition) -> str:
    """`env_prefix` of the class's `SettingsConfigDict`."""
    for name, value, _ in python_source.assignments(definition.body):
        if name == "model_config" and value.type == "call":
            return python_source.string_of(python_source.keywords(value).get("env_prefix")) or ""
    return ""


def _declared(
    kind: str,
    name: str,
    path: str,
    line: int,
    about: str,
    default: str | None,
    *,
    required: bool = False,
) -> Declaration:
    return Declaration(
        kind=kind,
        name=name,
        # users know a setting by its name alone, wherever it is read
        scope="" if kind == "config_key" else dirname(path),
        path=path,
        line=line,
        default=default,
        required=required,
        documentation=about,
        documented_by="description" if about else None,
    )
