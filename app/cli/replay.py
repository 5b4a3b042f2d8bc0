"""Replays the past of a clone on all cores: each step judged within limits, in processes apart."""

import asyncio
import os
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime

from app.cli import past
from app.cli.kept import Kept
from app.core.backtest import Judgement, PastChange
from app.core.layers import Resolved
from app.git.past import Step
from app.policy_files import built_in
from app.pool.limits import Limits, Stopped
from app.pool.tasks import prepare
from app.pool.workers import Workers

SECONDS = 20
"""For one step; what takes longer cannot be told."""
IN_A_ROW = 16
"""Neighbouring steps that one process looks at: they have most of their texts in common."""

Judgements = tuple[Judgement, ...]
"""One step by each configuration."""


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

    today = datetime.now(UTC).date().isoformat()

    async def work_off(runner: Workers) -> None:
        await runner.run(prepare, built_in)
        while blocks:
            for step in blocks.popleft():
                outcomes[step] = await _look(runner, directory, step, configurations, kept, today)
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


async def _look(
    runner: Workers,
    directory: str,
    step: Step,
    configurations: Sequence[Resolved],
    kept: dict[str, Kept],
    today: str,
) -> Judgements:
    at_hand = {name: packed for name, here in kept.items() if (packed := here.get(step.commit))}
    try:
        looked = await runner.run(past.look, directory, step, configurations, at_hand, today)
    except Stopped as stopped:
        failed = Judgement(PastChange(step.commit, ""), failed=str(stopped))
        return (failed,) * len(configurations)
    for name, packed in looked.found.items():
        kept[name].put(step.commit, packed)
    return looked.judgements
