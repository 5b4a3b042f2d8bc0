"""Takes jobs from the inbox and sees each to its end: done, tried again later, or given up."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import structlog

from app.errors import CowpathError, PassingTrouble
from app.inbox import Inbox, Job
from app.telemetry import metrics
from app.telemetry.logs import about

log = structlog.get_logger(__name__)

Work = Callable[[Job], Awaitable[None]]
"""Does what a job asks for. Raises `PassingTrouble` where it should be tried again."""

Ending = Literal["finished", "given_back", "given_up", "released", "lost"]

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 900.0
"""Seconds between tries; between these two each pause is three times the one before."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a worker spends its time. Seconds, unless said otherwise."""

    jobs: int = 6
    """Jobs in hand at once."""
    idle: float = 0.5
    """Between two looks into an inbox where nothing was due."""
    renewal: float = 10
    """Between two renewals of a lease; several fit into one lease."""
    longest: float = 300
    """For one job; what takes longer hangs, and is tried again."""
    grace: float = 20
    """For jobs in hand to end when the worker is asked to stop."""
    upkeep: float = 3600
    """Between two rounds of forgetting what is old."""


class Worker:
    """Works on several jobs at once until it is asked to stop."""

    def __init__(self, inbox: Inbox, work: Work, rhythm: Rhythm | None = None) -> None:
        self._inbox = inbox
        self._work = work
        self._rhythm = rhythm or Rhythm()
        self._slots = asyncio.Semaphore(self._rhythm.jobs)
        self._in_hand: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Take no more jobs; `run` ends when those in hand have ended or were released."""
        self._stopping.set()

    async def run(self) -> None:
        """Work until `stop`. Trouble with the store is logged and outlived."""
        upkeep = asyncio.create_task(self._keep_tidy())
        try:
            while not self._stopping.is_set():
                await self._take_one()
            await self._let_go()
        finally:
            upkeep.cancel()

    async def _take_one(self) -> None:
        await self._slots.acquire()
        job = await self._next()
        if job is None:
            self._slots.release()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._rhythm.idle)
            return
        task = asyncio.create_task(self._see_to(job))
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        task.add_done_callback(lambda _: self._slots.release())

    async def _next(self) -> Job | None:
        if self._stopping.is_set():
            return None
        try:
            return await self._inbox.claim()
        except PassingTrouble as trouble:
            log.warning("The inbox cannot be read", trouble=str(trouble))
        except Exception:
            log.exception("The inbox cannot be read")
        return None

    async def _let_go(self) -> None:
        if self._in_hand:
            log.info("Waiting for jobs in hand", jobs=len(self._in_hand))
            _, late = await asyncio.wait(self._in_hand, timeout=self._rhythm.grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _keep_tidy(self) -> None:
        while True:
            try:
                await self._inbox.prune()
            except Exception:
                log.exception("Old deliveries could not be forgotten")
            await asyncio.sleep(self._rhythm.upkeep)

    async def _see_to(self, job: Job) -> None:
        """One job from its start to its end, whatever happens."""
        began = asyncio.get_running_loop().time()
        with about(subject=job.subject.key, deliveries=list(job.deliveries)):
            try:
                ending = await self._do(job)
            except Exception:  # the store failed: the lease runs out and somebody takes it up
                log.exception("A job's end could not be recorded")
                ending = "lost"
            seconds = asyncio.get_running_loop().time() - began
            log.info("Job ended", ending=ending, seconds=round(seconds, 3), attempt=job.attempts)
        metrics.JOBS.labels(ending).inc()
        metrics.JOB_SECONDS.observe(seconds)

    async def _do(self, job: Job) -> Ending:
        try:
            still_ours = await self._while_held(job)
        except PassingTrouble as trouble:
            return await self._try_again(job, str(trouble), trouble.retry_after)
        except CowpathError as refusal:  # final: trying again would end the same way
            log.warning("Nothing could be done", reason=str(refusal))
        except asyncio.CancelledError:
            await self._inbox.release(job)
            return "released"
        except Exception as error:
            log.exception("The work failed")
            return await self._try_again(job, repr(error))
        else:
            if not still_ours:
                return "lost"
        await self._inbox.finish(job)
        return "finished"

    async def _try_again(self, job: Job, error: str, seconds: float | None = None) -> Ending:
        pause = seconds if seconds is not None else backoff(job.attempts)
        log.warning("To be tried again", error=error, seconds=round(pause, 1))
        if await self._inbox.give_back(job, pause, error):
            return "given_back"
        log.error("Given up until the next event", error=error, attempts=job.attempts)
        return "given_up"

    async def _while_held(self, job: Job) -> bool:
        """Do the work; False where somebody else took the job over in the meantime."""
        work = asyncio.ensure_future(self._work(job))
        try:
            if still_ours := await self._wait_for(work, job):
                work.result()
            return still_ours
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _wait_for(self, work: asyncio.Future[None], job: Job) -> bool:
        longest = self._rhythm.longest
        try:
            async with asyncio.timeout(longest):
                while not (await asyncio.wait({work}, timeout=self._rhythm.renewal))[0]:
                    if not await self._renew(job):
                        return False
        except TimeoutError:
            raise PassingTrouble(f"it took longer than {longest:g} seconds") from None
        return True

    async def _renew(self, job: Job) -> bool:
        try:
            return await self._inbox.renew(job)
        except PassingTrouble:  # the lease outlasts several tries
            return True


def backoff(attempt: int) -> float:
    """Seconds until the next try, spread so that what failed together is not tried together."""
    pause = min(FIRST_PAUSE * 3.0 ** (attempt - 1), LONGEST_PAUSE)
    return pause * random.uniform(0.5, 1)  # noqa: S311 -- nothing secret depends on it
