"""The oldest runtime that a published package supports; raising it leaves users behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename

from app.facts.change import Change
from app.facts.paths import is_supporting
from app.lazy_re import regex

_MINIMUM = {
    "setup.py": ("Python", regex(r"python_requires\s?=\s?['\"]>=\s?(\d+(?:\.\d+)?)")),
    "setup.cfg": ("Python", regex(r"python_requires\s?=\s?>=\s?(\d+(?:\.\d+)?)")),
    "pyproject.toml": ("Python", regex(r"requires-python\s?=\s?['\"]>=\s?(\d+(?:\.\d+)?)")),
    "package.json": (
        "Node.js",
        regex(r"\"engines\"\s?:\s?\{[^{}]{0,200}\"node\"\s?:\s?\"(?:>=|\^)\s?v?(\d+(?:\.\d+)?)"),
    ),
}
_PRIVATE = regex(r"\"private\"\s?:\s?true|Private :: Do Not Upload")


@dataclass(frozen=True, slots=True)
class Raised:
    """A minimum that was raised."""

    runtime: str
    old: str
    new: str
    path: str
    line: int


def raised_minimums(change: Change) -> Iterator[Raised]:
    """Every package in the change that asks for a newer runtime than before."""
    for file in change.files:
        runtime, pattern = _MINIMUM.get(basename(file.path), ("", None))
        if pattern is None or is_supporting(file.path):
            continue
        if not isinstance(file.before, str) or not isinstance(file.after, str):
            continue
        was, now = pattern.search(file.before), pattern.search(file.after)
        if was and now and _number(now[1]) > _number(was[1]) and not _PRIVATE.search(file.after):
            line = file.after.count("\n", 0, now.start(1)) + 1
            yield Raised(runtime, was[1], now[1], file.path, line)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part[:6]) for part in version.split("."))
