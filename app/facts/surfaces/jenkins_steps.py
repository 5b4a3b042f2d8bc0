"""Shared libraries of Jenkins: the steps that pipelines call, each a script of its name."""

import re
from posixpath import splitext

from app.facts import paths
from app.facts.change import Version
from app.facts.parameters import Parameter
from app.facts.surface import Declaration
from app.lazy_re import regex

_STEP = regex(r"vars/[A-Za-z]\w{0,100}\.groovy")
_CALL = regex(r"^(?:def|void|[A-Z]\w{0,60})[ \t]+call[ \t]*\(([^(){}]{0,2000})\)", re.MULTILINE)
_COMMENT = regex(r"/\*\*?((?:[^*]|\*(?!/)){0,4000})\*/|//(.{0,400})")
_LONGEST_HEAD = 20_000
"""Characters at the beginning, among which the step is defined."""


def reads(path: str) -> bool:
    """Where Jenkins looks for steps: only at the top, and under a name that can be called."""
    return bool(_STEP.fullmatch(path)) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The text that Jenkins shows as the step's help."""
    return (f"{splitext(path)[0]}.txt",)


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The step, with what it takes."""
    defined = _CALL.search(text[:_LONGEST_HEAD])
    if defined is None:
        return ()
    help_ = (version.text(neighbours(path)[0]) or "").strip()
    about = help_ or _comment_above(text, defined.start())
    where = "help text" if help_ else "comment"
    return (
        Declaration(
            kind="pipeline_step",
            name=splitext(path)[0].rpartition("/")[2],
            scope="",
            path=path,
            line=text.count("\n", 0, defined.start()) + 1,
            parameters=tuple(_parameters(defined[1])),
            documentation=about,
            documented_by=where if about else None,
        ),
    )


def _comment_above(text: str, place: int) -> str:
    """The last comment before the step, where nothing but space parts them."""
    words = ""
    for found in _COMMENT.finditer(text, 0, place):
        if text[found.end() : place].isspace():
            lines = (line.strip(" \t*") for line in (found[1] or found[2] or "").splitlines())
            words = " ".join(filter(None, lines))
    return words


def _parameters(written: str) -> list[Parameter]:
    """`String name, Map settings = [:]`"""
    found = []
    for each in written.split(","):
        left, given, default = each.partition("=")
        words = left.split()
        if words and words[-1].isidentifier():
            found.append(Parameter(words[-1], not given, default.strip() or None))
    return found
