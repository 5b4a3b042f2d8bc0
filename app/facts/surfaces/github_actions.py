"""GitHub actions and reusable workflows: inputs, outputs and secrets."""

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from app.facts.change import Version
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Scalar, YamlTrouble, compose, text_at
from app.lazy_re import regex

_LIST = regex(
    r"\b(?:valid|allowed|accepted|supported|possible)\b[^.:\n]{0,40}[:=]\s*(.{3,300})"
    r"|\bone of:?\s+(.{3,300})",
    re.IGNORECASE,
)
_QUOTED = regex(r"[`'\"]([^`'\"\s]{1,60})[`'\"]")
_TRUE = frozenset({"true", "yes", "on"})


def reads(path: str) -> bool:
    """Definitions of actions, and workflows, of which the reusable ones are a surface.

    What is called internal, or begins with a dot or an underscore, is the repository's own.
    """
    if basename(path).startswith((".", "_")) or "internal" in path.lower().split("/"):
        return False
    return basename(path) in ("action.yml", "action.yaml") or _is_workflow(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The page beside a workflow."""
    if not _is_workflow(path):
        return ()
    stem = path.rpartition(".")[0]
    name = basename(stem)
    return (f"{stem}.md", f"docs/{name}.md", f"docs/workflows/{name}.md")


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What callers set and read; nothing for a text that is no YAML."""
    try:
        top = compose(text)
    except YamlTrouble:
        return ()
    if not isinstance(top, Mapping):
        return ()
    return tuple(_of_workflow(path, top) if _is_workflow(path) else _of_action(path, top))


def _is_workflow(path: str) -> bool:
    return dirname(path) == ".github/workflows" and path.endswith((".yml", ".yaml"))


def _of_action(path: str, top: Mapping) -> Iterator[Declaration]:
    scope = dirname(path)
    if top.get("runs") is None:
        return
    for name, value in _entries(top.get("inputs")):
        yield _input("action_input", scope, path, name, value)
    for name, value in _entries(top.get("outputs")):
        yield _output("action_output", scope, path, name, value)


def _of_workflow(path: str, top: Mapping) -> Iterator[Declaration]:
    triggers = top.get("on")
    called = triggers.get("workflow_call") if isinstance(triggers, Mapping) else None
    if not isinstance(called, Mapping):
        return
    for name, value in _entries(called.get("inputs")):
        yield _input("workflow_call_input", path, path, name, value)
    for name, value in _entries(called.get("secrets")):
        yield _input("workflow_call_secret", path, path, name, value)
    for name, value in _entries(called.get("outputs")):
        yield _output("workflow_call_output", path, path, name, value)


def _entries(node: Node | None) -> Iterator[tuple[Scalar, Node]]:
    return iter(node.entries()) if isinstance(node, Mapping) else iter(())


def _input(kind: str, scope: str, path: str, name: Scalar, value: Node) -> Declaration:
    description = " ".join((text_at(value, "description") or "").split())
    deprecation = text_at(value, "deprecationMessage")
    required = (text_at(value, "required") or "").lower() in _TRUE
    return Declaration(
        kind=kind,
        name=name.text,
        scope=scope,
        path=path,
        line=name.line,
        type=text_at(value, "type"),
        default=_default(value),
        required=required,
        choices=_choices(description),
        documentation=description,
        documented_by="description" if description else None,
        deprecated=deprecation is not None
        or description.lower().startswith(("deprecated", "[dep")),
    )


def _output(kind: str, scope: str, path: str, name: Scalar, value: Node) -> Declaration:
    description = " ".join((text_at(value, "description") or "").split())
    return Declaration(
        kind=kind,
        name=name.text,
        scope=scope,
        path=path,
        line=name.line,
        documentation=description,
        documented_by="description" if description else None,
        output=True,
    )


def _default(value: Node) -> str | None:
    """The default; an empty one is what an input without default gives as well."""
    return text_at(value, "default") or None


def _choices(description: str) -> tuple[str, ...] | None:
    """The accepted values, where the description lists them; actions have no other place for it."""
    found = _LIST.search(description)
    values = _QUOTED.findall(found[1] or found[2]) if found else []
    return tuple(dict.fromkeys(values)) if len(values) > 1 else None
