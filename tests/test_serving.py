"""A real server process: what it acknowledged survives its death, and it goes when asked to."""

import asyncio
import hmac
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
import server_with_noted_work
from server_with_noted_work import RHYTHM, SECRET

pytestmark = pytest.mark.anyio
DELIVERIES, PULL_REQUESTS = 200, 100


class ServerProcess:
    """A server that can be killed and started again on the same file."""

    def __init__(self, folder: Path) -> None:
        self.database, self.notes, self.log = (
            folder / "cowpath.db",
            folder / "notes",
            folder / "log",
        )
        self.start()

    def start(self) -> None:
        script = server_with_noted_work.__file__
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, script, str(self.database), str(self.notes)],
                env={"PYTHONPATH": ":".join(sys.path)},
                stderr=log,
            )
        self.url = f"http://127.0.0.1:{self.port()}"

    def port(self) -> int:
        for _ in range(600):
            for line in self.log.read_text().splitlines():
                if '"Listening"' in line:
                    return int(json.loads(line)["port"])
            time.sleep(0.05)
        raise AssertionError(f"it did not start: {self.log.read_text()}")

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=20)

    def evaluations(self) -> Counter[tuple[str, ...]]:
        """How often each pull request was evaluated at each of its generations."""
        return Counter(tuple(line.split()) for line in self.notes.read_text().splitlines())

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    server = ServerProcess(tmp_path)
    yield server
    if server.process.poll() is None:
        server.end(signal.SIGKILL)


async def deliver(sender: httpx.AsyncClient, number: int) -> bool:
    pull_request = number % PULL_REQUESTS + 1
    payload = {
        "action": "synchronize",
        "installation": {"id": pull_request % 3 + 1},
        "repository": {"full_name": "acme/harbour"},
        "pull_request": {"number": pull_request},
    }
    body = json.dumps(payload).encode()
    headers = {
        "X-GitHub-Event": "pull_request",
        "X-GitHub-Delivery": f"d{number}",
        "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET.encode(), body, "sha256").hexdigest(),
    }
    try:
        response = await sender.post("/webhook", content=body, headers=headers)
    except httpx.TransportError:
        return False
    return response.status_code == 202


async def deliver_all(url: str, numbers: range, then: object = None) -> set[int]:
    """The numbers that were acknowledged; `then` is called after half of them were."""
    acknowledged: set[int] = set()
    waiting = iter(numbers)

    async def keep_sending(sender: httpx.AsyncClient) -> None:
        for number in waiting:
            if await deliver(sender, number):
                acknowledged.add(number)
            if len(acknowledged) == len(numbers) // 2 and callable(then):
                then()

    async with httpx.AsyncClient(base_url=url) as sender:
        await asyncio.gather(*(keep_sending(sender) for _ in range(8)))
    return acknowledged


async def test_killing_the_server_loses_nothing_and_doubles_nothing(server: ServerProcess) -> None:
    """GitHub's 202 is a promise, and GitHub sends a delivery again only where it got none."""
    everything = range(DELIVERIES)
    acknowledged = await deliver_all(server.url, everything, then=server.process.kill)
    assert DELIVERIES // 2 <= len(acknowledged) < DELIVERIES
    server.end(signal.SIGKILL)
    stored = {int(str(name)[1:]) for (name,) in server.ask("SELECT id FROM delivery")}
    assert acknowledged <= stored

    server.start()
    assert await deliver_all(server.url, everything) == set(everything)
    async with asyncio.timeout(20):
        while server.ask("SELECT 1 FROM subject WHERE generation > done_generation"):
            await asyncio.sleep(0.05)
    assert server.ask("SELECT count(*) FROM delivery") == [(DELIVERIES,)]
    assert set(server.ask("SELECT generation, done_generation FROM subject")) == {(2, 2)}

    evaluations = server.evaluations()
    newest = {number for number, generation in evaluations if generation == "2"}
    assert newest == {str(n + 1) for n in range(PULL_REQUESTS)}
    twice = [what for what, times in evaluations.items() if times > 1]
    assert len(twice) <= RHYTHM.jobs, "only what was in hand when it was killed may run again"


async def test_asked_to_stop_it_ends_in_peace(server: ServerProcess) -> None:
    await deliver_all(server.url, range(20))
    assert server.end(signal.SIGTERM) == 0
    assert server.ask("SELECT 1 FROM subject WHERE lease_until IS NOT NULL") == []


async def test_a_second_server_on_the_same_file_is_refused(server: ServerProcess) -> None:
    second = subprocess.run(
        server.process.args, capture_output=True, text=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert second.returncode != 0
    assert "Another process already works" in second.stderr
