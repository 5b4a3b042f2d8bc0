"""Whether something is split off, not new: made of what the same change takes away elsewhere."""

from app.core.pull_request import ChangedFile
from app.facts.added import added_lines, removed_texts
from app.facts.change import Change
from app.facts.likeness import likeness, substance
from app.facts.paths import is_documentation, is_supporting, is_unread

MOSTLY = 0.5
"""The part of its text from which it counts as split off."""
FEWEST_LINES = 10
"""Fewer lines are alike by chance."""


def is_split_off(change: Change, place: str) -> bool:
    """Whether most of the new text in a folder, or in a file, is taken away elsewhere."""
    new = [file for file in change.files if _is_inside(file.path, place) and _is_text(file)]
    gone = [file for file in change.files if not _is_inside(file.path, place) and _is_text(file)]
    taken = removed_texts(gone)
    brought = [line.text for file in new for line in added_lines(file)]
    if min(len(taken), len(brought)) < FEWEST_LINES:
        return False
    return likeness(substance("\n".join(brought)), substance("\n".join(taken))) >= MOSTLY


def _is_inside(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}/")


def _is_text(file: ChangedFile) -> bool:
    path = file.path
    return not (is_documentation(path) or is_supporting(path) or is_unread(path))
