"""The promises of the inbox, kept by every store."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from memory_inbox import MemoryInbox

from app.inbox import Delivery, Inbox, Job, Pace, Standing, Subject
from app.storage.database import opened
from app.storage.inbox import SqlInbox

pytestmark = pytest.mark.anyio
PACE = Pace(debounce=3, max_wait=20, lease=30, max_attempts=3, per_installation=2, keep=1000)


@dataclass
class Clock:
    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite"])
async def inbox(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> AsyncIterator[Inbox]:
    if request.param == "memory":
        yield MemoryInbox(clock, PACE)
    else:
        async with opened(f"sqlite:///{tmp_path / 'cowpath.db'}") as database:
            yield SqlInbox(database, PACE, clock)


PULL_REQUEST = Subject(7, "acme/harbour", "pull_request", "12")
ids = map("d{}".format, count())


async def arrive(
    inbox: Inbox, subject: Subject = PULL_REQUEST, delivery: str | None = None
) -> bool:
    return await inbox.record(Delivery(delivery or next(ids), "pull_request", subject))


async def claimed(inbox: Inbox) -> Job:
    job = await inbox.claim()
    assert job is not None
    return job


async def test_a_delivery_is_taken_up_once_it_is_due(inbox: Inbox, clock: Clock) -> None:
    assert await arrive(inbox, delivery="one")
    assert await inbox.claim() is None
    clock.pass_by(3)
    job = await claimed(inbox)
    assert (job.subject, job.attempts, job.deliveries) == (PULL_REQUEST, 1, ("one",))


@pytest.mark.parametrize("task", ["pull_request", "commit", "merge_group"])
async def test_a_subject_comes_back_as_it_was_recorded(
    inbox: Inbox, clock: Clock, task: str
) -> None:
    subject = replace(PULL_REQUEST, task=task, name="c" * 40)  # type: ignore[arg-type]
    await arrive(inbox, subject)
    clock.pass_by(3)
    assert (await claimed(inbox)).subject == subject


async def test_a_delivery_seen_twice_is_one(inbox: Inbox, clock: Clock) -> None:
    assert await arrive(inbox, delivery="one")
    assert not await arrive(inbox, delivery="one")
    clock.pass_by(3)
    await inbox.finish(await claimed(inbox))
    assert not await arrive(inbox, delivery="one")
    clock.pass_by(3)
    assert await inbox.claim() is None


async def test_a_delivery_that_asks_for_nothing_is_dropped(inbox: Inbox, clock: Clock) -> None:
    assert await inbox.record(Delivery("one", "ping", None))
    clock.pass_by(3)
    assert await inbox.claim() is None


async def test_ten_events_for_one_pull_request_are_one_job(inbox: Inbox, clock: Clock) -> None:
    for _ in range(10):
        await arrive(inbox)
        clock.pass_by(1)
    clock.pass_by(2)
    job = await claimed(inbox)
    assert len(job.deliveries) == 10
    await inbox.finish(job)
    clock.pass_by(100)
    assert await inbox.claim() is None


async def test_a_pull_request_that_never_quiets_down_is_not_starved(
    inbox: Inbox, clock: Clock
) -> None:
    for _ in range(20):
        await arrive(inbox)
        clock.pass_by(1)
    assert await inbox.claim() is not None


async def test_a_pull_request_has_one_holder(inbox: Inbox, clock: Clock) -> None:
    await arrive(inbox)
    clock.pass_by(3)
    await claimed(inbox)
    await arrive(inbox)
    clock.pass_by(10)
    assert await inbox.claim() is None


async def test_what_arrives_during_the_work_is_done_afterwards(inbox: Inbox, clock: Clock) -> None:
    await arrive(inbox)
    clock.pass_by(3)
    job = await claimed(inbox)
    await arrive(inbox, delivery="late")
    clock.pass_by(3)
    await inbox.finish(job)
    assert (await claimed(inbox)).deliveries == ("late",)


async def test_the_work_of_a_holder_that_vanished_is_taken_up_again(
    inbox: Inbox, clock: Clock
) -> None:
    await arrive(inbox)
    clock.pass_by(3)
    lost = await claimed(inbox)
    clock.pass_by(31)
    found = await claimed(inbox)
    assert (found.subject, found.attempts) == (lost.subject, 2)


async def test_a_holder_that_renews_keeps_its_work(inbox: Inbox, clock: Clock) -> None:
    await arrive(inbox)
    clock.pass_by(3)
    job = await claimed(inbox)
    for _ in range(3):
        clock.pass_by(20)
        assert await inbox.renew(job)
        assert await inbox.claim() is None


async def test_what_a_lost_holder_reports_changes_nothing(inbox: Inbox, clock: Clock) -> None:
    await arrive(inbox)
    clock.pass_by(3)
    lost = await claimed(inbox)
    clock.pass_by(31)
    found = await claimed(inbox)
    await inbox.finish(lost)
    await inbox.give_back(lost, 0, "late")
    await inbox.release(lost)
    assert not await inbox.renew(lost)
    assert await inbox.claim() is None
    assert await inbox.renew(found)


async def test_what_is_given_back_waits_as_long_as_asked(inbox: Inbox, clock: Clock) -> None:
    await arrive(inbox)
    clock.pass_by(3)
    assert await inbox.give_back(await claimed(inbox), 60, "rate limit")
    clock.pass_by(50)
    await arrive(inbox)
    clock.pass_by(9)
    assert await inbox.claim() is None, "a new push does not cut short what GitHub asked for"
    clock.pass_by(2)
    assert await inbox.claim() is not None


async def test_what_fails_again_and_again_is_given_up_until_the_next_event(
    inbox: Inbox, clock: Clock
) -> None:
    await arrive(inbox)
    clock.pass_by(3)
    goes_on = [await inbox.give_back(await claimed(inbox), 0, "it broke") for _ in range(3)]
    assert goes_on == [True, True, False]
    assert await inbox.claim() is None
    await arrive(inbox)
    clock.pass_by(3)
    assert (await claimed(inbox)).attempts == 1


async def test_work_whose_holders_all_vanish_is_given_up(inbox: Inbox, clock: Clock) -> None:
    """Tries are counted when work is taken, or a job that kills its process would run for ever."""
    await arrive(inbox)
    for _ in range(3):
        clock.pass_by(31)
        await claimed(inbox)
    clock.pass_by(31)
    assert await inbox.claim() is None
    assert (await inbox.standing()).given_up == 1


async def test_what_is_released_comes_back_at_once_and_counts_as_no_try(
    inbox: Inbox, clock: Clock
) -> None:
    await arrive(inbox)
    clock.pass_by(3)
    for _ in range(5):
        job = await claimed(inbox)
        assert job.attempts == 1
        await inbox.release(job)


async def test_an_installation_never_holds_everything(inbox: Inbox, clock: Clock) -> None:
    for number in range(5):
        await arrive(inbox, replace(PULL_REQUEST, name=str(number)))
    clock.pass_by(3)
    jobs = [await inbox.claim() for _ in range(5)]
    assert len([job for job in jobs if job]) == PACE.per_installation


async def test_a_flood_from_one_installation_does_not_keep_another_waiting(
    inbox: Inbox, clock: Clock
) -> None:
    """Even where one job runs at a time, and the other's work arrived last."""
    for number in range(50):
        await arrive(inbox, replace(PULL_REQUEST, name=str(number)))
    clock.pass_by(1)
    await arrive(inbox, Subject(8, "calm/quay", "pull_request", "1"))
    clock.pass_by(10)
    served = []
    for _ in range(3):
        job = await claimed(inbox)
        served.append(job.subject.installation)
        clock.pass_by(1)
        await inbox.finish(job)
    assert 8 in served[:2]


async def test_the_standing_counts_what_waits_is_held_and_was_done(
    inbox: Inbox, clock: Clock
) -> None:
    for number in range(3):
        await arrive(inbox, replace(PULL_REQUEST, name=str(number)))
    clock.pass_by(3)
    await inbox.finish(await claimed(inbox))
    await claimed(inbox)
    assert await inbox.standing() == Standing(waiting=1, held=1, given_up=0, finished_lately=1)


async def test_old_deliveries_are_forgotten_but_never_what_still_waits(
    inbox: Inbox, clock: Clock
) -> None:
    await arrive(inbox, delivery="done")
    clock.pass_by(3)
    await inbox.finish(await claimed(inbox))
    await arrive(inbox, replace(PULL_REQUEST, name="13"))
    clock.pass_by(1001)
    await inbox.prune()
    assert (await claimed(inbox)).subject.name == "13"
    assert await arrive(inbox, delivery="done"), "so old an id is new again"


async def test_deliveries_that_arrive_together_are_all_kept(inbox: Inbox, clock: Clock) -> None:
    subjects = [replace(PULL_REQUEST, installation=n, name=str(n)) for n in range(300)]
    assert all(await asyncio.gather(*(arrive(inbox, subject) for subject in subjects)))
    clock.pass_by(3)
    jobs = [await claimed(inbox) for _ in subjects]
    assert {job.subject for job in jobs} == set(subjects)
