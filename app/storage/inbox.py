"""The inbox on SQLite: a row for each delivery, and one for each subject (`app.storage.turns`)."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Row, Update, case, delete, func, null, select, update
from sqlalchemy.dialects.sqlite import insert

from app.inbox import Delivery, Job, Pace, Standing, Subject
from app.storage import turns
from app.storage.configurations import forget_configurations
from app.storage.database import Database
from app.storage.replies import forget_replies, store_reply
from app.storage.schema import delivery, subject

DAY = 86_400
NAMED = 20
"""Delivery ids that a job carries at most, the newest."""


class SqlInbox:
    """Keeps the promises of `app.inbox.Inbox` for all processes that share the file."""

    def __init__(
        self,
        database: Database,
        pace: Pace | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._pace = pace or Pace()
        self._clock = clock

    async def record(self, arrived: Delivery) -> bool:
        """As `Inbox.record`; deliveries that arrive together share one flush to disk."""
        about = arrived.subject
        if about is None:
            return True
        return await self._database.run(lambda c: self._record(c, arrived, about))

    async def claim(self) -> Job | None:
        """As `Inbox.claim`."""
        return await self._database.run(self._claim)

    async def renew(self, job: Job) -> bool:
        """As `Inbox.renew`."""
        lease = self._clock() + self._pace.lease
        return await self._change(turns.held_as(job).values(lease_until=lease)) is not None

    async def finish(self, job: Job) -> None:
        """As `Inbox.finish`; what arrived while it was held stays to be done."""
        await self._change(
            turns.held_as(job).values(
                done_generation=job.generation,
                lease_until=null(),
                attempts=0,
                error=null(),
                finished_at=self._clock(),
            )
        )

    async def give_back(self, job: Job, seconds: float, error: str) -> bool:
        """As `Inbox.give_back`. An event that arrived meanwhile has set the tries back to none."""
        again = self._clock() + seconds
        exhausted = subject.c.attempts >= self._pace.max_attempts
        row = await self._change(
            turns.held_as(job).values(
                lease_until=null(),
                due_at=again,
                not_before=case((exhausted, 0), else_=again),
                given_up=exhausted,
                error=error,
            )
        )
        return row is None or not row.given_up

    async def release(self, job: Job) -> None:
        """As `Inbox.release`."""
        await self._change(
            turns.held_as(job).values(
                lease_until=null(),
                due_at=self._clock(),
                attempts=func.max(subject.c.attempts - 1, 0),
            )
        )

    async def take_over(self) -> None:
        """End every lease. Only for the one worker of this file: whoever held them is gone."""
        ended = update(subject).where(subject.c.lease_until.is_not(None)).values(lease_until=null())
        await self._database.run(lambda connection: connection.execute(ended).close())

    async def standing(self) -> Standing:
        """As `Inbox.standing`."""
        now = self._clock()
        counts = select(
            turns.count(turns.waits & turns.free(now)),
            turns.count(subject.c.lease_until > now),
            turns.count(subject.c.given_up),
            turns.count(subject.c.finished_at > now - DAY),
        )
        return Standing(*await self._database.run(lambda c: c.execute(counts).one()))

    async def prune(self) -> None:
        """As `Inbox.prune`."""
        now = self._clock()
        before = now - self._pace.keep
        done = subject.c.generation == subject.c.done_generation

        def work(connection: Connection) -> None:
            connection.execute(delete(delivery).where(delivery.c.received_at < before))
            connection.execute(delete(subject).where(done, subject.c.finished_at < before))
            forget_replies(connection, before)
            forget_configurations(connection, now)

        await self._database.run(work)

    def _record(self, connection: Connection, arrived: Delivery, about: Subject) -> bool:
        now = self._clock()
        new = connection.execute(
            insert(delivery)
            .values(
                id=arrived.id,
                event=arrived.event,
                subject=about.key,
                generation=0,
                received_at=now,
            )
            .on_conflict_do_nothing()
            .returning(delivery.c.id)  # the count of rows is not to be trusted across drivers
        ).first()
        if new is None:
            return False
        store_reply(connection, arrived, now)
        event = connection.execute(turns.one_more_event(about, self._pace, now)).scalar_one()
        connection.execute(
            update(delivery).where(delivery.c.id == arrived.id).values(generation=event)
        )
        return True

    def _claim(self, connection: Connection) -> Job | None:
        now = self._clock()
        connection.execute(turns.give_up_on_vanished(self._pace, now))
        key = connection.execute(turns.next_key(self._pace, now)).scalar()
        if key is None:
            return None
        row = connection.execute(turns.hold(key, self._pace, now).returning(subject)).one()
        deliveries = connection.execute(
            select(delivery.c.id)
            .where(delivery.c.subject == key, delivery.c.generation > row.done_generation)
            .order_by(delivery.c.generation.desc())
            .limit(NAMED)
        ).scalars()
        return Job(
            subject=Subject(row.installation, row.repository, row.task, row.name),
            ticket=row.ticket,
            generation=row.generation,
            attempts=row.attempts,
            deliveries=tuple(deliveries),
        )

    async def _change(self, statement: Update) -> Row[Any] | None:
        returning = statement.returning(subject.c.given_up)
        return await self._database.run(lambda connection: connection.execute(returning).first())
