"""Library charts of Helm: the named templates that other charts include."""

from posixpath import dirname

from app.facts import paths
from app.facts.change import Version
from app.facts.helm_values import composed
from app.facts.surface import Declaration
from app.facts.yaml_text import text_at
from app.lazy_re import regex

_DEFINITION = regex(r"\{\{-?[ \t]{0,8}define[ \t]{1,8}[\"`]([^\"`\n]{1,200})[\"`]")


def reads(path: str) -> bool:
    """Templates, of which only a library's are there for others."""
    inside = "/templates/" in f"/{path}" and path.endswith((".tpl", ".yaml", ".yml"))
    return inside and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The description, which says whether the chart is a library, and the other templates."""
    return (_description(path), f"{dirname(path)}/")


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The templates that a library defines; a name with a mark in front is for the library."""
    chart = composed(version.text(_description(path)) or "")
    if text_at(chart, "type") != "library":
        return ()
    found: list[Declaration] = []
    line, at, scope = 1, 0, dirname(_description(path))
    for each in _DEFINITION.finditer(text):
        line += text.count("\n", at, each.start())
        if not each[1].rpartition(".")[2].startswith("_"):
            about = _comment(text[at : each.start()])
            found.append(_declared(each[1], about, scope, path, line))
        at = each.start()
    return tuple(found)


def _description(path: str) -> str:
    chart = f"/{path}".rpartition("/templates/")[0].removeprefix("/")
    return f"{chart}/Chart.yaml" if chart else "Chart.yaml"


def _comment(before: str) -> str:
    """The comment with which the text before a definition ends."""
    end = before.rstrip().removesuffix("}}").rstrip(" \t-")
    start = before.rfind("{{", 0, len(end))
    words = end[start:].lstrip("{- \t")
    if start < 0 or not (words.startswith("/*") and words.endswith("*/")):
        return ""
    return " ".join(words[2:-2].split())


def _declared(name: str, about: str, scope: str, path: str, line: int) -> Declaration:
    return Declaration(
        kind="helm_template",
        name=name,
        scope=scope,
        path=path,
        line=line,
        documentation=about,
        documented_by="comment" if about else None,
    )
