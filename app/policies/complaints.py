"""Adds the remedy to what CEL complains about, for authors who have not met CEL before."""

from collections.abc import Callable, Iterable

from app.lazy_re import regex
from app.policies.cel import in_words
from app.policies.functions import FUNCTIONS
from app.policies.shapes import did_you_mean

_UNDECLARED = regex(r"undeclared reference to '([^']*)'")
_NO_FIELD = regex(r"undefined field '([^']*)' not found in struct '([^']*)'")
_NO_OVERLOAD = regex(r"no matching overload for '([^']*)'")
_CONTAINER = " (in container '')"

_CALLED_HERE = {
    "any": "exists",
    "includes": "contains",
    "len": "size",
    "length": "size",
    "lower": "lowerAscii",
    "strip": "trim",
    "toLowerCase": "lowerAscii",
    "toUpperCase": "upperAscii",
    "upper": "upperAscii",
    "False": "false",
    "None": "null",
    "True": "true",
}
"""What CEL calls things that go by other names in other languages."""

_REMEDIES = tuple(
    (regex(pattern), remedy)
    for pattern, remedy in (
        (r"'_[<>]=?_' applied to '\(list\(", "`list.size()` counts a list."),
        (r"'contains' applied to '\(list\(", "`text in list` asks a list for a text."),
        (r"'@in' applied to '\(string, string\)", "`text.contains(part)` asks a text."),
        (
            r"'(?:contains|startsWith|endsWith)' applied to '\(string, list\(",
            "`list.exists(x, text.contains(x))` tries each of a list.",
        ),
        (
            r"type 'list\(.*cannot be the operand of a select",
            "A list has no fields: `list.exists(x, …)` asks its entries, `list.size()` counts.",
        ),
    )
)
"""For complaints about types: what was probably meant."""

_OTHER_OPERATORS = regex(r"\b(?:and|or|not)\b|[^=!<>]=[^=>]")


def explained(
    message: str, source: str, names: Iterable[str], fields: Callable[[str], Iterable[str]]
) -> str:
    """A complaint with what may have been meant.

    `source` is the expression or the text around it, `names` what it may mention, and `fields`
    gives the fields of a struct by its name.
    """
    message = message.replace(_CONTAINER, "").rstrip(".")
    remedy = _remedy(message, source, names, fields)
    return f"{message.replace('cowpath.', '')}.{remedy}"


def _remedy(
    message: str, source: str, names: Iterable[str], fields: Callable[[str], Iterable[str]]
) -> str:
    """A sentence with a space before it; empty where nothing can be said."""
    if unknown := _UNDECLARED.search(message):
        here = _CALLED_HERE.get(unknown[1])
        return f" CEL has `{here}`." if here else did_you_mean(unknown[1], names)
    if unknown := _NO_FIELD.search(message):
        return did_you_mean(unknown[1], fields(unknown[2]))
    if message.startswith("Syntax error") and _OTHER_OPERATORS.search(source):
        return " CEL writes `&&`, `||`, `!` and `==`."
    if misused := _NO_OVERLOAD.search(message):
        for function in FUNCTIONS:
            if function.name == misused[1]:
                takes = ", ".join(in_words(parameter) for parameter in function.parameters)
                return f" `{function.name}` takes ({takes})."
    return next((f" {remedy}" for found, remedy in _REMEDIES if found.search(message)), "")
