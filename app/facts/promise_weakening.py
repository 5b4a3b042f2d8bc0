"""When a promise of service says less than another, and in what.

It says less where none of its targets of today says at least what one of before said:

- the target falls, so that it may be missed more often;
- the threshold rises (or falls, where more is better), so that worse still counts as good;
- the window shrinks by more than a tenth, so that what was missed is forgotten sooner. With 28
  days for 30 only the calendar changes, and a longer window remembers longer.

A target that rises makes up for the other two: less is promised, but more reliably.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from app.core.fact import CannotTell
from app.core.promise import WeakenedPromise, Weakening
from app.facts.promise_files import Objective, Slo
from app.facts.promise_values import (
    LONGEST_VALUE,
    Quantity,
    budget_in_words,
    days_in_words,
    percentage_in_words,
)

_STILL_THE_SAME = Decimal("0.9")
"""A window that keeps this share of its length is only counted otherwise."""


def weakened(was: Slo, now: Slo) -> Iterator[WeakenedPromise]:
    """The targets of a promise that say less than before, or are gone.

    Raises `CannotTell` where that depends on a value that is not known.
    """
    for position, objective in enumerate(was.objectives):
        changes = _changes(objective, now.objectives)
        if changes is None:
            continue
        heir = _heir(position, was.objectives, now.objectives)
        if heir is None:
            yield _gone(was, objective, f"{name_of(was)} ({_label(objective)})")
        else:
            yield _told(now, objective, now.objectives[heir], changes[heir])


def removed(was: Slo) -> WeakenedPromise:
    """A promise that is made no longer."""
    strictest = max(was.objectives, key=lambda each: _amount(each.target))
    return _gone(was, strictest, name_of(was))


def name_of(slo: Slo) -> str:
    """Its name, behind its service where that says more."""
    name, service = slo.name[:LONGEST_VALUE], slo.service[:LONGEST_VALUE]
    return f"{service}/{name}" if service and service not in name else name


def _changes(was: Objective, all_now: tuple[Objective, ...]) -> list[Weakening] | None:
    """What each of today's targets says less in; `None` where one of them says as much."""
    untold: CannotTell | None = None
    changes: list[Weakening] = []
    for now in all_now:
        try:
            change = _weakening(was, now)
        except CannotTell as reason:
            untold = untold or reason
            continue
        if change is None:
            return None
        changes.append(change)
    if untold:
        raise untold
    return changes


def _heir(position: int, before: tuple[Objective, ...], after: tuple[Objective, ...]) -> int | None:
    """Which of today's targets one of before has become: its namesake, or that in its place."""
    label = before[position].label
    namesakes = [n for n, each in enumerate(after) if label and each.label == label]
    if namesakes:
        return namesakes[0]
    return position if len(before) == len(after) else None


def _label(objective: Objective) -> str:
    return objective.label[:LONGEST_VALUE] or percentage_in_words(objective.target)


def _weakening(was: Objective, now: Objective) -> Weakening | None:
    """In what the second says less than the first; `None` where it says as much."""
    if was.target.differs(now.target):
        return "target" if _amount(now.target) < _amount(was.target) else None
    if was.threshold.differs(now.threshold):
        grows = _amount(now.threshold) > _amount(was.threshold)
        if grows == was.less_is_stricter:
            return "threshold"
    if was.window.differs(now.window) and (
        _amount(now.window) < _STILL_THE_SAME * _amount(was.window)
    ):
        return "window"
    return None


def _amount(quantity: Quantity) -> Decimal:
    return quantity.amount or Decimal(0)


def _gone(was: Slo, objective: Objective, name: str) -> WeakenedPromise:
    return WeakenedPromise(
        name=name,
        service=was.service[:LONGEST_VALUE],
        change="removal",
        path=was.path,
        line=was.line,
        before=percentage_in_words(objective.target),
        after="",
        budget_before=budget_in_words(objective.target),
        budget_after="",
    )


def _told(now: Slo, before: Objective, after: Objective, change: Weakening) -> WeakenedPromise:
    value, shown = _VALUE[change], _SHOWN[change]
    return WeakenedPromise(
        name=name_of(now),
        service=now.service[:LONGEST_VALUE],
        change=change,
        path=now.path,
        line=value(after).line,
        before=shown(value(before)),
        after=shown(value(after)),
        budget_before=budget_in_words(before.target),
        budget_after=budget_in_words(after.target),
    )


def _as_written(quantity: Quantity) -> str:
    return quantity.text[:LONGEST_VALUE]


_VALUE: Mapping[Weakening, Callable[[Objective], Quantity]] = {
    "target": lambda objective: objective.target,
    "threshold": lambda objective: objective.threshold,
    "window": lambda objective: objective.window,
}
"""What has changed, in an objective."""
_SHOWN: Mapping[Weakening, Callable[[Quantity], str]] = {
    "target": percentage_in_words,
    "threshold": _as_written,
    "window": days_in_words,
}
"""How it is said."""
