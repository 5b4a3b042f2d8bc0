"""The server's manners towards connections that take their time."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from uvicorn.server import ServerState

from app.listening import Punctual, listening_socket

pytestmark = pytest.mark.anyio
HEAD = b"POST / HTTP/1.1\r\nHost: cowpath\r\nContent-Length: 4\r\n"
PATIENCE = 0.2


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(await request.body())


@pytest.fixture
async def port() -> AsyncIterator[int]:
    config = uvicorn.Config(Starlette(routes=[Route("/", echo, methods=["POST"])]), lifespan="off")
    config.load()
    state = ServerState()

    def protocol() -> Punctual:
        return Punctual(config=config, server_state=state, app_state={}, patience=PATIENCE)

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def said_to(port: int, *parts: bytes, pause: float = 0) -> bytes:
    """All that the server answers before it ends the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in parts:
        writer.write(part)
        await asyncio.sleep(pause)
    answer = b""
    with suppress(ConnectionError):  # it ended while we were still talking
        answer = await reader.read()
    writer.close()
    return answer


@pytest.mark.parametrize("beginning", [b"", b"POST /", HEAD])
async def test_headers_that_never_end_are_given_up(port: int, beginning: bytes) -> None:
    assert await said_to(port, beginning) == b""


async def test_a_header_now_and_then_buys_no_time(port: int) -> None:
    drops = (b"X-%d: y\r\n" % number for number in range(10))
    async with asyncio.timeout(5):
        assert await said_to(port, HEAD, *drops, pause=PATIENCE / 4) == b""


async def test_a_body_may_take_longer_than_headers(port: int) -> None:
    parts = (HEAD + b"Connection: close\r\n\r\n", b"mu", b"uh")
    assert (await said_to(port, *parts, pause=PATIENCE)).endswith(b"\r\n\r\nmuuh")


async def test_a_second_request_has_its_own_time(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(HEAD + b"\r\nmuuh")
    assert (await reader.readuntil(b"muuh")).startswith(b"HTTP/1.1 200")
    await asyncio.sleep(PATIENCE * 2)
    writer.write(HEAD + b"Connection: close\r\n\r\nmuuh")
    assert (await reader.read()).endswith(b"muuh")
    writer.close()


async def test_no_part_of_an_answer_waits_for_another_to_be_seen() -> None:
    with (
        listening_socket("127.0.0.1", 0) as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
