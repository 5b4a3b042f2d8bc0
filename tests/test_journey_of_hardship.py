"""What neither sudden deaths nor hostile pull requests can do to the App, over real HTTP."""

import asyncio
import random
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest
from town import INVITED, SECRET, UNEXPLAINED, Town, checks, client, comments, until

from app.sandbox.webhooks import Webhooks

pytestmark = pytest.mark.anyio
PULL_REQUESTS, PUSHES, DEATHS = 40, 4, 5


async def test_sudden_deaths_at_any_stage_lose_nothing_and_double_nothing(own_town: Town) -> None:
    """200 deliveries; what got no 202 is delivered again, as a person would from GitHub's list."""
    chance = random.Random(7)
    harbour = own_town.world.add_repository("acme/harbour", INVITED)
    proposed = [
        own_town.world.open_pull_request(harbour, UNEXPLAINED) for _ in range(PULL_REQUESTS)
    ]
    for number in range(PUSHES):
        for one in proposed:
            own_town.world.push(harbour, one, {"notes.md": f"{number}\n"})
    async with client(timeout=5) as sender:
        hooks = Webhooks(own_town.world, f"{own_town.app.url}/webhook", SECRET)
        sending = asyncio.create_task(keep_delivering(hooks, sender))
        for _ in range(DEATHS):
            await asyncio.sleep(chance.uniform(0.2, 2))
            own_town.app.kill()
            await asyncio.to_thread(own_town.app.start)
            hooks.move(f"{own_town.app.url}/webhook")
        assert await sending == PULL_REQUESTS * (1 + PUSHES)
    assert not own_town.app.is_idle(), "it died before the work was done, or this proves nothing"
    await asyncio.to_thread(until, own_town.app.is_idle, lambda: own_town.app.log)

    assert [len(comments(harbour, one)) for one in proposed] == [1] * PULL_REQUESTS
    assert [len(checks(harbour, one.head_sha)) for one in proposed] == [1] * PULL_REQUESTS
    every_head = Counter(one.head_sha for one in harbour.check_runs.values())
    assert set(every_head.values()) == {1}


async def keep_delivering(hooks: Webhooks, sender: httpx.AsyncClient) -> int:
    """Send everything, and again what was not acknowledged; how many deliveries there were."""
    lost = [one for one in await hooks.deliver(sender) if one.status != 202]
    deliveries = len(hooks.sent)
    while lost:
        if (await hooks.redeliver(sender, lost[0])).status == 202:
            lost.pop(0)
        else:  # nobody is there, so the others would find nobody either
            await asyncio.sleep(0.1)
    return deliveries


async def test_a_hostile_pull_request_ends_in_words_while_the_server_answers(
    town: Town,
) -> None:
    hostile = {
        ".github/workflows/deep.yml": "on: " + "[" * 50_000,
        "charts/x/values.yaml": "a: " + "{b: " * 50_000,
        "modules/one-line/variables.tf": 'variable "a" {' + "x = " * 1_250_000,
        "modules/brackets/variables.tf": "[" * 200_000,
        "docs/a\nnew ![line](https://evil.example/x.png) `@acme/all`.md": "# @acme/all\n",
        "modules/`tick`/variables.tf": 'variable "@acme/all" {\n  default = 1\n}\n',
        "src/deep.py": "(" * 60_000,
    }
    harbour = town.world.add_repository("acme/hostile", INVITED)
    proposed = town.world.open_pull_request(
        harbour,
        hostile,
        title="feat: @acme/all ![x](https://evil.example/x.png)",
        body="[" * 65_536,
    )
    await town.send()
    slowest = 0.0
    end = time.monotonic() + 60
    while not checks(harbour, proposed.head_sha) and time.monotonic() < end:
        start = time.monotonic()
        assert (await asyncio.to_thread(httpx.get, f"{town.app.url}/healthz")).status_code == 200
        slowest = max(slowest, time.monotonic() - start)
        await asyncio.sleep(0.05)
    assert len(checks(harbour, proposed.head_sha)) == 1, town.app.log
    assert slowest < 10, "a frozen loop answers nobody"
    shown = "".join(one.body for one in comments(harbour, proposed))
    assert "![" not in shown.replace("`", "")
    assert "](https://evil.example" not in shown


async def test_a_killed_server_leaves_no_process_behind(own_town: Town) -> None:
    def descendants(root: int) -> set[int]:
        children: dict[int, list[int]] = {}
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = status.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(status.parent.name))
        found, waiting = set(), [root]
        while waiting:
            for child in children.get(waiting.pop(), []):
                found.add(child)
                waiting.append(child)
        return found

    if not Path("/proc").is_dir():
        pytest.skip("this system does not show its processes under /proc")
    family = descendants(own_town.app.process.pid)
    assert family, "the pool has processes of its own"
    own_town.app.kill()
    until(
        lambda: not any(Path(f"/proc/{one}").exists() for one in family),
        lambda: f"still there: {family}",
    )
