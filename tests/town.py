"""A town for journeys: GitHub in a box on a port of its own, and the App as a process beside it.

Every request the App makes is held against GitHub's published description.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from published_requests import faults

from app.sandbox.history import Changes
from app.sandbox.records import CheckRun, Comment, PullRequest, Registration, Repository
from app.sandbox.server import Received, Sandbox
from app.sandbox.webhooks import Sent, Webhooks
from app.sandbox.world import World

SECRET = "open sesame"
PATIENCE = 60
"""Seconds to wait for anything; nothing takes as long."""
INVITED: Changes = {
    ".github/cowpath.yml": 'version: 1\nplatform: {team: "@acme/platform"}\n',
    ".github/CODEOWNERS": "* @acme/platform\n",
    "modules/dns/main.tf": 'resource "x" "y" {}\n',
    "modules/dns/variables.tf": 'variable "name" {\n  description = "The zone."\n}\n',
    "README.md": "# Harbour\n",
}
UNEXPLAINED = {
    "modules/dns/variables.tf": 'variable "name" {\n  description = "The zone."\n}\n\n'
    'variable "ttl" {\n  type    = number\n  default = 60\n}\n'
}
EXPLAINED = {
    "modules/dns/variables.tf": 'variable "name" {\n  description = "The zone."\n}\n\n'
    'variable "ttl" {\n  description = "Seconds."\n  type = number\n  default = 60\n}\n'
}


class AppProcess:
    """The App, to be killed and started again on the same database."""

    def __init__(self, folder: Path, api_url: str, private_key: str) -> None:
        self.database, self._log = folder / "cowpath.db", folder / "log"
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": ":".join(sys.path),
            "GITHUB_APP_ID": "4711",
            "GITHUB_PRIVATE_KEY": private_key,
            "GITHUB_WEBHOOK_SECRET": f"an older one,{SECRET}",
            "GITHUB_API_URL": api_url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PORT": "0",
        }
        self.start()

    def start(self) -> None:
        script = str(Path(__file__).with_name("server_of_the_town.py"))
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, script], env=self._environment, stderr=log
            )
        until(lambda: '"Listening"' in self.log, lambda: self.log)
        listening = next(line for line in self.log.splitlines() if '"Listening"' in line)
        self.url = f"http://127.0.0.1:{json.loads(listening)['port']}"

    @property
    def log(self) -> str:
        return self._log.read_text()

    def kill(self) -> None:
        """As the kernel does it, without a word of warning."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=PATIENCE)

    def is_idle(self) -> bool:
        """Whether every event that was stored has been worked on."""
        query = "SELECT count(*) FROM subject WHERE generation > done_generation AND NOT given_up"
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchone() == (0,)


class Town:
    """Both sides, and what authors and platform teams do there."""

    def __init__(self, folder: Path) -> None:
        private, public = _key_pair()
        self.world = World(Registration(public_key=public))
        self.against: list[str] = []
        """What GitHub's description says against requests so far."""
        self.box = Sandbox(self.world, on_request=self._look)
        self._serving = _served(self.box)
        self.world.api_url = self._serving.__enter__()
        self.app = AppProcess(folder, self.world.api_url, private)

    def close(self) -> None:
        self.app.kill()
        self._serving.__exit__(None, None, None)

    def _look(self, request: Received) -> None:
        self.against.extend(faults(request))

    async def deliver(self) -> list[Sent]:
        """Send what happened and wait until the App has worked on it."""
        sent = await self.send()
        until(self.app.is_idle, lambda: self.app.log)
        return sent

    async def send(self) -> list[Sent]:
        """Send what happened, and wait for no more than the answers."""
        async with client(timeout=PATIENCE) as sender:
            hooks = Webhooks(self.world, f"{self.app.url}/webhook", SECRET)
            return await hooks.deliver(sender)

    async def front_page(self) -> str:
        """What a visitor of the App sees first."""
        async with client(timeout=PATIENCE) as visitor:
            return (await visitor.get(self.app.url)).text


def client(timeout: float) -> httpx.AsyncClient:
    """Somebody who calls the App on this machine; nothing to verify, so no certificates to read."""
    return httpx.AsyncClient(timeout=timeout, verify=False)  # noqa: S501


def comments(repository: Repository, pull_request: PullRequest) -> list[Comment]:
    """The comments on a pull request."""
    return [one for one in repository.comments.values() if one.number == pull_request.number]


def checks(repository: Repository, sha: str) -> list[CheckRun]:
    """The check runs on a commit."""
    return [one for one in repository.check_runs.values() if one.head_sha == sha]


def until(condition: Callable[[], bool], otherwise: Callable[[], str]) -> None:
    """Wait for something to be true; what `otherwise` says is the reason where it never is."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(otherwise())
        time.sleep(0.02)


@contextmanager
def _served(box: Sandbox) -> Iterator[str]:
    config = uvicorn.Config(box.app, "127.0.0.1", 0, lifespan="off", ws="none", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started, lambda: "the box does not start")
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(PATIENCE)


def _key_pair() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()
