"""The lines that a change truly adds to a file or takes from it; lines that only moved are neither.

Lines are compared with all white space made one, so that what was sorted, aligned or wrapped in a
block is unchanged. Work is in proportion to the texts.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.core.pull_request import ChangedFile, Content, NotRead


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file with its white space made one."""

    number: int
    text: str


def added_lines(file: ChangedFile) -> tuple[Line, ...]:
    """The lines that are in the file after the change and were not before."""
    return _surplus(file.after, file.before)


def removed_lines(file: ChangedFile) -> tuple[Line, ...]:
    """The lines that were in the file before the change and are not after."""
    return _surplus(file.before, file.after)


def removed_texts(files: Iterable[ChangedFile]) -> list[str]:
    """The texts of all lines that files lose; one that is added elsewhere has only moved."""
    return [line.text for file in files for line in removed_lines(file)]


@lru_cache(maxsize=64)
def _surplus(here: Content, there: Content) -> tuple[Line, ...]:
    """The lines of a text that another lacks; several facts ask for those of the same file."""
    if not isinstance(here, str) or isinstance(there, NotRead):
        return ()
    surplus = []
    left = Counter(" ".join(line.split()) for line in (there or "").split("\n"))
    for number, raw in enumerate(here.split("\n"), 1):
        text = " ".join(raw.split())
        if not text:
            continue
        if left[text] > 0:
            left[text] -= 1
        else:
            surplus.append(Line(number, text))
    return tuple(surplus)
