"""Which promises of service become weaker by a change.

A promise is known by its service and its name, wherever it is declared and in whatever unit or
format. One that goes together with its service is none that was weakened, and neither is one that
goes on in the same place under another name and says as much.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, splitext

from app.core.fact import CannotTell
from app.core.promise import WeakenedPromise
from app.core.pull_request import ChangedFile, Content, NotRead
from app.facts.change import Change, fact
from app.facts.change_kind import change_kind
from app.facts.globs import matches
from app.facts.paths import is_supporting, is_unread
from app.facts.promise_files import MARKS, MOST_SLOS, Slo, slos
from app.facts.promise_resources import READERS, resources
from app.facts.promise_weakening import name_of, removed, weakened
from app.facts.yaml_text import YamlTrouble
from app.lazy_re import regex

MOST_REPORTED = 50
_YAML = (".yaml", ".yml")
_TERRAFORM = (".tf", ".tofu")
_TEMPLATES = (".jsonnet", ".libsonnet", ".cue", ".tpl", ".gotmpl", ".j2", ".tftpl", ".dhall")
"""What makes YAML or Terraform, so that promises have their values only when it has run."""
_SHOWN_OR_TRIED = regex(r"(?:^|[/_-])(?:tests?|examples?|samples?|demos?|fixtures?)[/_-]")
"""Folders for tests and examples by whatever longer name; nobody relies on what lies there."""
_VALUE_LINE = regex(
    r"\b(?:target\w{0,20}|objective|goal|window|duration|timeframe|threshold|latency|value|le)\b",
    re.IGNORECASE,
)

Placed = tuple[str, Slo]
"""A promise with the path that its file has after the change."""


@dataclass(slots=True)
class _Sides:
    """What is promised before and after, and what of it could not be read."""

    before: list[Placed] = field(default_factory=list)
    after: list[Placed] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    """Why it cannot be told what became of some promises."""
    hidden: list[str] = field(default_factory=list)
    """Why a promise that seems to be gone may go on where it cannot be read."""


@fact
def weakened_promises(change: Change) -> tuple[WeakenedPromise, ...]:
    """Service level objectives that promise less than before: a lower target, a threshold that is
    easier to keep, a shorter window, or no promise any more. Moved, renamed and rewritten in other
    units they are the same. Examples, tests and copies promise nothing."""
    sides = _Sides()
    for file in change.files:
        if _may_promise(change, file):
            _read(file, sides)
    if max(len(sides.before), len(sides.after)) > MOST_SLOS:
        raise CannotTell(f"it changes more than {MOST_SLOS:,} promises of service")
    found = list(_weakened(change, sides))
    if (found or sides.trouble) and change_kind(change) == "revert":
        return ()
    if sides.trouble and not found:
        raise CannotTell(sides.trouble[0])
    return tuple(found[:MOST_REPORTED])


# Reading both sides -------------------------------------------------------------------------------


def _may_promise(change: Change, file: ChangedFile) -> bool:
    """Whether the file may hold promises that somebody relies on."""
    if is_unread(file.path):
        return False
    if declared := change.configuration.slo:
        return matches(declared, file.path) or matches(declared, file.path_before)
    if not file.path.endswith((*_YAML, *_TERRAFORM, *_TEMPLATES)):
        return False
    if is_supporting(file.path_before) or _SHOWN_OR_TRIED.search(file.path_before):
        return False
    return any(isinstance(text, str) and _is_marked(text) for text in (file.before, file.after))


def _is_marked(text: str) -> bool:
    return any(mark in text for mark in (*MARKS, *READERS))


def _read(file: ChangedFile, sides: _Sides) -> None:
    unread = [side for side in (file.before, file.after) if isinstance(side, NotRead)]
    if unread:
        sides.trouble.append(f"{file.path} holds promises, and {unread[0].reason}")
        return
    try:
        was = _slos_of(file.path_before, file.before)
        now = _slos_of(file.path, file.after)
    except (YamlTrouble, CannotTell):
        reason = f"what {file.path} promises is worked out elsewhere"
        sides.hidden.append(reason)
        if file.before is not None and _values(file.before) != _values(file.after):
            sides.trouble.append(reason)
        return
    sides.before += [(file.path, slo) for slo in was]
    sides.after += [(file.path, slo) for slo in now]


def _slos_of(path: str, content: Content) -> tuple[Slo, ...]:
    if not isinstance(content, str) or not _is_marked(content):
        return ()
    if path.endswith(_TERRAFORM):
        return resources(path, content)
    if splitext(path)[1] in _TEMPLATES:
        raise CannotTell("a template has no values")
    return slos(path, content)


def _values(content: Content) -> Counter[str]:
    """The lines that may hold values, however they are ordered and indented."""
    lines = content.split("\n") if isinstance(content, str) else []
    return Counter(" ".join(line.split()) for line in lines if _VALUE_LINE.search(line[:500]))


# Comparing them -----------------------------------------------------------------------------------


def _weakened(change: Change, sides: _Sides) -> Iterator[WeakenedPromise]:
    """What became of every promise of before: first of those that stay where they are."""
    new = list(sides.after)
    moved: list[Placed] = []
    for placed in sides.before:
        now = _taken(new, placed, _stays)
        if now is None:
            moved.append(placed)
        else:
            yield from _compared(placed[1], now, sides.trouble)
    for placed in moved:
        was = placed[1]
        if now := _taken(new, placed, _goes_on):
            yield from _compared(was, now, sides.trouble)
        elif heir := _taken(new, placed, _may_be_renamed):
            sides.trouble += _unless_as_strict(was, heir)
        elif _service_goes(change, was, sides):
            continue
        elif sides.hidden:
            sides.trouble.append(sides.hidden[0])
        else:
            yield removed(was)


def _taken(new: list[Placed], old: Placed, fits: Callable[[Placed, Placed], bool]) -> Slo | None:
    """The first of the new promises that fits; it is taken out, since it goes on from one alone."""
    for position, placed in enumerate(new):
        if fits(old, placed):
            return new.pop(position)[1]
    return None


def _stays(old: Placed, new: Placed) -> bool:
    return old[0] == new[0] and _goes_on(old, new)


def _goes_on(old: Placed, new: Placed) -> bool:
    return (old[1].service, old[1].name) == (new[1].service, new[1].name)


def _may_be_renamed(old: Placed, new: Placed) -> bool:
    return old[0] == new[0] or bool(old[1].service and old[1].service == new[1].service)


def _compared(was: Slo, now: Slo, trouble: list[str]) -> list[WeakenedPromise]:
    try:
        return list(weakened(was, now))
    except CannotTell as reason:
        trouble.append(str(reason))
        return []


def _unless_as_strict(was: Slo, heir: Slo) -> list[str]:
    """Why it cannot be told what became of a promise that may go on under another name."""
    trouble: list[str] = []
    if not _compared(was, heir, trouble) and not trouble:
        return []
    return [f"it stays open whether {name_of(was)} goes on as {name_of(heir)}"]


def _service_goes(change: Change, slo: Slo, sides: _Sides) -> bool:
    """Whether what a promise is about is removed as well: all that lay around the promise, or a
    folder that bears the service's name."""
    promising = {placed[1].path for placed in sides.before}
    gone = {
        dirname(file.path)
        for file in change.files
        if file.status == "removed" and file.path not in promising
    }
    around = dirname(slo.path)
    if around in gone and around not in change.after.folders:
        return True
    return any(_is_about(slo, name) for folder in gone for name in folder.split("/"))


def _is_about(slo: Slo, folder: str) -> bool:
    about = folder == slo.service or slo.name.startswith((f"{folder}-", f"{folder}_"))
    return bool(folder) and about
