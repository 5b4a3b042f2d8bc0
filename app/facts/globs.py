"""Globs in the manner of `.gitignore`, matched in linear time whatever the pattern and the path.

    *.tf            files of that ending, anywhere
    docs/           everything below a folder of that name, anywhere
    /docs           a file or folder at the top, and everything below it
    modules/*/x.md  a slash inside anchors a pattern at the top; `*` and `?` never cross a slash
    modules/**      everything below; `**/` is any number of folders, none included
    !*.lock         takes back what earlier patterns matched; the last match decides

Brackets stand for themselves, as in CODEOWNERS: paths such as `app/[id]/page.tsx` are common and
classes of characters are not.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Any

import re2

from app.lazy_re import regex


def matches(patterns: Iterable[str], path: str) -> bool:
    """Whether the patterns together take in a path; the last one that matches decides."""
    readable = _utf8(path)
    for takes_in, expression in _compiled(tuple(patterns)):
        if expression is not None and expression.fullmatch(readable):
            return takes_in
    return False


@lru_cache(maxsize=512)
def _compiled(patterns: tuple[str, ...]) -> tuple[tuple[bool, Any], ...]:
    """One expression for each run of patterns of the same sign, last run first."""
    written = [_utf8(pattern) for pattern in patterns if pattern.strip("!/")]
    runs = [
        (takes_in, _expression("|".join(_translated(p.removeprefix("!")) for p in run)))
        for takes_in, run in groupby(written, key=lambda pattern: not pattern.startswith("!"))
    ]
    return tuple(reversed(runs))


def _expression(source: str) -> Any:
    """The compiled expression; `None`, which matches nothing, where RE2 finds it too large."""
    options = re2.Options()
    options.log_errors = False
    options.dot_nl = True
    options.max_mem = 1 << 26
    try:
        return re2.compile(source, options)
    except re2.error:
        return None


def _utf8(text: str) -> str:
    """Without the halves of characters that git's paths may hold and RE2 refuses."""
    return text.encode(errors="replace").decode()


_PIECE = regex(r"\\.|\*+|\?|/|[^\\*?/]+|\\", re.DOTALL)
_NAME = "[^/]*"


def _translated(pattern: str) -> str:
    anchored = "/" in pattern.rstrip("/")
    folder_only = pattern.endswith("/")
    steps = [step for step in pattern.split("/") if step]
    source = "" if anchored else "(?:.*/)?"
    for position, step in enumerate(steps):
        last = position == len(steps) - 1
        if step == "**":
            # at the end: anything below; before that: any number of folders
            source += ".+" if last else "(?:.*/)?"
        else:
            source += _step(step) + ("" if last else "/")
    if steps[-1] == "**":
        return source
    return source + ("/.*" if folder_only else "(?:/.*)?")


def _step(step: str) -> str:
    """The expression for what stands between two slashes."""
    parts = []
    for piece in _PIECE.findall(step):
        if piece.startswith("*"):
            parts.append(_NAME)
        elif piece == "?":
            parts.append("[^/]")
        else:
            parts.append(re2.escape(piece[1:] if piece.startswith("\\") and piece[1:] else piece))
    return "".join(parts)
