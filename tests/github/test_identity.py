"""Who we are to GitHub, and how it is asked: tokens, time-outs, retries, limits."""

import asyncio

import httpx
import pytest

from app.errors import AuthorsMistake, PassingTrouble
from app.github.client import Server
from app.github.identity import App, InstallationToken, visitor
from app.github.troubles import Ambiguous, Gone, Locked, NotOffered, Refused, Rejected
from app.sandbox.faults import Fault
from app.sandbox.server import Sandbox

pytestmark = pytest.mark.anyio
PULL = "/repos/acme/harbour/pulls/1"
COMMENTS = "/repos/acme/harbour/issues/1/comments"


@pytest.fixture
def installation(box: Sandbox) -> int:
    repository = box.world.add_repository("acme/harbour", {"README.md": "# Harbour\n"})
    box.world.open_pull_request(repository, {"new.md": "new\n"})
    return next(iter(box.world.installations))


async def test_ten_callers_at_once_ask_for_one_token(
    box: Sandbox, app: App, installation: int
) -> None:
    client = app.installation(installation)
    await asyncio.gather(*(client.get(PULL) for _ in range(10)))
    assert [logged.method for logged in box.log].count("POST") == 1


async def test_a_token_is_asked_for_anew_before_it_ends(
    box: Sandbox, app: App, installation: int
) -> None:
    now = [0.0]
    token = InstallationToken(app.itself, installation, lambda: now[0])
    first = await token.current()
    assert await token.current() == first
    now[0] = 9e9
    assert await token.current() != first


async def test_a_token_that_was_revoked_is_replaced_at_once(
    box: Sandbox, app: App, installation: int
) -> None:
    client = app.installation(installation)
    await client.get(PULL)
    box.access.revoke_all()
    assert (await client.post(COMMENTS, {"body": "once"}))["body"] == "once"
    assert len(box.world.repositories["acme/harbour"].comments) == 1


async def test_a_key_of_another_app_is_refused_in_plain_words(
    server: Server, private_key: str
) -> None:
    stranger = App(server, "99", private_key)
    with pytest.raises(Refused, match="does not accept our identity"):
        await stranger.me()


async def test_what_is_no_key_is_the_authors_mistake(server: Server) -> None:
    with pytest.raises(AuthorsMistake, match="RSA key in PEM"):
        App(server, "1", "-----BEGIN NONSENSE-----")


async def test_an_app_that_was_uninstalled_is_gone(app: App) -> None:
    with pytest.raises(Gone):
        await app.installation(404).get(PULL)


async def test_reading_is_tried_again_when_the_server_fails(
    box: Sandbox, app: App, installation: int
) -> None:
    box.faults.append(Fault("GET", PULL, times=2))
    assert (await app.installation(installation).get(PULL))["number"] == 1


async def test_reading_is_given_up_after_three_times(
    box: Sandbox, app: App, installation: int
) -> None:
    box.faults.append(Fault("GET", PULL, times=9))
    with pytest.raises(PassingTrouble, match="502"):
        await app.installation(installation).get(PULL)
    assert [logged.status for logged in box.log].count(502) == 3


@pytest.mark.parametrize("when", ["before", "after"])
async def test_writing_is_never_tried_again_blindly(
    when: str, box: Sandbox, app: App, installation: int
) -> None:
    box.faults.append(Fault("POST", COMMENTS, when=when))  # type: ignore[arg-type]
    with pytest.raises(Ambiguous):
        await app.installation(installation).post(COMMENTS, {"body": "once"})
    assert len(box.world.repositories["acme/harbour"].comments) == (when == "after")


@pytest.mark.parametrize(
    ("status", "headers", "message", "seconds"),
    [
        (429, {"Retry-After": "7"}, "slow down", 7),
        (403, {"Retry-After": "30"}, "You have exceeded a secondary rate limit", 30),
        (403, {}, "You have exceeded a secondary rate limit.", 60),
    ],
)
async def test_at_a_limit_nobody_sleeps_but_the_wait_is_passed_on(
    status: int,
    headers: dict[str, str],
    message: str,
    seconds: int,
    box: Sandbox,
    app: App,
    installation: int,
) -> None:
    fault = Fault("GET", PULL, status=status, headers=headers, message=message, times=9)
    box.faults.append(fault)
    with pytest.raises(PassingTrouble) as raised:
        await app.installation(installation).get(PULL)
    assert raised.value.retry_after == seconds
    assert fault.times == 8


async def test_a_used_up_limit_says_when_it_is_reset(
    box: Sandbox, app: App, installation: int
) -> None:
    box.limit = 1
    client = app.installation(installation)
    await client.get(PULL)
    with pytest.raises(PassingTrouble) as raised:
        await client.get(PULL)
    assert raised.value.retry_after is not None
    assert 1_000 < raised.value.retry_after <= 1_801


async def test_a_missing_permission_is_named(box: Sandbox, app: App, installation: int) -> None:
    box.world.installations[installation].permissions = {"pull_requests": "read"}
    with pytest.raises(Refused, match="pull_requests=write"):
        await app.installation(installation).post(COMMENTS, {"body": "hello"})


async def test_a_locked_conversation_is_told_apart(
    box: Sandbox, app: App, installation: int
) -> None:
    repository = box.world.repositories["acme/harbour"]
    box.world.lock(repository, repository.pull_requests[1])
    with pytest.raises(Locked):
        await app.installation(installation).post(COMMENTS, {"body": "hello"})


async def test_what_github_finds_fault_with_is_told_in_its_words(
    box: Sandbox, app: App, installation: int
) -> None:
    with pytest.raises(Rejected, match="too long"):
        await app.installation(installation).post(COMMENTS, {"body": "x" * 70_000})


async def test_a_server_without_graphql_is_asked_once(
    box: Sandbox, app: App, installation: int
) -> None:
    box.offers_graphql = False
    client = app.installation(installation)
    assert client.offers_graphql
    with pytest.raises(NotOffered):
        await client.query("query Any { repository { x } }", {})
    assert not client.offers_graphql


async def test_a_server_with_another_schema_counts_as_without_graphql(
    app: App, installation: int
) -> None:
    client = app.installation(installation)
    with pytest.raises(NotOffered, match="unheard"):
        await client.query("query Any { unheard { x } }", {})
    assert not client.offers_graphql


async def test_enterprise_servers_are_spoken_to_at_their_own_address(
    box: Sandbox, private_key: str, installation: int
) -> None:
    transport = httpx.ASGITransport(box.app)
    server = Server("https://github.acme.test/api/v3", transport=transport)  # nothing is resolved
    client = App(server, str(box.world.app.id), private_key).installation(installation)
    assert (await client.get(PULL))["number"] == 1
    with pytest.raises(NotOffered, match="unheard"):
        await client.query("query Any { unheard { x } }", {})
    await server.close()


async def test_an_unreachable_server_is_a_passing_trouble() -> None:
    server = Server("http://127.0.0.1:9", pauses=())
    with pytest.raises(PassingTrouble, match="could not be reached"):
        await visitor(server, None).post("/anything", {})
    await server.close()


async def test_a_proxys_page_of_apology_is_a_passing_trouble() -> None:
    apology = httpx.MockTransport(lambda _: httpx.Response(200, text="<html>Sorry</html>"))
    server = Server(transport=apology)
    with pytest.raises(PassingTrouble, match="no JSON"):
        await visitor(server, "token").get(PULL)
    await server.close()
