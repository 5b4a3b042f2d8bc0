"""What became of advice, repository by repository."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Update, case, func, select, update
from sqlalchemy.dialects.sqlite import Insert, insert

from app.core.observation import HEARINGS, Hearings, Observation
from app.storage.database import Database
from app.storage.schema import observation
from app.storage.schema import repository as known


class SqlObservations:
    """Keeps the promises of `app.advise.protocols.Observations`."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def note(self, subject: str, seen: Sequence[Observation]) -> None:
        """Remember what stands on a pull request now; open advice that is gone was settled."""
        now = self._clock()

        def work(connection: Connection) -> None:
            for one in seen:
                told = _shown(subject, one) if one.outcome == "open" else _ended(subject, one, now)
                connection.execute(told)
            connection.execute(_settled(subject, [one.fingerprint for one in seen], now))

        await self._database.run(work)

    async def hearings(self, repository: str) -> Sequence[Hearings]:
        """The last hearings of every policy that spoke in a repository."""
        query = _last_hearings(repository)
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        return [Hearings(*row) for row in rows]

    async def spoken(self, repository: str) -> Sequence[tuple[str, int]]:
        """On how many pull requests each policy spoke so far, the most first."""
        times = func.count(observation.c.subject.distinct())
        query = (
            select(observation.c.policy, times)
            .where(observation.c.repository == repository)
            .group_by(observation.c.policy)
            .order_by(times.desc(), observation.c.policy)
        )
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        return [(policy, number) for policy, number in rows]

    async def first_seen(self, repository: str, stepped_down: int) -> float:
        """When a repository was seen first, in seconds since 1970; now, if it is new.

        `stepped_down` is how many policies keep quiet there of themselves today.
        """
        statement = (
            insert(known)
            .values(key=repository, first_seen_at=self._clock(), stepped_down=stepped_down)
            .on_conflict_do_update(index_elements=["key"], set_={"stepped_down": stepped_down})
            .returning(known.c.first_seen_at)
        )
        return await self._database.run(lambda c: float(c.execute(statement).scalar_one()))

    async def stepped_down(self) -> int:
        """How many policies keep quiet of themselves, in all repositories together."""
        query = select(func.coalesce(func.sum(known.c.stepped_down), 0))
        return await self._database.run(lambda c: int(c.execute(query).scalar_one()))


def _shown(subject: str, one: Observation) -> Insert:
    """Shown for the first time, or back after it had ended. What was not useful remains so."""
    first = insert(observation).values(
        subject=subject,
        policy=one.policy,
        fingerprint=one.fingerprint,
        repository=one.repository,
        shown_at=one.shown_at,
        outcome="open",
        changed_at=one.shown_at,
    )
    return first.on_conflict_do_update(
        index_elements=list(observation.primary_key),
        set_={"outcome": "open", "changed_at": one.shown_at},
        where=observation.c.outcome.in_(["settled", "excused"]),
    )


def _ended(subject: str, one: Observation, now: float) -> Update:
    """Excused or not useful; advice that was excused before anybody saw it was never heard."""
    return (
        update(observation)
        .where(
            observation.c.subject == subject,
            observation.c.policy == one.policy,
            observation.c.fingerprint == one.fingerprint,
            observation.c.outcome.not_in([one.outcome, "not useful"]),
        )
        .values(outcome=one.outcome, changed_at=now)
    )


def _settled(subject: str, still_there: Sequence[str], now: float) -> Update:
    return (
        update(observation)
        .where(
            observation.c.subject == subject,
            observation.c.outcome == "open",
            observation.c.fingerprint.not_in(still_there),
        )
        .values(outcome="settled", changed_at=now)
    )


def _last_hearings(repository: str) -> Select[Any]:
    """Of each policy: how many hearings there are, up to `HEARINGS`, and how many were in vain."""
    hearing = (
        select(
            observation.c.policy,
            func.max(case((observation.c.outcome == "not useful", 1), else_=0)).label("in_vain"),
            func.row_number()
            .over(
                partition_by=observation.c.policy,
                order_by=[func.min(observation.c.shown_at).desc(), observation.c.subject],
            )
            .label("place"),
        )
        .where(observation.c.repository == repository)
        .group_by(observation.c.policy, observation.c.subject)
        .subquery()
    )
    return (
        select(hearing.c.policy, func.count(), func.sum(hearing.c.in_vain))
        .where(hearing.c.place <= HEARINGS)
        .group_by(hearing.c.policy)
        .order_by(hearing.c.policy)
    )
