"""Breaking changes: after which users of the platform must act."""

import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname

from app.core.fact import BreakingChange, HowItBreaks
from app.facts.change import Change, fact
from app.facts.comparison import Comparison, Difference, Move, compare
from app.facts.compatibility import is_demanded
from app.facts.guides import guide_for
from app.facts.news_entries import news_entries
from app.facts.runtime_requirements import raised_minimums
from app.facts.surface import Declaration
from app.lazy_re import regex

MOST_BREAKS = 200
_UNITS = {"terraform": "module", "action": "action", "workflow": "workflow", "helm": "chart"}
"""What a scope is, by the beginning of its declarations' kind."""
_ANNOUNCED = regex(r"^[a-z]{2,20}(?:\([^()\n]{1,60}\))?!: ", re.IGNORECASE)
_UNUSED = regex(
    r"(?:\w+ is )?(?:not in use|(?:currently )?(?:not used|unused)|no longer used)\b", re.I
)
_FOOTER = regex(r"^BREAKING[ -]CHANGE: \S", re.MULTILINE)


@fact
def breaking_changes(change: Change) -> tuple[BreakingChange, ...]:
    """Every change after which users must act, each with the guide that says how, if any."""
    comparison = compare(change)
    gone = _gone(change, comparison)
    found = [
        *_removed_units(comparison, gone),
        *_moved_units(comparison.moves),
        *_broken(comparison, gone),
        *_raised(change),
    ]
    told = found[:MOST_BREAKS] or list(_announced(change))
    return tuple(_with_guide(change, each) for each in told)


def _with_guide(change: Change, found: BreakingChange) -> BreakingChange:
    return replace(found, guide=guide_for(change, found.name))


def _unit(kind: str) -> str | None:
    return _UNITS.get(kind.partition("_")[0])


def _gone(change: Change, comparison: Comparison) -> frozenset[str]:
    """Scopes of which nothing is left, their files included: an action may lose its last input."""
    left = {
        each.declaration.scope
        for each in comparison.differences
        if each.declaration.path in change.after.paths
    }
    return comparison.removed_scopes - left


def _removed_units(comparison: Comparison, gone: frozenset[str]) -> Iterator[BreakingChange]:
    """One break for a module or action that is gone, whatever it declared."""
    told: set[str] = set()
    for each in comparison.differences:
        declaration = each.declaration
        unit = _unit(declaration.kind)
        if unit and declaration.scope in gone - told:
            told.add(declaration.scope)
            name = declaration.scope or declaration.path
            reason = f"the {unit} was removed"
            yield BreakingChange(
                name, declaration.path, declaration.line, reason, None, unit, declaration.scope,
                "removed",
            )  # fmt: skip


def _moved_units(moves: tuple[Move, ...]) -> Iterator[BreakingChange]:
    """Callers name a module, action or workflow by its place; a chart has a name of its own."""
    for move in moves:
        unit = _unit(move.kind)
        if unit and unit != "chart":
            reason = f"the {unit} moved to `{move.new}`"
            yield BreakingChange(move.old, move.new, 1, reason, None, unit, move.old, "moved")


def _broken(comparison: Comparison, gone_units: frozenset[str]) -> Iterator[BreakingChange]:
    """What broke in units that are still there; nothing twice for what went with its parent."""
    gone = {
        (each.before.scope, each.before.name)
        for each in comparison.differences
        if each.before and each.after is None
    }
    for each in comparison.differences:
        if each.breaks and not _told_by_unit(each, gone_units) and not _went_along(each, gone):
            declaration = each.declaration
            yield BreakingChange(
                name=declaration.shown or declaration.name,
                path=declaration.path,
                line=declaration.line,
                reason=each.breaks,
                guide=None,
                kind=declaration.kind,
                unit=declaration.scope,
                how=_how(each),
                deprecated=each.before is not None and _is_given_up(each.before),
            )


def _is_given_up(was: Declaration) -> bool:
    """Whether those who read on it know that it is on its way out, or that nothing uses it."""
    return was.deprecated or _UNUSED.match(was.documentation) is not None


def _how(difference: Difference) -> HowItBreaks:
    was, now = difference.before, difference.after
    if was is None or now is None:
        return "removed" if now is None else "demanded"
    return "demanded" if is_demanded(now) and not is_demanded(was) else "altered"


def _told_by_unit(difference: Difference, gone: frozenset[str]) -> bool:
    declaration = difference.declaration
    return bool(_unit(declaration.kind)) and declaration.scope in gone


def _went_along(difference: Difference, gone: set[tuple[str, str]]) -> bool:
    was = difference.before
    if was is None or difference.after is not None:
        return False
    return (was.scope, was.name.rpartition(".")[0]) in gone or (was.scope, was.part_of) in gone


def _raised(change: Change) -> Iterator[BreakingChange]:
    for each in raised_minimums(change):
        reason = f"{each.runtime} {each.new} is now required; {each.old} was enough before"
        unit = dirname(each.path)
        yield BreakingChange(
            each.runtime, each.path, each.line, reason, None, "runtime", unit, "demanded"
        )


def _announced(change: Change) -> Iterator[BreakingChange]:
    """A break that only the author's words tell of."""
    entry = next((each for each in news_entries(change) if each.breaks), None)
    if entry:
        reason = "its entry in the list of changes says that it breaks users"
        yield BreakingChange(
            change.pull_request.title, entry.path, 1, reason, None, how="announced"
        )
        return
    if is_announced(change):
        pull_request = change.pull_request
        reason = "the pull request says that it breaks users"
        yield BreakingChange(pull_request.title, "", 1, reason, None, how="announced")


def is_announced(change: Change) -> bool:
    """Whether the pull request's own words say, as agreed signs, that it breaks users."""
    pull_request = change.pull_request
    return bool(_ANNOUNCED.match(pull_request.title) or _FOOTER.search(pull_request.body))
