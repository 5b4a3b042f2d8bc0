"""A process for each task: nothing to keep, nothing to start beforehand."""

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import cast

from app.pool.limits import Limits, Result, confine, died, outcome_of, perform, too_slow

START = "fork" if sys.platform == "linux" else "spawn"
"""A fork costs milliseconds and inherits what is loaded; only on Linux is it safe to rely on."""


class Alone:
    """Runs each task in a process that ends with it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    async def run(self, function: Callable[..., Result], *arguments: object) -> Result:
        """As `Runner.run`; holds the event loop meanwhile."""
        context = multiprocessing.get_context(START)
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(  # type: ignore[attr-defined]  # the stubs lack it
            target=_serve, args=(sender, self._limits, function, arguments), daemon=True
        )
        process.start()
        sender.close()
        try:
            if not receiver.poll(self._limits.seconds):
                raise too_slow(self._limits)
            return cast(Result, outcome_of(receiver.recv_bytes()))
        except EOFError:
            process.join()
            raise died(process.exitcode) from None
        finally:
            process.kill()
            process.join()
            process.close()
            receiver.close()


def _serve(
    sender: Connection, limits: Limits, function: Callable[..., object], arguments: tuple[object]
) -> None:
    confine(limits)
    sender.send_bytes(perform(limits, function, *arguments))
