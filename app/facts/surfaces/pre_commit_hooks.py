"""Hooks for pre-commit: what repositories run before their commits, by its id."""

from dataclasses import replace
from posixpath import basename

from app.facts import inputs
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import YamlTrouble, compose, text_at

_HOOK = Words("hook")


def reads(path: str) -> bool:
    """The manifest at the top of a repository that offers hooks."""
    return path == basename(path) == ".pre-commit-hooks.yaml"


def neighbours(path: str) -> tuple[str, ...]:
    """The manifest explains itself; most say more in the README."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The hooks; a name that says more than the id explains it as well."""
    try:
        listed = compose(text)
    except YamlTrouble:
        return ()
    found = []
    for name, about in inputs.named(listed, "id"):
        hook = replace(_HOOK.declared(name, about, "", path), required=False)
        title = text_at(about, "name") or ""
        if not hook.documentation and " " in title:
            hook = replace(hook, documentation=title, documented_by="name")
        found.append(hook)
    return tuple(found)
