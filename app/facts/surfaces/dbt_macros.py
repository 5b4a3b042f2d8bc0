"""Packages of dbt: the macros that models elsewhere call."""

from collections.abc import Iterator, Mapping
from posixpath import dirname

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.parameters import Parameter
from app.facts.surface import Declaration
from app.facts.yaml_text import text_at
from app.lazy_re import regex

_MACRO = regex(r"\{%-?[ \t]{0,8}macro[ \t]{1,8}([A-Za-z]\w{0,150})[ \t]{0,8}\(([^{}%]{0,2000})\)")
_INNER = regex(r"[A-Za-z0-9]{1,40}__")
"""How the name of a variant for one database begins; the macro without it is what is called."""
_PROJECT = "dbt_project.yml"
_PAGES = ("schema.yml", "macros.yml", "_macros.yml", "properties.yml")


def reads(path: str) -> bool:
    """Macros lie in a folder of that name."""
    inside = "macros" in path.split("/")[:-1]
    return inside and path.endswith(".sql") and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The project, and the files beside the macro in which macros are explained."""
    folder, above = dirname(path), path.partition("macros/")[0]
    return (f"{above}{_PROJECT}", *(f"{folder}/{page}" for page in _PAGES))


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The macros that a file defines; a name with a mark in front is for the package alone."""
    project = neighbours(path)[0]
    if project not in version.paths:
        return ()
    words = dict(_explained(path, version))
    return tuple(_declarations(path, dirname(project), text, words))


def _explained(path: str, version: Version) -> Iterator[tuple[str, str]]:
    for page in neighbours(path)[1:]:
        for document in inputs.documents(version.text(page) or "", "macros"):
            for name, about in inputs.named(document.get("macros")):
                yield name.text, " ".join((text_at(about, "description") or "").split())


def _declarations(
    path: str, scope: str, text: str, words: Mapping[str, str]
) -> Iterator[Declaration]:
    line, at = 1, 0
    for found in _MACRO.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        name = found[1]
        if _INNER.match(name):
            continue
        about = words.get(name, "")
        yield Declaration(
            kind="dbt_macro",
            name=name,
            scope=scope,
            path=path,
            line=line,
            parameters=tuple(_parameters(found[2])),
            documentation=about,
            documented_by="description" if about else None,
        )


def _parameters(written: str) -> Iterator[Parameter]:
    for each in written.split(","):
        name, given, default = (part.strip() for part in each.partition("="))
        if name.isidentifier():
            yield Parameter(name, not given, default or None)
