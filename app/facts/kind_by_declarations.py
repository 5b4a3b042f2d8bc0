"""What sort of change it is by what happens to units and declarations."""

import re
from collections.abc import Iterable

from app.core.fact import ChangeKind
from app.facts import title_words as words
from app.facts.capability import capability_in
from app.facts.evidence import MANY, SUBSTANTIAL, Evidence
from app.lazy_re import regex

HOOKS = frozenset({
    "hook", "event", "plugin_type", "python_interface", "go_interface", "java_interface",
    "java_interface_method", "typescript_interface",
})  # fmt: skip
"""Kinds of extension point through which others add behaviour of their own."""

_EXPORTED = ("_exported_api", "_exported_method")
"""What code exports, which comes and goes with any refactoring of a program."""
_BREAKING_NOTE = regex(r"^BREAKING[ -]CHANGES?:", re.M)


def breaks(evidence: Evidence) -> ChangeKind | None:
    """The author says so, in the way of Conventional Commits or in the list of changes."""
    goes = words.REMOVE.match(evidence.title.words)
    if evidence.title.breaking or _BREAKING_NOTE.search(evidence.body):
        return (removes(evidence) if goes else None) or "breaking"
    return "breaking" if evidence.breaks_by_entry and not goes else None


def deprecates(evidence: Evidence) -> ChangeKind | None:
    """Something is said to go, and is still there."""
    title = evidence.title
    said = title.type == "deprecation" or words.DEPRECATE.search(title.words)
    if said and not words.REMOVE.match(title.words):
        return "deprecation"
    only = bool(evidence.points) and evidence.deprecated == len(evidence.points)
    return "deprecation" if only else None


def removes(evidence: Evidence) -> ChangeKind | None:
    """Something that users had is gone, and nothing has come in its place."""
    gains, losses = len(evidence.added), len(evidence.removed)
    said = evidence.title.type == "removal" or bool(words.REMOVE.match(evidence.title.words))
    other = evidence.points_that("added") or evidence.points_that("changed-breaking")
    fewer = evidence.points_that("removed") and not other
    if fewer and (said or (3 * gains <= losses and evidence.title.type != "fix")):
        return "removal"
    if not said or losses <= 2 * gains or evidence.points_that("added"):
        return None
    if evidence.points_that("changed-breaking") and "deprecated" not in evidence.title.words:
        return None
    if any(file.status == "removed" for file in evidence.files):
        return "removal"
    missed = "product" in evidence.only and not words.LEFTOVER.search(evidence.title.words)
    return "removal" if missed and evidence.title.type not in ("chore", "refactor") else None


def renames(evidence: Evidence) -> ChangeKind | None:
    """Users must act: what they use takes something else now, or goes while other names come."""
    new = evidence.points_that("added")
    gone = [each for each in evidence.points_that("removed") if not each.kind.endswith(_EXPORTED)]
    renamed = gone and new and 2 * len(gone) >= len(new)
    if not renamed and not evidence.points_that("changed-breaking"):
        return None
    return None if evidence.title.type in ("chore", "deps") else "breaking"


def offers_a_unit(evidence: Evidence) -> ChangeKind | None:
    """A module, chart, action or the like that was not there, and was not split off another."""
    title = evidence.title
    if title.type in ("refactor", "ci", "test") or words.RESTRUCTURE.match(title.words):
        return None
    return "feature" if evidence.units else None


def opens_a_hook(evidence: Evidence) -> ChangeKind | None:
    """A place where others may add behaviour of their own."""
    hooks = [point for point in evidence.points_that("added") if point.kind in HOOKS]
    return "extension" if hooks else None


def adds_declarations(evidence: Evidence) -> ChangeKind | None:
    """A setting, or so much at once, or so new in kind, that it is a capability."""
    added = _leaves(
        point.name for point in evidence.points_that("added") if point.kind not in HOOKS
    )
    if not added:
        return None
    title = evidence.title
    if title.type == "refactor" or (title.type == "fix" and not words.ADD.match(title.words)):
        return title.type
    if words.MEND.match(title.words):
        return "fix"
    if words.RESTRUCTURE.match(title.words):
        return "refactor"
    if title.type == "chore" and len(added) < MANY:
        return "chore"
    if all(point.kind.endswith("_output") for point in evidence.points_that("added")):
        return "option"
    return "feature" if _is_capability(evidence, added) else "option"


def _leaves(names: Iterable[str]) -> frozenset[str]:
    """The last parts of names that hold no other; the same field may be declared twice."""
    known = set(names)
    holders = {name.rpartition(".")[0].removesuffix("[]") for name in known}
    return frozenset(name.rpartition(".")[2] for name in known - holders)


def _is_capability(evidence: Evidence, added: frozenset[str]) -> bool:
    if words.OPTION.search(evidence.title.words):
        return len(added) >= 2 * MANY
    if len(added) >= MANY or _new_template(evidence):
        return True
    if capability_in(evidence.title) is None:
        return False
    return bool(words.SUPPORT.search(evidence.title.words)) or new_sources(evidence)


def new_sources(evidence: Evidence) -> bool:
    """Files of code that were not there, with more in them than a setting takes."""
    new = {file.path for file in evidence.files if file.status == "added"}
    written = sum(file.path in new for file in evidence.coded)
    return written >= 4 * SUBSTANTIAL and words.ADD.match(evidence.title.words) is not None


def _new_template(evidence: Evidence) -> bool:
    """A chart that now renders one more kind of resource."""
    return any(
        file.status == "added"
        and "/templates/" in file.path
        and file.path.endswith((".yaml", ".yml"))
        for file in evidence.files
    )
