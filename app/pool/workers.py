"""Processes that stay: the pool of a server."""

import asyncio
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import Self, cast

from pebble import ProcessExpired, ProcessPool

from app.pool.limits import Limits, Result, confine, died, outcome_of, perform, too_slow

START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""Never `fork`: a server has threads, and a fork copies their locks as they stand."""

GRACE = 30
"""Seconds beyond its deadline after which a task is lost: a new worker may have to start first."""


class Workers:
    """A pool of processes, each of which does one task after another."""

    def __init__(self, count: int, limits: Limits, preloaded: Sequence[str] = ()) -> None:
        """`preloaded` names modules that new workers find imported where the system allows it."""
        self._count = count
        self._limits = limits
        self._preloaded = list(preloaded)
        self._turns = asyncio.Semaphore(count)  # a task in hand has a worker, so its clock is fair
        self._mending = asyncio.Lock()
        self._pool = self._new_pool()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(_end, self._pool)

    async def run(self, function: Callable[..., Result], *arguments: object) -> Result:
        """As `Runner.run`."""
        async with self._turns:
            pool = self._pool
            try:
                return await self._run_in(pool, function, arguments)
            except BrokenProcessPool:
                # one worker's odd death can take the pool along, and innocent tasks with it
                await self._mend(pool)
            try:
                return await self._run_in(self._pool, function, arguments)
            except BrokenProcessPool:
                raise died(None) from None

    async def _run_in(
        self, pool: ProcessPool, function: Callable[..., Result], arguments: tuple[object, ...]
    ) -> Result:
        limits = self._limits
        try:
            future = pool.schedule(
                perform, args=(limits, function, *arguments), timeout=limits.seconds
            )
        except RuntimeError as error:  # how pebble says that the pool broke earlier
            raise BrokenProcessPool from error
        try:
            content = await asyncio.wait_for(asyncio.wrap_future(future), limits.seconds + GRACE)
        except TimeoutError:
            raise too_slow(limits) from None
        except ProcessExpired as death:
            raise died(death.exitcode) from None
        return cast(Result, outcome_of(content))

    async def _mend(self, broken: ProcessPool) -> None:
        async with self._mending:
            if self._pool is broken:
                self._pool = self._new_pool()
                await asyncio.to_thread(_end, broken)

    def _new_pool(self) -> ProcessPool:
        context = multiprocessing.get_context(START)
        if START == "forkserver":
            context.set_forkserver_preload(self._preloaded)
        return ProcessPool(
            max_workers=self._count, initializer=confine, initargs=(self._limits,), context=context
        )


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble types some of itself
    pool.join()
