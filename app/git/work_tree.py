"""What a work tree holds beside its last commit.

Git itself would run the programs that a clone's settings name as filters, so its index is asked
what it knows of each file, and files are compared with that here.
"""

import os
import re
from collections.abc import Iterator
from hashlib import sha1, sha256
from pathlib import Path
from stat import S_ISREG

from app.core.pull_request import LARGEST_FILE
from app.git.plumbing import Git

_NOT_THERE = 128
"""How git ends where there is no work tree, or where the head is no commit yet."""
_INDEXED = re.compile(
    rb"100[0-7]{3} ([0-9a-f]+) 0\t([^\0]*)\0"
    rb"  ctime: [0-9:]+\n  mtime: ([0-9]+):([0-9]+)\n"
    rb"  dev: .*\n  uid: .*\n  size: ([0-9]+)\tflags: [0-9a-f]+\n"
)


def uncommitted(git: Git) -> int:
    """How many files that git knows are not as the last commit has them."""
    top = git.run("rev-parse", "--show-toplevel", expected=(0, _NOT_THERE)).rstrip(b"\n")
    if not top:
        return 0
    whole = Git(os.fsdecode(top))
    staged = _list(whole, "diff-index", "--cached", "--name-only", "-z", "HEAD")
    return len({*staged.split(b"\0"), *_edited(whole)} - {b""})


def _edited(git: Git) -> Iterator[bytes]:
    """Files that are there and not as the index has them."""
    for entry in _INDEXED.finditer(_list(git, "ls-files", "--stage", "--debug", "-z")):
        known, path, seconds, nanoseconds, size = entry.groups()
        time = int(seconds) * 1_000_000_000 + int(nanoseconds)
        if _differs(Path(git.directory) / os.fsdecode(path), known.decode(), time, int(size)):
            yield path


def _differs(file: Path, known: str, time: int, size: int) -> bool:
    """Whether a file is another than it was when git last looked, by its contents in doubt."""
    try:
        there = file.lstat()
        if not S_ISREG(there.st_mode) or (there.st_size, there.st_mtime_ns) == (size, time):
            return False
        return there.st_size != size or (
            size <= LARGEST_FILE and _id(file.read_bytes(), len(known)) != known
        )
    except OSError:
        return False  # gone meanwhile, or left out of a sparse work tree


def _id(content: bytes, length: int) -> str:
    """The id that git gives to a content."""
    kind = sha1 if length == 40 else sha256
    return kind(b"blob %d\0%s" % (len(content), content)).hexdigest()


def _list(git: Git, *words: str) -> bytes:
    return git.run(*words, expected=(0, _NOT_THERE))
