"""The webhook's promises, and what else the App answers."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from memory_inbox import MemoryInbox

from app.errors import PassingTrouble
from app.github.deliveries import LARGEST_BODY
from app.inbox import Delivery, Pace, Standing
from app.web import Web, application

pytestmark = pytest.mark.anyio
SECRET = "open sesame"
PAYLOAD = {
    "action": "opened",
    "installation": {"id": 7},
    "repository": {"full_name": "acme/harbour"},
    "pull_request": {"number": 12},
}


@pytest.fixture
def inbox() -> MemoryInbox:
    return MemoryInbox(lambda: 1000.0, Pace(debounce=0))


def client(inbox: MemoryInbox, alive: bool | None = True) -> httpx.AsyncClient:
    worker = None if alive is None else lambda: bool(alive)
    app = application(Web(inbox, ["new secret", SECRET], worker))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://cowpath.test")


@pytest.fixture
async def github(inbox: MemoryInbox) -> AsyncIterator[httpx.AsyncClient]:
    async with client(inbox) as sender:
        yield sender


def signed(body: bytes, secret: str = SECRET, **headers: str) -> dict[str, str]:
    return {
        "X-GitHub-Event": "pull_request",
        "X-GitHub-Delivery": "d1",
        "X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), body, "sha256").hexdigest(),
        "Content-Type": "application/json",
        **headers,
    }


async def deliver(sender: httpx.AsyncClient, payload: Any = PAYLOAD, **headers: str) -> int:
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    response = await sender.post("/webhook", content=body, headers=signed(body, **headers))
    return response.status_code


async def test_a_delivery_is_accepted_once_it_is_stored(
    github: httpx.AsyncClient, inbox: MemoryInbox
) -> None:
    assert await deliver(github) == 202
    job = await inbox.claim()
    assert job is not None
    assert job.subject.key == "7/acme/harbour#12"


async def test_a_delivery_seen_before_is_accepted_and_nothing_is_done(
    github: httpx.AsyncClient, inbox: MemoryInbox
) -> None:
    assert await deliver(github) == 202
    job = await inbox.claim()
    assert job is not None
    await inbox.finish(job)
    assert await deliver(github) == 202
    assert await inbox.claim() is None


async def test_a_delivery_that_asks_for_nothing_is_accepted(
    github: httpx.AsyncClient, inbox: MemoryInbox
) -> None:
    assert (
        await deliver(github, {"zen": "Keep it logically awesome."}, **{"X-GitHub-Event": "ping"})
        == 202
    )
    assert await inbox.claim() is None


@pytest.mark.parametrize(
    "signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "sha256=" + "é" * 64]
)
async def test_a_forged_delivery_is_refused(
    github: httpx.AsyncClient, inbox: MemoryInbox, signature: str
) -> None:
    headers = {k: v.encode() for k, v in signed(b"{}").items()}
    headers["X-Hub-Signature-256"] = signature.encode("latin-1")
    response = await github.post("/webhook", content=b"{}", headers=headers)
    assert response.status_code == 401
    assert await inbox.claim() is None


async def test_a_signature_covers_the_very_bytes(github: httpx.AsyncClient) -> None:
    body = json.dumps(PAYLOAD).encode()
    response = await github.post("/webhook", content=body + b" ", headers=signed(body))
    assert response.status_code == 401


async def test_the_signature_is_looked_at_first(github: httpx.AsyncClient) -> None:
    response = await github.post("/webhook", content=b"no json")
    assert response.status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b'{"action": "opened"}',
        b"[" * 100_000,
        b"\xff\xfe",
        b"payload=%7B%7D",
    ],
)
async def test_what_github_never_sends_is_refused(github: httpx.AsyncClient, body: bytes) -> None:
    assert await deliver(github, body) == 400


@pytest.mark.parametrize("header", ["X-GitHub-Event", "X-GitHub-Delivery"])
async def test_a_delivery_without_its_headers_is_refused(
    github: httpx.AsyncClient, header: str
) -> None:
    assert await deliver(github, **{header: ""}) == 400


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_over_25_mib_is_refused_whatever_it_declares(
    github: httpx.AsyncClient, declared: bool
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(26):
            yield b" " * (1 << 20)

    content = b" " * (LARGEST_BODY + 1) if declared else chunks()
    response = await github.post("/webhook", content=content, headers=signed(b""))
    assert response.status_code == 413


async def test_a_body_of_25_mib_is_read(github: httpx.AsyncClient) -> None:
    body = json.dumps({**PAYLOAD, "padding": ""}).encode()
    body = body[:-2] + b" " * (LARGEST_BODY - len(body)) + body[-2:]
    assert len(body) == LARGEST_BODY
    assert await deliver(github, body) == 202


async def test_bodies_that_are_refused_take_no_room(inbox: MemoryInbox) -> None:
    web = Web(inbox, [SECRET])
    transport = httpx.ASGITransport(application(web))
    async with httpx.AsyncClient(transport=transport, base_url="http://cowpath.test") as sender:
        for _ in range(10):
            await sender.post("/webhook", content=b" " * LARGEST_BODY)
        assert await deliver(sender) == 202


async def test_a_body_that_never_ends_is_given_up(inbox: MemoryInbox) -> None:
    async def drip() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.01)

    transport = httpx.ASGITransport(application(Web(inbox, [SECRET], arrival=0.1)))
    async with httpx.AsyncClient(transport=transport, base_url="http://cowpath.test") as sender:
        response = await sender.post("/webhook", content=drip())
    assert response.status_code == 400


class FailingInbox(MemoryInbox):
    """A store whose disk is full."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__(lambda: 1000.0)
        self._retry_after = retry_after

    async def record(self, arrived: Delivery) -> bool:
        raise PassingTrouble("disk full", self._retry_after)

    async def standing(self) -> Standing:
        raise PassingTrouble("disk full")


@pytest.mark.parametrize(("asked", "said"), [(None, "10"), (2.5, "3")])
async def test_what_cannot_be_stored_is_to_be_sent_again(asked: float | None, said: str) -> None:
    body = json.dumps(PAYLOAD).encode()
    async with client(FailingInbox(asked)) as sender:
        response = await sender.post("/webhook", content=body, headers=signed(body))
    assert (response.status_code, response.headers["Retry-After"]) == (503, said)


async def test_only_posting_is_for_the_webhook(github: httpx.AsyncClient) -> None:
    assert (await github.get("/webhook")).status_code == 405


@pytest.mark.parametrize("alive", [True, False, None])
async def test_ready_means_that_store_and_worker_are(
    inbox: MemoryInbox, alive: bool | None
) -> None:
    async with client(inbox, alive) as sender:
        response = await sender.get("/readyz")
        assert (await sender.get("/healthz")).status_code == 200
    assert response.status_code == (503 if alive is False else 200)


async def test_without_its_store_the_app_is_up_but_not_ready() -> None:
    async with client(FailingInbox()) as sender:
        assert (await sender.get("/healthz")).status_code == 200
        assert (await sender.get("/readyz")).json() == {"store": False, "worker": True}
        assert "cannot be reached" in (await sender.get("/")).text
        assert (await sender.get("/metrics")).status_code == 200


async def test_figures_name_no_repository(github: httpx.AsyncClient) -> None:
    await deliver(github)
    figures = (await github.get("/metrics")).text
    assert 'cowpath_inbox{state="waiting"} 1.0' in figures
    assert 'cowpath_deliveries_total{outcome="stored"}' in figures
    assert "harbour" not in figures


async def test_the_front_page_says_how_things_stand_and_asks_nobody_else(
    github: httpx.AsyncClient,
) -> None:
    await deliver(github)
    page = await github.get("/")
    assert page.status_code == 200
    assert "<dt>waiting</dt><dd>1</dd>" in page.text
    assert "http" not in page.text.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in page.text
    assert (await github.get("/cowpath.css")).headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("path", ["/", "/healthz", "/no-such-page"])
async def test_every_answer_has_the_security_headers(github: httpx.AsyncClient, path: str) -> None:
    headers = (await github.get(path)).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["cowpath.json", "policy.json"])
async def test_editors_fetch_the_schemas_that_are_kept_in_the_repository(
    inbox: MemoryInbox, name: str
) -> None:
    kept = Path(__file__).parents[1] / "docs/schemas" / name
    async with client(inbox) as asking:
        answer = await asking.get(f"/schemas/{name}")
        assert (await asking.get("/schemas/other.json")).status_code == 404
    assert answer.json() == json.loads(kept.read_text(encoding="utf-8"))
