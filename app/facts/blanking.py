"""Takes out of a page what stands between two marks, and leaves every line where it was."""

from collections.abc import Iterable


def blanked(text: str, marks: Iterable[tuple[str, str]]) -> str:
    """The text without what stands between an opening and a closing mark, line breaks kept.

    What is never closed goes on to the end, as GitHub shows it.
    """
    for opening, closing in marks:
        text = _without(text, opening, closing)
    return text


def _without(text: str, opening: str, closing: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := text.find(opening, at)) >= 0:
        end = text.find(closing, start)
        stop = len(text) if end < 0 else end + len(closing)
        parts += text[at:start], "\n" * text.count("\n", start, stop)
        at = stop
    return "".join([*parts, text[at:]])
