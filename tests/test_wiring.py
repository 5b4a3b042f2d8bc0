"""The parts together: what a job of each kind leads to, and what each role starts."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from memory_inbox import MemoryInbox

from app.advise.journey import Records
from app.advise.protocols import Published
from app.advise.trials import Trials
from app.errors import AuthorsMistake
from app.github.client import Server
from app.github.identity import App
from app.inbox import Delivery, Pace, Subject
from app.pool.analyst import alone
from app.settings import Settings
from app.wiring import Evaluations, running

pytestmark = pytest.mark.anyio
KEY = (
    rsa.generate_private_key(65537, 2048)
    .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    .decode()
)
HEAD = "c" * 40


class NothingPublished:
    async def last(self, subject: str) -> Published | None:
        return None

    async def keep(self, subject: str, published: Published) -> None:
        raise AssertionError("nothing was published")


def no_policies() -> tuple[()]:
    return ()


def a_github(pulls: list[dict[str, object]]) -> httpx.MockTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/access_tokens"):
            token = {"token": "ghs_made_up", "expires_at": "2999-01-01T00:00:00Z"}
            return httpx.Response(201, json=token)
        assert request.url.path == f"/repos/acme/harbour/commits/{HEAD}/pulls"
        return httpx.Response(200, content=json.dumps(pulls))

    return httpx.MockTransport(answer)


def a_pull(number: int) -> dict[str, object]:
    base = {"repo": {"full_name": "acme/harbour"}}
    return {"number": number, "state": "open", "head": {"sha": HEAD}, "base": base}


async def after_the_commit(pulls: list[dict[str, object]]) -> Subject | None:
    """What waits once the job on a commit was done."""
    inbox = MemoryInbox(lambda: 1000.0, Pace(debounce=0))
    await inbox.record(Delivery("d1", "check_suite", Subject(7, "acme/harbour", "commit", HEAD)))
    job = await inbox.claim()
    assert job is not None
    server = Server("https://api.github.test", transport=a_github(pulls))
    nothing: Any = NothingPublished()
    records = Records(nothing, nothing, nothing, nothing, Trials())
    work = Evaluations(App(server, "1", KEY), inbox, alone(no_policies), records)
    await work(job)
    await inbox.finish(job)
    await server.close()
    found = await inbox.claim()
    return found.subject if found else None


async def test_a_commit_queues_the_pull_request_that_it_heads() -> None:
    """So that a pull request keeps one holder, whatever asked for its evaluation."""
    assert await after_the_commit([a_pull(12)]) == Subject(7, "acme/harbour", "pull_request", "12")


async def test_a_commit_that_heads_no_single_pull_request_leads_to_nothing() -> None:
    assert await after_the_commit([]) is None
    assert await after_the_commit([a_pull(12), a_pull(13)]) is None


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment(
        {
            "GITHUB_APP_ID": "1",
            "GITHUB_PRIVATE_KEY": KEY,
            "GITHUB_WEBHOOK_SECRET": "open sesame",
            "GITHUB_API_URL": "http://127.0.0.1:1",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'cowpath.db'}",
        }
    )


async def test_a_file_has_many_doors_but_one_worker(settings: Settings) -> None:
    async with running(settings, "worker"), running(settings, "web"), running(settings, "web"):
        with pytest.raises(AuthorsMistake, match="--role web"):
            async with running(settings, "all"):
                pass
