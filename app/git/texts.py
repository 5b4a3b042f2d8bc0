"""Reads the texts of files, after a look at their kind and size."""

from collections.abc import Sequence

from app.core.pull_request import LARGEST_FILE, Content, NotRead
from app.git.plumbing import Entry, Git

LARGEST_CHANGE = 32_000_000
"""Bytes of text read at once, for all files together."""

NOT_HERE = NotRead("this clone does not hold it")
"""Stands for a file that a partial clone left behind."""

_NOT_FILES = {"120000": "it is a symbolic link", "160000": "it is a submodule"}


def read_texts(git: Git, entries: Sequence[Entry]) -> dict[Entry, Content]:
    """The text of each file, or why it was not read."""
    files = [entry for entry in dict.fromkeys(entries) if entry.mode not in _NOT_FILES]
    ids = list(dict.fromkeys(entry.id for entry in files))
    sizes = git.sizes(ids) if ids else {}
    affordable = _affordable(ids, sizes)
    contents = git.blobs(affordable) if affordable else {}
    return {entry: _content(entry, sizes, contents) for entry in entries}


def _affordable(ids: Sequence[str], sizes: dict[str, int]) -> list[str]:
    """The objects to read, first come first served."""
    left = LARGEST_CHANGE
    chosen: list[str] = []
    for object_id in ids:
        size = sizes.get(object_id, LARGEST_FILE + 1)
        if size <= min(LARGEST_FILE, left):
            left -= size
            chosen.append(object_id)
    return chosen


def _content(entry: Entry, sizes: dict[str, int], contents: dict[str, bytes]) -> Content:
    if entry.mode in _NOT_FILES:
        return NotRead(_NOT_FILES[entry.mode])
    if entry.id not in sizes:
        return NOT_HERE
    if sizes[entry.id] > LARGEST_FILE:
        return NotRead(f"it is larger than {LARGEST_FILE:,} bytes")
    if entry.id not in contents:
        return NotRead("the change as a whole is too large to be read")
    return _text(contents[entry.id])


def _text(content: bytes) -> Content:
    if b"\0" in content:
        return NotRead("it is not text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return NotRead("it is not text in UTF-8")
