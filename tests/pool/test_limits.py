"""What the pool promises about tasks that hang, crash or hoard, in both kinds of process."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import hostile_tasks
import pytest

from app.errors import AuthorsMistake
from app.pool.alone import Alone
from app.pool.limits import MEMORY_IS_BOUNDED, Limits, Runner, Stopped
from app.pool.workers import Workers

pytestmark = pytest.mark.anyio
LIMITS = Limits(seconds=20, megabytes=256)
HASTY = Limits(seconds=1, megabytes=256)
"""For tasks that never end; a task that does may take longer on a busy machine."""


@pytest.fixture(scope="module")
async def workers() -> AsyncIterator[Workers]:
    async with Workers(1, LIMITS) as runner:
        yield runner


@pytest.fixture(params=["workers", "alone"])
def runner(request: pytest.FixtureRequest, workers: Workers) -> Runner:
    return workers if request.param == "workers" else Alone(LIMITS)


async def test_a_task_gives_its_value(runner: Runner) -> None:
    assert await runner.run(hostile_tasks.add, 2, 3) == 5


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        (hostile_tasks.nest_too_deeply, "nested too deeply"),
        (hostile_tasks.leave, "ended unexpectedly"),
        (hostile_tasks.crash, "ended unexpectedly"),
        (hostile_tasks.fail, "error in Cowpath itself"),
        (hostile_tasks.return_what_cannot_be_sent, "error in Cowpath itself"),
    ],
)
async def test_a_hostile_task_is_stopped_and_the_next_one_runs(
    runner: Runner, task: object, reason: str
) -> None:
    with pytest.raises(Stopped, match=reason):
        await runner.run(task)  # type: ignore[arg-type]  # chosen from the table above
    assert await runner.run(hostile_tasks.add, 1, 1) == 2


@pytest.mark.parametrize("task", [hostile_tasks.loop_for_ever, hostile_tasks.loop_in_c])
async def test_a_task_that_never_ends_is_stopped_and_the_next_one_runs(task: object) -> None:
    async with Workers(1, HASTY) as workers:
        for runner in (workers, Alone(HASTY)):
            with pytest.raises(Stopped, match="longer than 1 seconds"):
                await runner.run(task)  # type: ignore[arg-type]  # chosen from the list above
            assert await runner.run(hostile_tasks.add, 1, 1) == 2


@pytest.mark.skipif(not MEMORY_IS_BOUNDED, reason="this system does not bound memory")
async def test_a_task_that_hoards_memory_is_stopped() -> None:
    patient = Limits(seconds=20, megabytes=64)
    async with Workers(1, patient) as workers:
        for runner in (workers, Alone(patient)):
            with pytest.raises(Stopped, match="more than 64 MB"):
                await runner.run(hostile_tasks.take_all_memory)
            assert await runner.run(hostile_tasks.add, 1, 1) == 2


async def test_an_authors_mistake_comes_back_whole(runner: Runner) -> None:
    with pytest.raises(AuthorsMistake) as caught:
        await runner.run(hostile_tasks.blame_the_author)
    (mistake,) = caught.value.mistakes
    assert (mistake.where, mistake.line, mistake.column) == ("cowpath.yml", 3, 1)


async def test_an_error_of_our_own_carries_its_traceback(runner: Runner) -> None:
    with pytest.raises(Stopped) as caught:
        await runner.run(hostile_tasks.fail)
    assert "a plain bug" in (caught.value.fault or "")


async def test_the_event_loop_answers_while_a_worker_is_stuck() -> None:
    async with Workers(1, HASTY) as workers:
        stuck = asyncio.create_task(workers.run(hostile_tasks.loop_in_c))
        turns = 0
        while not stuck.done():
            await asyncio.sleep(0.01)
            turns += 1
        assert turns > 20
        with pytest.raises(Stopped):
            await stuck


async def test_a_process_of_ours_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "GITHUB_PRIVATE_KEY", "DATABASE_URL", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "open sesame")
    async with Workers(1, LIMITS) as workers:
        for runner in (workers, Alone(LIMITS)):
            assert "open sesame" not in await runner.run(hostile_tasks.environment)


async def test_a_worker_is_kept_from_task_to_task(workers: Workers) -> None:
    first = await workers.run(hostile_tasks.process_id)
    assert await workers.run(hostile_tasks.process_id) == first


async def test_a_pool_whose_idle_worker_was_killed_mends_itself(workers: Workers) -> None:
    """As the system does when memory runs out."""
    os.kill(await workers.run(hostile_tasks.process_id), signal.SIGKILL)
    assert await workers.run(hostile_tasks.add, 2, 3) == 5


async def test_a_neighbour_of_a_crash_is_not_harmed() -> None:
    async with Workers(2, LIMITS) as workers:
        tasks = [hostile_tasks.crash, hostile_tasks.process_id, hostile_tasks.leave]
        crash, value, leave = await asyncio.gather(*map(workers.run, tasks), return_exceptions=True)
    assert isinstance(crash, Stopped)
    assert isinstance(value, int)
    assert isinstance(leave, Stopped)


PARENT = """
import asyncio, sys
import hostile_tasks
from app.pool.limits import Limits
from app.pool.workers import Workers
from app.pool.alone import Alone

async def main():
    limits = Limits(seconds=1)
    if sys.argv[1] == "alone":
        await Alone(limits).run(getattr(hostile_tasks, sys.argv[2]), sys.argv[3])
    async with Workers(2, limits) as workers:
        await workers.run(getattr(hostile_tasks, sys.argv[2]), sys.argv[3])

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("task", ["note_and_sleep", "note_and_loop_in_c"])
@pytest.mark.parametrize("kind", ["workers", "alone"])
def test_no_process_remains_when_the_parent_is_killed(tmp_path: Path, kind: str, task: str) -> None:
    """One worker is busy, the other idle; the busy one may hold the interpreter in a C loop."""
    script, note = tmp_path / "parent.py", tmp_path / "note"
    script.write_text(PARENT)
    parent = subprocess.Popen(
        [sys.executable, str(script), kind, task, str(note)],
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    until(lambda: note.exists() and note.read_text() != "")
    family = descendants(parent.pid)
    assert int(note.read_text()) in family
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until(lambda: not any(map(runs, family)))


def until(happened: object) -> None:
    """Wait for something that must come; gives up after 15 seconds."""
    for _ in range(300):
        if happened():  # type: ignore[operator]  # a callable; the lambdas above
            return
        time.sleep(0.05)
    raise AssertionError("it never happened")


def descendants(process: int) -> set[int]:
    children = {
        int(child)
        for tasks in Path(f"/proc/{process}/task").glob("*/children")
        for child in tasks.read_text().split()
    }
    return children.union(*map(descendants, children))


def runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
