"""How a policy fares in a repository: its first days, its hearings, and when it steps down.

A policy that is too often called not useful keeps quiet by itself until the maintainers set its
mode; what they set is never changed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Protocol, TypeVar

from app.core.advice import Report
from app.core.configuration import Configuration
from app.core.observation import Hearings, Learning, Observation

MOST_OBSERVED = 200
"""Pieces of advice on one pull request; a comment has no room for more."""

Tuned = TypeVar("Tuned", bound=Configuration)


class Observations(Protocol):
    """Remembers what became of advice; a repository is `installation/owner/name`."""

    async def note(self, subject: str, seen: Sequence[Observation]) -> None:
        """Remember what stands on a pull request now; what is gone was settled."""

    async def hearings(self, repository: str) -> Sequence[Hearings]:
        """The last hearings of every policy that spoke there."""

    async def spoken(self, repository: str) -> Sequence[tuple[str, int]]:
        """On how many pull requests each policy spoke there."""

    async def first_seen(self, repository: str, stepped_down: int) -> float:
        """When it was seen first, in seconds since 1970; `stepped_down` policies keep quiet."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the policies stand in a repository before they are asked."""

    stepped_down: tuple[Hearings, ...] = ()
    learning: Learning | None = None


async def standing(
    repository: str, configuration: Configuration, today: str, observations: Observations
) -> Standing:
    """Which policies keep quiet of themselves, and whether Cowpath is new there."""
    down = tuple(
        hearings
        for hearings in await observations.hearings(repository)
        if hearings.steps_down and configuration.choice(hearings.policy).mode is None
    )
    first_seen = await observations.first_seen(repository, len(down))
    until = _last_day_of_learning(first_seen, configuration.learning_days)
    if until is None or today > until:
        return Standing(down)
    return Standing(down, Learning(until, tuple(await observations.spoken(repository))))


def _last_day_of_learning(first_seen: float, days: int) -> str | None:
    if not days:
        return None
    last = datetime.fromtimestamp(first_seen, UTC) + timedelta(days=days - 1)
    return last.date().isoformat()


def quietened(configuration: Tuned, stepped_down: Collection[Hearings]) -> Tuned:
    """The configuration with those policies heard in reports only."""
    choices = {
        one.policy: replace(configuration.choice(one.policy), mode="report") for one in stepped_down
    }
    return replace(configuration, policies={**configuration.policies, **choices})


def observed(
    subject: str, found: Report, report: Report, not_useful: Collection[str], now: float
) -> list[Observation]:
    """What stands on a pull request: `found` before people excused anything, `report` after.

    That is what they can see of it: the gravest, up to `MOST_OBSERVED`.
    """
    repository, _, number = subject.rpartition("#")
    heard = {advice.fingerprint for advice in report.advice}
    return [
        Observation(
            policy=advice.policy,
            repository=repository,
            pull_request=int(number),
            fingerprint=advice.fingerprint,
            shown_at=now,
            outcome="open"
            if advice.fingerprint in heard
            else "not useful"
            if advice.fingerprint in not_useful
            else "excused",
        )
        for advice in islice((one for one in found.advice if one.mode != "report"), MOST_OBSERVED)
    ]
