"""Types of Python in one spelling, whatever version and import style they are written in."""

import re

from app.lazy_re import regex

_LONGEST = 500
"""Characters of a type that is spelled anew; a longer one stays as it is."""
_MOST_LEVELS = 5
_QUALIFIER = regex(r"\b(?:[A-Za-z_]\w{0,60}\.){1,6}(?=[A-Za-z_])")
_UNION = regex(r"\b(Optional|Union)\[((?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*)\]")
_GENERIC = regex(r"\b(?:List|Dict|Set|FrozenSet|Tuple|Type)\b(?=\[)")


def spelled(written: str) -> str:
    """`t.Optional[List[str]]` and `"None | list[str]"` are both `None|list[str]`."""
    if len(written) > _LONGEST:
        return written
    text = _QUALIFIER.sub("", written.strip("\"'")).replace(" ", "")
    text = _GENERIC.sub(lambda name: name[0].lower(), text)
    for _ in range(_MOST_LEVELS):
        text, found = _UNION.subn(_alternatives, text)
        if not found:
            break
    return "|".join(sorted(_parts(text, "|")))


def without_none(type_: str) -> str:
    """A type as it is spelled, of which None is no part."""
    return "|".join(part for part in _parts(type_, "|") if part != "None")


def _alternatives(union: re.Match[str]) -> str:
    return "|".join([*_parts(union[2], ","), *["None"] * (union[1] == "Optional")])


def _parts(text: str, sign: str) -> list[str]:
    """What stands between the signs that are in no brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "[(") - (character in "])")
        if character == sign and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part]
