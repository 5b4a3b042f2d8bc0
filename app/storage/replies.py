"""What people said on pull requests: until it is answered, what was answered, what is excused."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_change

from app.core.configuration import Excuse
from app.core.reply import Answer, Reply
from app.inbox import Delivery
from app.storage.database import Database
from app.storage.schema import excuse, reply

MOST_WAITING = 20
"""Replies on one pull request that are taken up at once, the oldest first."""
MOST_ANSWERS = 10
"""Answers of one pull request that are shown, the newest."""


class SqlReplies:
    """Keeps the promises of `app.advise.protocols.Replies`."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def waiting(self, subject: str) -> Sequence[Reply]:
        """What was said on a pull request and not answered yet."""
        query = (
            select(reply.c.id, reply.c.author, reply.c.text, reply.c.comment_id)
            .where(reply.c.subject == subject, reply.c.answered_for.is_(None))
            .order_by(reply.c.heard_at, reply.c.comment_id)
            .limit(MOST_WAITING)
        )
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        return [Reply(*row) for row in rows]

    async def answered(self, said: Reply, head_sha: str, answers: Sequence[Answer]) -> None:
        """Remember what came of it; what was said is not kept."""
        statement = (
            update(reply)
            .where(reply.c.id == said.id)
            .values(answered_for=head_sha, text="", answers=[asdict(one) for one in answers])
        )
        await self._database.run(lambda connection: connection.execute(statement).close())

    async def answers(self, subject: str, head_sha: str) -> tuple[Answer, ...]:
        """What was answered since the head is what it is, the oldest first."""
        query = (
            select(reply.c.answers)
            .where(reply.c.subject == subject, reply.c.answered_for == head_sha)
            .order_by(reply.c.heard_at, reply.c.comment_id)
        )
        rows = await self._database.run(lambda c: c.execute(query).scalars().all())
        return tuple(Answer(**one) for answers in rows for one in answers)[-MOST_ANSWERS:]

    async def excuses(self, subject: str) -> tuple[Excuse, ...]:
        """What is excused on a pull request, one piece of advice each."""
        query = (
            select(excuse.c.policy, excuse.c.fingerprint, excuse.c.reason, excuse.c.author)
            .where(excuse.c.subject == subject)
            .order_by(excuse.c.given_at)
        )
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        return tuple(
            Excuse(row.policy, row.reason, fingerprint=row.fingerprint, by=row.author)
            for row in rows
        )

    async def excuse(self, subject: str, excuses: Sequence[Excuse]) -> None:
        """Remember them; a second one of the same advice takes the place of the first."""
        now = self._clock()

        def work(connection: Connection) -> None:
            for one in excuses:
                values = {"reason": one.reason, "author": one.by, "given_at": now}
                connection.execute(
                    insert_or_change(excuse)
                    .values(
                        subject=subject, policy=one.policy, fingerprint=one.fingerprint, **values
                    )
                    .on_conflict_do_update(index_elements=list(excuse.primary_key), set_=values)
                )

        await self._database.run(work)


def store_reply(connection: Connection, arrived: Delivery, now: float) -> None:
    """Keep what was said in a delivery, in the transaction that stores the delivery itself."""
    said, about = arrived.reply, arrived.subject
    if said is None or about is None:
        return
    connection.execute(
        insert(reply).values(
            id=arrived.id,
            subject=about.key,
            author=said.by,
            text=said.text,
            comment_id=said.comment,
            heard_at=now,
        )
    )


def forget_replies(connection: Connection, before: float) -> None:
    """Forget what was heard before then; excuses stay as long as their advice may come back."""
    connection.execute(delete(reply).where(reply.c.heard_at < before))
