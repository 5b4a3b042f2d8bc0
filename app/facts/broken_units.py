"""What breaks, gathered by the unit that people use, with who is known to use it."""

from app.core.broken_unit import BrokenUnit
from app.core.fact import BreakingChange
from app.facts.breaking_changes import breaking_changes
from app.facts.change import Change, fact
from app.facts.citations import consumers
from app.facts.code_breaks import is_of_code
from app.facts.sparing import reason_to_spare
from app.facts.unit_users import users_of

MOST_USERS = 20
MOST_UNITS = 50
"""Units that are told of; who breaks more knows it."""


@fact
def broken_units(change: Change) -> tuple[BrokenUnit, ...]:
    """Modules, actions, charts and other wholes in which something breaks: one entry each, with all
    that breaks in it, what people write before what programs call, whether anybody outside may need
    to be told, and who is known to use it."""
    units: dict[str, list[BreakingChange]] = {}
    for each in sorted(breaking_changes(change), key=is_of_code):
        units.setdefault(each.unit or each.path, []).append(each)
    return tuple(_gathered(change, breaks) for breaks in list(units.values())[:MOST_UNITS])


def _gathered(change: Change, breaks: list[BreakingChange]) -> BrokenUnit:
    reasons = [reason_to_spare(change, each) for each in breaks]
    telling = [each for each, reason in zip(breaks, reasons, strict=True) if reason is None]
    first = (telling or breaks)[0]
    guided = any(each.guide is not None for each in telling)
    return BrokenUnit(
        name=first.unit or first.path,
        path=first.path,
        line=first.line,
        breaks=tuple(telling or breaks),
        users=_users(change, first.unit)[:MOST_USERS],
        spared=None if telling else reasons[0],
        untold=bool(telling) and not guided,
    )


def _users(change: Change, unit: str) -> tuple[str, ...]:
    """Who uses it by their files here, then whom the description names."""
    cited = (each.name for each in consumers(change))
    return tuple(dict.fromkeys((*users_of(change, unit), *cited)))
