"""The box's manners as a server: who may ask, what is counted, how it fails, what it delivers."""

import hmac
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.github.deliveries import Seal, read
from app.sandbox.faults import Fault
from app.sandbox.records import Repository
from app.sandbox.server import Sandbox
from app.sandbox.webhooks import Webhooks
from app.sandbox.world import World

pytestmark = pytest.mark.anyio
PULLS = "/repos/acme/harbour/commits/main/pulls"


@pytest.fixture
def box() -> Sandbox:
    return Sandbox(World())


@pytest.fixture
def harbour(box: Sandbox) -> Repository:
    return box.world.add_repository("acme/harbour", {"README.md": "# Harbour\n"})


@pytest.fixture
async def visitor(box: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(box.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://github.test") as client:
        yield client


async def test_strangers_see_no_secrets(
    box: Sandbox, harbour: Repository, visitor: httpx.AsyncClient
) -> None:
    tree = f"/repos/acme/harbour/git/trees/{harbour.branches['main']}"
    assert (await visitor.get(tree)).status_code == 200
    assert (await visitor.get("/app")).status_code == 401
    assert (await visitor.post("/graphql", json={"query": "query A { x }"})).status_code == 401
    wrong = {"Authorization": "Bearer nonsense"}
    assert (await visitor.get(tree, headers=wrong)).json()["message"] == "Bad credentials"
    assert (await visitor.get("/repos/acme/nowhere/pulls/1")).status_code == 404
    assert (await visitor.get("/nothing/here")).json()["status"] == "404"


async def test_an_answer_that_is_known_is_not_sent_again_and_does_not_count(
    box: Sandbox, harbour: Repository, visitor: httpx.AsyncClient
) -> None:
    first = await visitor.get("/repos/acme/harbour/contents/README.md")
    again = await visitor.get(
        "/repos/acme/harbour/contents/README.md", headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    box.world.commit(harbour, {"README.md": "# Haven\n"})
    changed = await visitor.get(
        "/repos/acme/harbour/contents/README.md", headers={"If-None-Match": first.headers["etag"]}
    )
    assert changed.status_code == 200
    assert box.counting() == 0


async def test_lists_come_in_pages_with_links(
    box: Sandbox, harbour: Repository, visitor: httpx.AsyncClient
) -> None:
    for _ in range(3):
        box.world.open_pull_request(harbour, {"a": "a\n"}).head_sha = harbour.branches["main"]
    first = await visitor.get(PULLS, params={"per_page": 2})
    assert [one["number"] for one in first.json()] == [1, 2]
    assert first.links["next"]["url"].endswith("page=2")
    second = await visitor.get(PULLS, params={"per_page": 2, "page": 2})
    assert [one["number"] for one in second.json()] == [3]
    assert "next" not in second.links


async def test_a_fault_strikes_as_often_as_it_is_told(
    box: Sandbox, harbour: Repository, visitor: httpx.AsyncClient
) -> None:
    box.faults.append(Fault("GET", "/pulls", status=503, times=1, headers={"Retry-After": "3"}))
    failed = await visitor.get(PULLS)
    assert (failed.status_code, failed.headers["retry-after"]) == (503, "3")
    assert (await visitor.get(PULLS)).status_code == 200
    assert [logged.status for logged in box.log] == [503, 200]


class Receiver:
    """Takes deliveries as the App does, and keeps what they ask for."""

    def __init__(self) -> None:
        self.subjects: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        seal = Seal(["secret"])
        seal.add(body)
        seal.verify(request.headers["x-hub-signature-256"])
        delivery = read(request.headers, body)
        self.subjects.append(delivery.subject.key if delivery.subject else delivery.event)
        await Response(status_code=202)(scope, receive, send)


async def test_everything_that_happens_is_delivered_signed_and_in_order(
    box: Sandbox, harbour: Repository
) -> None:
    world, receiver = box.world, Receiver()
    one = world.open_pull_request(harbour, {"new.md": "new\n"}, draft=True)
    world.push(harbour, one, {"new.md": "newer\n"})
    world.edit(harbour, one, title="Better")
    world.label(harbour, one, "docs")
    world.ready(harbour, one)
    queued = world.queue(harbour, one)
    world.lock(harbour, one)
    world.close(harbour, one)
    webhooks = Webhooks(world, "http://cowpath.test/webhook", "secret")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(receiver)) as client:
        sent = await webhooks.deliver(client)
        assert await webhooks.deliver(client) == []
        again = await webhooks.redeliver(client, sent[0])
    number = next(iter(world.installations))
    assert {delivery.status for delivery in sent} == {202}
    assert again.id == sent[0].id
    assert len({delivery.id for delivery in sent}) == len(sent)
    assert receiver.subjects == [
        *[f"{number}/acme/harbour#1"] * 5,
        f"{number}/acme/harbour@merge_group:{queued}",
        *["pull_request"] * 2,
        f"{number}/acme/harbour#1",
    ]


async def test_a_receiver_that_is_away_does_not_stop_the_box(
    box: Sandbox, harbour: Repository
) -> None:
    def away(request: httpx.Request) -> httpx.Response:
        signature = hmac.new(b"secret", request.content, "sha256").hexdigest()
        assert request.headers["x-hub-signature-256"] == f"sha256={signature}"
        raise httpx.ConnectError("nobody home", request=request)

    box.world.open_pull_request(harbour, {"new.md": "new\n"})
    webhooks = Webhooks(box.world, "http://cowpath.test/webhook", "secret")
    async with httpx.AsyncClient(transport=httpx.MockTransport(away)) as client:
        [sent] = await webhooks.deliver(client)
    assert sent.status == 0
