"""What the authors of a file usually explain: where they explain little, an omission is none."""

from app.core.fact import CannotTell
from app.facts.change import Change
from app.facts.documentation import documented_by
from app.facts.helm_chart import VALUES
from app.facts.surface import Declaration
from app.facts.surfaces import READERS

FEWEST = 5
"""Declarations that were there before anything is usual."""
MOST = 300
"""Declarations that are looked at."""
_NORM = 1 / 2


def is_usually_explained(change: Change, declared: Declaration) -> bool:
    """Whether at least half of what stood in the same file before had a word of explanation; a new
    file has no habits, and neither has one with little in it."""
    path = declared.path
    if declared.kind == "helm_value" and declared.inferred:
        path = f"{declared.scope}/{VALUES[0]}".lstrip("/")
    key = f"app.facts.habits {declared.kind} {path}"
    return change.once(key, lambda change: _is_usual(change, path, declared.kind))


def _is_usual(change: Change, path: str, kind: str) -> bool:
    known = [each for each in _declared_before(change, path) if each.kind == kind][:MOST]
    told = sum(documented_by(change, each) is not None for each in known)
    return len(known) < FEWEST or told >= _NORM * len(known)


def _declared_before(change: Change, path: str) -> list[Declaration]:
    text = change.before.text(path)
    if text is None:
        return []
    found: list[Declaration] = []
    for reader in READERS:
        try:
            found += reader.surface(path, text, change.before) if reader.reads(path) else ()
        except CannotTell:
            continue
    return [each for each in found if not (each.grouping or each.standard or each.inferred)]
