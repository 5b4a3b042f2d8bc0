"""The limits that a process of ours keeps while it works on what strangers wrote.

The parent ends a task at its deadline. Should the parent itself be gone, an alarm clock in the
process ends a busy one, even inside a C loop that never gives the interpreter back, and a thread
that watches the parent ends an idle one.
"""

import logging
import math
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from app.errors import AuthorsMistake

Result = TypeVar("Result")

MEMORY_IS_BOUNDED = sys.platform == "linux"
"""Elsewhere the system does not hold a process to RLIMIT_AS, and the deadline alone protects."""


KEPT = frozenset({"PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP"})
"""What a process keeps of the environment it was started in: enough to call git."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a task may take, and how much it may allocate."""

    seconds: float = 20
    megabytes: int = 512
    """On top of what the process holds when it starts; heeded where `MEMORY_IS_BOUNDED`."""


class Stopped(Exception):
    """A task was ended at a limit or died; the message completes "nothing can be told: …"."""

    def __init__(self, reason: str, fault: str | None = None) -> None:
        super().__init__(reason)
        self.fault = fault
        """The traceback, where it was an error of our own and no limit."""

    def log(self, logger: logging.Logger, about: str) -> None:
        """Say so in the log: a limit is a warning, an error of our own is an error."""
        if self.fault:
            logger.error("Error while working on %s:\n%s", about, self.fault)
        else:
            logger.warning("Stopped working on %s: %s", about, self)


class Runner(Protocol):
    """Runs a function elsewhere, within limits."""

    async def run(self, function: Callable[..., Result], *arguments: object) -> Result:
        """Its result. Raises `Stopped`, and `AuthorsMistake` where the function does."""


def too_slow(limits: Limits) -> Stopped:
    """For a task that passed its deadline."""
    return Stopped(f"it took longer than {limits.seconds:g} seconds")


def died(code: int | None) -> Stopped:
    """For a task whose process died under it."""
    return Stopped(f"its process ended unexpectedly (exit code {code})")


def confine(limits: Limits) -> None:
    """Called once when one of our processes starts."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once, even inside a C loop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in set(os.environ) - KEPT:  # no secret of ours is any use to it
        del os.environ[name]
    if MEMORY_IS_BOUNDED:
        _bound_memory(limits.megabytes << 20)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _bound_memory(allowance: int) -> None:
    import resource  # it exists on Unix only

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + allowance
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no copy of what it read


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of a task, as it crosses back to the parent."""

    kind: Literal["value", "mistake", "limit", "fault"]
    content: object


def perform(limits: Limits, function: Callable[..., object], *arguments: object) -> bytes:
    """Run a task in one of our processes; whatever happens becomes bytes for `outcome_of`."""
    set_alarm = getattr(signal, "alarm", None)  # Windows has none
    if set_alarm:
        set_alarm(math.ceil(limits.seconds) + 1)
    try:
        return _pickled(limits, function, *arguments)
    finally:
        if set_alarm:
            set_alarm(0)


def _pickled(limits: Limits, function: Callable[..., object], *arguments: object) -> bytes:
    try:
        return pickle.dumps(_Outcome("value", function(*arguments)))
    except AuthorsMistake as mistake:
        outcome = _Outcome("mistake", mistake)
    except MemoryError:
        outcome = _Outcome("limit", f"it needed more than {limits.megabytes} MB of memory")
    except RecursionError:
        outcome = _Outcome("limit", "it is nested too deeply")
    except Exception:  # the parent logs it: an error of ours must not end the process
        outcome = _Outcome("fault", traceback.format_exc())
    return pickle.dumps(outcome)


def outcome_of(content: bytes) -> object:
    """In the parent: the task's value. Raises `Stopped` or the task's `AuthorsMistake`."""
    outcome = pickle.loads(content)  # noqa: S301 -- written by `perform` in a process of ours
    match outcome:
        case _Outcome("value", value):
            return value
        case _Outcome("mistake", AuthorsMistake() as mistake):
            raise mistake
        case _Outcome("limit", reason):
            raise Stopped(str(reason))
        case _:
            raise Stopped("an error in Cowpath itself", fault=str(outcome.content))
