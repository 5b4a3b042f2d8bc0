"""The worker: every job ends as its work did, and nothing it meets stops it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count

import pytest
from memory_inbox import MemoryInbox

from app.errors import CowpathError, PassingTrouble
from app.inbox import Delivery, Job, Pace, Standing, Subject
from app.worker import Rhythm, Worker, backoff

pytestmark = pytest.mark.anyio
QUICK = Rhythm(jobs=2, idle=0.01, renewal=0.02, grace=0.1)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inbox(clock: Clock) -> MemoryInbox:
    return MemoryInbox(clock, Pace(debounce=0, max_wait=0, max_attempts=2))


ids = map("d{}".format, count())


async def arrive(inbox: MemoryInbox, number: int = 1, installation: int = 7) -> None:
    subject = Subject(installation, "acme/harbour", "pull_request", str(number))
    await inbox.record(Delivery(next(ids), "pull_request", subject))


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(5):
        while not await holds():
            await asyncio.sleep(0.005)


@asynccontextmanager
async def working(
    inbox: MemoryInbox, work: Callable[[Job], Awaitable[None]], rhythm: Rhythm = QUICK
):  # type: ignore[no-untyped-def]
    worker = Worker(inbox, work, rhythm)
    running = asyncio.create_task(worker.run())
    try:
        yield worker
    finally:
        worker.stop()
        await running


def standing_is(inbox: MemoryInbox, **counts: int) -> Callable[[], Awaitable[bool]]:
    async def holds() -> bool:
        standing = await inbox.standing()
        return all(getattr(standing, name) == number for name, number in counts.items())

    return holds


async def test_a_job_whose_work_ends_is_finished(inbox: MemoryInbox) -> None:
    done: list[str] = []

    async def work(job: Job) -> None:
        done.append(job.subject.name)

    await arrive(inbox, 12)
    async with working(inbox, work):
        await until(standing_is(inbox, finished_lately=1))
    assert done == ["12"]


async def test_passing_trouble_waits_as_long_as_the_other_side_asked(
    inbox: MemoryInbox, clock: Clock
) -> None:
    tries: list[float] = []
    let_go = asyncio.Event()

    async def work(_: Job) -> None:
        tries.append(clock.now)
        await let_go.wait()
        if len(tries) == 1:
            raise PassingTrouble("rate limit", retry_after=60)

    await arrive(inbox)
    async with working(inbox, work):
        await until(standing_is(inbox, held=1))
        let_go.set()
        await until(standing_is(inbox, held=0))
        clock.now += 59
        await asyncio.sleep(0.05)
        assert len(tries) == 1
        clock.now += 2
        await until(standing_is(inbox, finished_lately=1))


async def test_an_error_of_ours_is_tried_again_and_at_last_given_up(
    inbox: MemoryInbox, clock: Clock
) -> None:
    tries: list[Job] = []

    async def work(job: Job) -> None:
        tries.append(job)
        raise KeyError("a bug")

    async def given_up() -> bool:
        clock.now += 1
        return (await inbox.standing()).given_up == 1

    await arrive(inbox)
    async with working(inbox, work):
        await until(given_up)
    assert [job.attempts for job in tries] == [1, 2]


async def test_what_can_never_succeed_is_not_tried_again(inbox: MemoryInbox) -> None:
    tries: list[Job] = []

    async def work(job: Job) -> None:
        tries.append(job)
        raise CowpathError("the repository is gone")

    await arrive(inbox)
    async with working(inbox, work):
        await until(standing_is(inbox, finished_lately=1))
    assert len(tries) == 1


async def test_a_job_that_takes_long_stays_ours(inbox: MemoryInbox, clock: Clock) -> None:
    started = asyncio.Event()
    tries: list[Job] = []

    async def work(job: Job) -> None:
        tries.append(job)
        started.set()
        for _ in range(10):
            await asyncio.sleep(0.03)
            clock.now += 20

    await arrive(inbox)
    async with working(inbox, work):
        await until(standing_is(inbox, finished_lately=1))
    assert len(tries) == 1


async def test_work_that_hangs_is_given_back(inbox: MemoryInbox) -> None:
    async def work(_: Job) -> None:
        await asyncio.sleep(60)

    await arrive(inbox)
    hasty = Rhythm(idle=0.01, renewal=0.02, longest=0.05)
    async with working(inbox, work, hasty):
        await until(standing_is(inbox, held=1))
        await until(standing_is(inbox, held=0, waiting=1))


async def test_work_that_somebody_else_took_over_is_dropped(
    inbox: MemoryInbox, clock: Clock
) -> None:
    stopped = asyncio.Event()

    async def work(_: Job) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()

    await arrive(inbox)
    async with working(inbox, work):
        await until(standing_is(inbox, held=1))
        clock.now += 31
        assert await inbox.claim() is not None
        async with asyncio.timeout(5):
            await stopped.wait()
    assert (await inbox.standing()).held == 1, "the other holder still has it"


async def test_only_so_many_jobs_are_in_hand_at_once(inbox: MemoryInbox) -> None:
    running, most = 0, 0

    async def work(_: Job) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1

    for number in range(10):
        await arrive(inbox, number, installation=number)
    async with working(inbox, work):
        await until(standing_is(inbox, finished_lately=10))
    assert most == 2


async def test_a_worker_asked_to_stop_ends_its_jobs_and_takes_no_more(inbox: MemoryInbox) -> None:
    async def work(_: Job) -> None:
        await asyncio.sleep(0.05)

    await arrive(inbox, 1)
    async with working(inbox, work):
        await until(standing_is(inbox, held=1))
        await arrive(inbox, 2)
    assert await inbox.standing() == Standing(1, 0, 0, 1)


async def test_what_does_not_end_in_time_is_released(inbox: MemoryInbox) -> None:
    async def work(_: Job) -> None:
        await asyncio.sleep(60)

    await arrive(inbox)
    async with working(inbox, work):
        await until(standing_is(inbox, held=1))
    job = await inbox.claim()
    assert job is not None
    assert job.attempts == 1, "being asked to stop counts as no try"


async def test_a_store_that_fails_does_not_end_the_worker(inbox: MemoryInbox) -> None:
    class Failing(MemoryInbox):
        failures = 3

        async def claim(self) -> Job | None:
            if self.failures:
                self.failures -= 1
                raise PassingTrouble("disk full") if self.failures else RuntimeError("odd")
            return await super().claim()

    async def work(_: Job) -> None:
        pass

    failing = Failing(lambda: 1000.0, Pace(debounce=0))
    await arrive(failing)
    async with working(failing, work):
        await until(standing_is(failing, finished_lately=1))


def test_pauses_grow_are_spread_and_stay_within_a_quarter_of_an_hour() -> None:
    assert 2.5 <= backoff(1) <= 5
    assert 7.5 <= backoff(2) <= 15
    assert 450 <= backoff(50) <= 900
    assert len({backoff(3) for _ in range(10)}) > 1
