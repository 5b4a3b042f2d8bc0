"""Replays the past on all cores: each change judged within limits, in processes apart."""

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.cli import past
from app.cli.kept import Kept
from app.core.backtest import Judgement, PastChange
from app.core.layers import Resolved
from app.core.pull_request import NotRead
from app.git.past import Step
from app.policy_files import built_in
from app.pool.limits import Limits, Stopped
from app.pool.tasks import prepare
from app.pool.workers import Workers

if TYPE_CHECKING:
    from app.github.history import Window  # what stands behind it takes half a second to import

SECONDS = 20
"""For one step; what takes longer cannot be told."""
IN_A_ROW = 16
"""Neighbouring steps that one process looks at: they have most of their texts in common."""

Judgements = tuple[Judgement, ...]
"""One step by each configuration."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A past that was judged, newest first."""

    configurations: Sequence[Resolved]
    outcomes: Sequence[Judgements]
    home: str
    """The repository's address for links; empty where it has none."""
    ended: str = ""
    """Why no more was looked at, where more was asked for."""


async def replay(
    directory: str,
    steps: Sequence[Step],
    configurations: Sequence[Resolved],
    kept: dict[str, Kept],
    *,
    jobs: int | None = None,
    done: Callable[[], None] = lambda: None,
) -> list[Judgements]:
    """Judge every step by every configuration; `done` is called after each step.

    `kept` has the findings of earlier runs by outlook, and gets those of this one as they come.
    """
    outcomes: dict[Step, Judgements] = {}
    blocks = deque(steps[at : at + IN_A_ROW] for at in range(0, len(steps), IN_A_ROW))
    eye = _Eye(configurations, kept)

    async def work_off(runner: Workers) -> None:
        await runner.run(prepare, built_in)
        while blocks:
            for step in blocks.popleft():
                outcomes[step] = await eye.look(runner, step.commit, past.look, directory, step)
                done()

    async with AsyncExitStack() as stack:
        lanes = min(jobs or os.cpu_count() or 1, len(blocks))
        runners = [
            # a process a lane, so that neighbours meet
            await stack.enter_async_context(Workers(1, Limits(SECONDS), [past.__name__]))
            for _ in range(lanes)
        ]
        await asyncio.gather(*map(work_off, runners))
    return [outcomes[step] for step in steps]


async def replay_windows(
    windows: AsyncIterator["Window"],
    configurations: Sequence[Resolved],
    kept: dict[str, Kept],
    *,
    jobs: int | None = None,
    done: Callable[[], None] = lambda: None,
) -> list[Judgements]:
    """As `replay`, of changes that are read while those before them are judged."""
    outcomes: list[Judgements] = []
    eye = _Eye(configurations, kept)
    async with Workers(jobs or os.cpu_count() or 1, Limits(SECONDS), [past.__name__]) as runner:

        async def judged(commit: str, read: past.Read | NotRead | None) -> Judgements:
            if isinstance(read, NotRead):
                found = eye.failed(commit, read.reason)
            else:
                found = await eye.look(runner, commit, past.look_at, read)
            done()
            return found

        waiting = asyncio.ensure_future(anext(windows, None))
        while window := await waiting:
            waiting = asyncio.ensure_future(anext(windows, None))
            outcomes += await asyncio.gather(*(judged(*one) for one in window))
    return outcomes


def kept_by_all(kept: Mapping[str, Kept], commit: str) -> bool:
    """Whether earlier runs found in a commit all that there is to find."""
    return all(here.get(commit) is not None for here in kept.values())


@dataclass(frozen=True, slots=True)
class _Eye:
    """Looks at one change after another by the same configurations."""

    configurations: Sequence[Resolved]
    kept: dict[str, Kept]
    today: str = field(default_factory=lambda: datetime.now(UTC).date().isoformat())

    async def look(
        self, runner: Workers, commit: str, task: Callable[..., past.Looked], *what: object
    ) -> Judgements:
        """Let a process look, and keep what it found."""
        at_hand = {name: packed for name, here in self.kept.items() if (packed := here.get(commit))}
        try:
            looked = await runner.run(task, *what, self.configurations, at_hand, self.today)
        except Stopped as stopped:
            return self.failed(commit, str(stopped))
        for name, packed in looked.found.items():
            self.kept[name].put(commit, packed)
        return looked.judgements

    def failed(self, commit: str, reason: str) -> Judgements:
        """For a change that cannot be judged."""
        return (Judgement(PastChange(commit, ""), failed=reason),) * len(self.configurations)
