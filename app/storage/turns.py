"""Whose turn it is, as statements: the rules of the inbox in SQL.

A subject counts its events (`generation`) and remembers the newest that was answered
(`done_generation`); while the two differ, work waits. A holder has a lease and a ticket; what is
reported under an old ticket changes nothing.
"""

from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, case, func, null, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.sql.dml import ReturningInsert

from app.inbox import Job, Pace, Subject
from app.storage.schema import subject

RECENT = 3_600
"""Seconds of history that count for whose turn it is."""

waits = (subject.c.generation > subject.c.done_generation) & ~subject.c.given_up


def free(now: float) -> ColumnElement[bool]:
    """Nobody holds it, or whoever did has vanished."""
    return or_(subject.c.lease_until.is_(None), subject.c.lease_until <= now)


def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows meet a condition."""
    return func.count(case((condition, 1)))


def one_more_event(about: Subject, pace: Pace, now: float) -> ReturningInsert[Any]:
    """Make a subject wait (again), and give the number of this event."""
    dirty_at = func.coalesce(subject.c.dirty_at, now)
    settled = func.min(now + pace.debounce, dirty_at + pace.max_wait)
    first = insert(subject).values(
        key=about.key,
        **asdict(about),
        generation=1,
        done_generation=0,
        dirty_at=now,
        due_at=now + pace.debounce,
        not_before=0,
        ticket=0,
        attempts=0,
        given_up=False,
    )
    further = {
        "generation": subject.c.generation + 1,
        "dirty_at": dirty_at,
        "due_at": func.max(settled, subject.c.not_before),
        "attempts": 0,
        "given_up": False,
    }
    return first.on_conflict_do_update(index_elements=[subject.c.key], set_=further).returning(
        subject.c.generation
    )


def next_key(pace: Pace, now: float) -> Select[Any]:
    """What is due, of the installation that has least in hand and was served longest ago."""
    shares = (
        select(
            subject.c.installation,
            count(subject.c.lease_until > now).label("held"),
            func.max(subject.c.claimed_at).label("served_at"),
        )
        .where(subject.c.claimed_at > now - RECENT)
        .group_by(subject.c.installation)
        .subquery()
    )
    held = func.coalesce(shares.c.held, 0)
    return (
        select(subject.c.key)
        .outerjoin(shares, shares.c.installation == subject.c.installation)
        .where(waits, free(now), subject.c.due_at <= now, held < pace.per_installation)
        .order_by(held, func.coalesce(shares.c.served_at, 0), subject.c.due_at)
        .limit(1)
    )


def hold(key: str, pace: Pace, now: float) -> Update:
    """Give a subject to a new holder."""
    return (
        update(subject)
        .where(subject.c.key == key)
        .values(
            lease_until=now + pace.lease,
            claimed_at=now,
            ticket=subject.c.ticket + 1,
            attempts=subject.c.attempts + 1,  # counted now: work that kills us must end some time
            dirty_at=null(),
            not_before=0,
        )
    )


def held_as(job: Job) -> Update:
    """A change that only the holder of the newest ticket may make."""
    return update(subject).where(
        subject.c.key == job.subject.key,
        subject.c.ticket == job.ticket,
        subject.c.lease_until.is_not(None),
    )


def give_up_on_vanished(pace: Pace, now: float) -> Update:
    """Stop trying work whose holders vanished one after another."""
    return (
        update(subject)
        .where(waits, free(now), subject.c.attempts >= pace.max_attempts)
        .values(given_up=True, lease_until=null(), error="its workers vanished")
    )
