"""What was found in past changes, kept in the user's cache so that a run goes on where it ended.

A file holds what one version of the code found in one repository with one layout: a line for each
commit. Nothing in it is believed: a line that cannot be read is as good as none.
"""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError, create_model

import app
from app.analyse import Findings
from app.core.backtest import PastChange
from app.core.fact import Unknown
from app.facts import FACTS
from app.policies.surroundings import SURROUNDINGS

ROOM = 256_000_000
"""Bytes of all files together; the ones not written to for longest go first."""
LARGEST = ROOM // 4
"""Bytes of one file, after which nothing is added."""

_ROOMS = ("core", "facts", "git", "policies/surroundings.py", "advise/reading.py", "analyse.py")
"""Code on which findings depend."""
_CHANGE = TypeAdapter(PastChange)


def cache_folder() -> Path:
    """Where programs keep what they can do without; https://specifications.freedesktop.org."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "cowpath" / "findings"


class Kept:
    """The findings in one repository under one outlook."""

    def __init__(self, folder: Path, repository: str, outlook: str) -> None:
        """`repository` names the clone: its folder and where it came from."""
        name = sha256(f"{version_of_the_code()}\0{repository}\0{outlook}".encode()).hexdigest()
        self._file = folder / f"{name[:32]}.jsonl"
        self._lines: dict[str, bytes] = {}
        self._size = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _make_room(folder)
            self._read()
        except OSError:
            self._size = LARGEST  # a cache that cannot be used is none, and no reason to stop

    def get(self, commit: str) -> bytes | None:
        """What was found in a commit, packed."""
        return self._lines.get(commit)

    def put(self, commit: str, packed: bytes) -> None:
        """Keep it from this moment on, whatever ends the run."""
        line = b"%s %s\n" % (commit.encode(), packed)
        self._size += len(line)
        if self._size > LARGEST:
            return
        try:
            with self._file.open("ab") as file:
                file.write(line)
        except OSError:
            self._size = LARGEST

    def _read(self) -> None:
        if not self._file.exists():
            return
        content = self._file.read_bytes()
        self._size = len(content)
        for line in content.split(b"\n"):
            commit, _, packed = line.partition(b" ")
            self._lines[commit.decode(errors="replace")] = packed
        if not content.endswith(b"\n"):  # the last run was cut short within a line
            with self._file.open("ab") as file:
                file.write(b"\n")


def pack(change: PastChange, findings: Findings) -> bytes:
    """Findings on one line."""
    facts, around = _models()
    values = (
        _CHANGE.dump_json(change),
        facts.model_construct(None, **findings.facts).model_dump_json().encode(),
        around.model_construct(None, **findings.surroundings).model_dump_json().encode(),
        TypeAdapter(tuple[str, ...]).dump_json(findings.not_looked_at),
    )
    return b"\t".join(values)  # JSON writes its tabs and new lines in another way


def unpack(packed: bytes) -> tuple[PastChange, Findings] | None:
    """What `pack` packed; None where it is anything else."""
    facts, around = _models()
    try:
        change, found, surrounding, left_out = packed.split(b"\t")
        return _CHANGE.validate_json(change), Findings(
            dict(facts.model_validate_json(found)),
            dict(around.model_validate_json(surrounding)),
            TypeAdapter(tuple[str, ...]).validate_json(left_out),
        )
    except (ValueError, ValidationError):
        return None


@cache
def _models() -> tuple[type[BaseModel], type[BaseModel]]:
    """The shapes of all facts, and of what surrounds them."""
    facts: dict[str, Any] = {name: (fact.returns | Unknown, ...) for name, fact in FACTS.items()}
    around: dict[str, Any] = {
        name: (hint | Unknown, ...) for name, (hint, _) in SURROUNDINGS.items()
    }
    return create_model("KeptFacts", **facts), create_model("KeptSurroundings", **around)


@cache
def version_of_the_code() -> str:
    """Another one as soon as the code that finds facts is another."""
    here = Path(app.__file__).parent
    digest = sha256()
    for room in _ROOMS:
        place = here / room
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _make_room(folder: Path) -> None:
    """Remove what was not used for longest until the rest fits."""
    files = [(file.stat(), file) for file in folder.glob("*.jsonl")]
    left = ROOM - LARGEST
    for found, file in sorted(files, key=lambda one: one[0].st_mtime, reverse=True):
        left -= found.st_size
        if left < 0:
            file.unlink(missing_ok=True)
