"""Keys that stand in YAML as comments, by the place where they would stand without the mark.

A chart shows what can be set as `# retries: 3` long before somebody takes the mark away; users knew
it, and a template read it.
"""

from functools import lru_cache

from app.facts.change import Change
from app.facts.surface import Declaration
from app.lazy_re import regex

_KEY = regex(r"([ \t]{0,80})(#{0,4})( {0,40})([\w.\-/\"']{1,100}):(?:\s|$)")

_Place = tuple[int, str]
"""The column of a key and its full name."""


def stood_as_comment(change: Change, declared: Declaration) -> bool:
    """Whether a value of a chart stood at its place before, commented out."""
    if declared.kind != "helm_value" or declared.inferred:
        return False
    text = change.before.text(declared.path)
    return text is not None and declared.name in commented_out(text)


@lru_cache(maxsize=16)
def commented_out(text: str) -> frozenset[str]:
    """The full names of the keys that are commented out."""
    live: list[_Place] = []
    marked: list[_Place] = []
    found: set[str] = set()
    for key in filter(None, map(_KEY.match, text.splitlines())):
        indent, mark, gap, name = key.groups()
        column = len(indent) + (max(len(gap) - 1, 0) if mark else len(gap))
        if mark:
            _enter(marked, column, name, _name_above(live, column))
            found.add(marked[-1][1])
        else:
            marked.clear()
            _enter(live, column, name, "")
    return frozenset(found)


def _enter(places: list[_Place], column: int, name: str, outside: str) -> None:
    """Leaves what stands no less deep, and stands below the rest, or below what is outside."""
    while places and places[-1][0] >= column:
        places.pop()
    above = places[-1][1] if places else outside
    plain = name.strip("\"'")
    places.append((column, f"{above}.{plain}" if above else plain))


def _name_above(places: list[_Place], column: int) -> str:
    """The full name of the nearest key that stands less deep; empty at the top."""
    return next((name for deep, name in reversed(places) if deep < column), "")
