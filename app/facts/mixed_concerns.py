"""Concerns of the other kind of platform that a change brings in.

Two signals are needed in one place: a new file whose path names a duty of the other kind, and a
service of that duty which is declared beside it. Rights, look-ups, removals and generated files
are no concern, and a word in prose or in a name is never enough.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname

from app.core.fact import CannotTell, MixedConcern
from app.core.pull_request import ChangedFile
from app.facts.added import Line, added_lines, removed_lines
from app.facts.change import Change, fact
from app.facts.layout import layout
from app.facts.lexicon import ACCESS_TERMS, DUTIES, Duty
from app.facts.paths import is_supporting, is_unread
from app.facts.prose import is_prose

ENOUGH = 2
"""Declared services of a duty; one alone may well serve the platform itself."""

_DECLARED = re.compile(
    r'^(?:resource\s+"(?P<resource>[a-z][\w-]{1,80})"\s+"(?P<label>[^"]{1,120})"'
    r"|apiVersion:\s*[\"']?(?P<group>[a-z][\w.-]{2,80})/"
    r"|-?\s*(?:name|repository|image|chart):\s*[\"']?(?:[\w.:-]{1,80}/){0,4}(?P<package>[A-Za-z][\w-]{1,60})"
    r"|FROM\s+(?:[\w.:-]{1,80}/){0,4}(?P<image>[A-Za-z][\w-]{1,60})"
    r"|[\"']?(?P<requirement>[A-Za-z][\w-]{2,60})(?:\[[\w,-]{1,60}\])?[\"']?\s*(?:[=~><]=|:\s*[\"']?[\^~]?\d))"
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Service:
    """Something declared by an added line."""

    term: str
    duty: Duty
    path: str
    line: int


@fact
def mixed_concerns(change: Change) -> tuple[MixedConcern, ...]:
    """Concerns of a data platform that enter a core platform, or the reverse."""
    kind = layout(change).kind
    if kind is None:
        raise CannotTell("nothing tells whether this is a core or a data platform")
    duties = tuple(duty for duty in DUTIES if duty.kind != kind)
    files = [file for file in change.files if _may_declare(file)]
    moved = {line.text for file in change.files for line in removed_lines(file)}
    services = [s for file in files for s in _services(file, duties, moved)]
    return tuple(_concerns(files, services, duties))


def _may_declare(file: ChangedFile) -> bool:
    path = file.path
    return file.status != "removed" and not (
        is_prose(path) or is_supporting(path) or is_unread(path) or path.startswith(".github/")
    )


def _concerns(
    files: list[ChangedFile], services: list[_Service], duties: tuple[Duty, ...]
) -> Iterator[MixedConcern]:
    """One for each duty and folder where a new file and at least `ENOUGH` services agree."""
    for duty in duties:
        places = {
            dirname(file.path)
            for file in files
            if file.status == "added" and _names(file.path, duty)
        }
        for place in sorted(places):
            found = [s for s in services if s.duty is duty and dirname(s.path) == place]
            if len({(s.term, s.line) for s in found}) >= ENOUGH:
                first = min(found, key=lambda service: (service.path, service.line))
                yield MixedConcern(duty.kind, first.term, first.path, first.line)


def _names(path: str, duty: Duty) -> bool:
    """Whether the file's own name, or its folder's, names the duty."""
    own = "/".join(path.lower().split("/")[-2:]).replace("_", "-").rpartition(".")[0]
    words = frozenset(_WORD.findall(own))
    return any(term in words if "-" not in term else term in own for term in duty.path_terms)


def _services(file: ChangedFile, duties: tuple[Duty, ...], moved: set[str]) -> Iterator[_Service]:
    for line in added_lines(file):
        found = _DECLARED.match(line.text)
        if found is None or line.text in moved:
            continue
        term = found["resource"] or found["group"]
        if term and not _gives_access(term):
            yield from _matching(term, file, line, duties)
        package = found["package"] or found["image"] or found["requirement"]
        if package:
            yield from _packaged(package.lower(), file, line, duties)


def _gives_access(term: str) -> bool:
    return any(word in ACCESS_TERMS for word in term.split("_"))


def _matching(
    term: str, file: ChangedFile, line: Line, duties: tuple[Duty, ...]
) -> Iterator[_Service]:
    for duty in duties:
        if term.startswith(duty.resource_terms):
            yield _Service(term, duty, file.path, line.number)


def _packaged(
    package: str, file: ChangedFile, line: Line, duties: tuple[Duty, ...]
) -> Iterator[_Service]:
    for duty in duties:
        if package in duty.package_terms:
            yield _Service(package, duty, file.path, line.number)
