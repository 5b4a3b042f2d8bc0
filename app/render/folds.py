"""Folds and lists of Markdown pages."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Entry = TypeVar("Entry")

MOST_LISTED = 20
"""Entries of a list of things that were excused, could not be told or were left out."""


def folded(title: str, parts: Sequence[str]) -> list[str]:
    """Parts under a title that opens them; nothing where there are none."""
    if not parts:
        return []
    return [f"<details><summary>{title}</summary>", *parts, "</details>"]


def listed(entries: Sequence[Entry], written: Callable[[Entry], str] = str) -> list[str]:
    """A list of the first entries, written out, with how many more there are."""
    lines = [f"- {written(entry)}" for entry in entries[:MOST_LISTED]]
    if len(entries) > MOST_LISTED:
        lines.append(f"- and {len(entries) - MOST_LISTED} more")
    return ["\n".join(lines)] if lines else []


def fitting(parts: Iterable[str], room: int) -> list[str]:
    """The first parts that fit in so many bytes, whole; no more are made than one too many."""
    chosen: list[str] = []
    for part in parts:
        room -= size([part])
        if room < 0:
            break
        chosen.append(part)
    return chosen


def size(parts: Sequence[str]) -> int:
    """Bytes that parts take on a page, with the empty lines between them."""
    return sum(len(part.encode(errors="replace")) + 2 for part in parts)
