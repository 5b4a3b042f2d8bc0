"""Texts with `{{ CEL }}` in them: found and checked when loaded, filled when something is said."""

from dataclasses import dataclass
from typing import Any

from app.core.text import Segment, Text
from app.policies.cel import (
    Activation,
    BadExpression,
    Environment,
    Expression,
    Fault,
    NoAnswer,
    in_words,
)

LONGEST = 2_000
"""Characters of a text or condition that an author may write."""
MOST_SHOWN = 5
"""Entries of a list that are written out."""
LONGEST_SHOWN = 300
"""Characters of a single value that are kept."""

_YIELDS = ("STRING", "INT", "LIST<STRING>", "LIST<INT>")


@dataclass(frozen=True, slots=True)
class Template:
    """A text ready to be filled."""

    parts: tuple[str | Expression, ...]

    def fill(self, activation: Activation, longest: int = LONGEST_SHOWN) -> Text:
        """The text: its own words are ours, all that was read is theirs. Raises `NoAnswer`.

        At most so many characters of a single value are kept.
        """
        segments: list[Segment] = []
        for part in self.parts:
            if isinstance(part, str):
                segments.append(Segment(part, "ours"))
            else:
                segments.extend(_written_out(part.evaluate(activation), longest))
        return tuple(segments)


def template(text: str, environment: Environment) -> Template:
    """Compile what stands between the braces. Raises `BadExpression` with every fault."""
    parts: list[str | Expression] = []
    faults: list[Fault] = []
    done = 0
    while (start := text.find("{{", done)) >= 0:
        end = text.find("}}", start)
        if end < 0:
            faults.append(_fault(text, start, "This `{{` is never closed by `}}`."))
            break
        parts.append(text[done:start])
        try:
            parts.append(_placeholder(text[start + 2 : end], environment))
        except BadExpression as bad:
            faults.extend(_moved(fault, text, start + 2) for fault in bad.faults)
        done = end + 2
    if faults:
        raise BadExpression(tuple(faults))
    return Template(tuple(part for part in (*parts, text[done:]) if part != ""))


def _placeholder(source: str, environment: Environment) -> Expression:
    expression = environment.compile(source)
    if expression.type not in _YIELDS:
        message = (
            f"A placeholder must yield a string, an int or a list of these, not "
            f"{in_words(expression.type)}."
        )
        raise BadExpression((Fault(1, 1, message),))
    return expression


def _written_out(value: Any, longest: int) -> list[Segment]:
    """The segments of a value; the entries of a list stand apart, so that each can be marked."""
    if value is None:
        raise NoAnswer("a text needs something that is not known")
    if not isinstance(value, list):
        return [_theirs(value, longest)]
    shown = value[:MOST_SHOWN]
    segments: list[Segment] = []
    for position, entry in enumerate(shown):
        if position:
            last = position == len(value) - 1
            segments.append(Segment(" and " if last else ", ", "ours"))
        segments.append(_theirs(entry, longest))
    if len(value) > len(shown):
        segments.append(Segment(f" and {len(value) - len(shown)} more", "ours"))
    return segments


def _theirs(value: object, longest: int) -> Segment:
    text = str(value)
    return Segment(text if len(text) <= longest else f"{text[: longest - 1]}…", "theirs")


def _fault(text: str, offset: int, message: str) -> Fault:
    before = text[:offset]
    return Fault(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1, message)


def _moved(fault: Fault, text: str, offset: int) -> Fault:
    """A fault inside a placeholder as one inside the text around it."""
    start = _fault(text, offset, fault.message)
    column = fault.column + (start.column - 1 if fault.line == 1 else 0)
    return Fault(start.line + fault.line - 1, column, fault.message)
