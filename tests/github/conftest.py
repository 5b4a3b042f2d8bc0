"""GitHub in a box for these tests; every request it gets must be one that GitHub describes."""

from collections.abc import AsyncIterator, Iterator
from functools import cache

import httpx
import pytest
from published_requests import faults

from app.github.client import Server
from app.github.identity import App
from app.sandbox.keys import new_key_pair
from app.sandbox.records import Registration
from app.sandbox.server import Received, Sandbox
from app.sandbox.world import World

a_key_pair = cache(new_key_pair)


@pytest.fixture
def box() -> Iterator[Sandbox]:
    against: list[str] = []

    def look(request: Received) -> None:
        against.extend(faults(request))
        if request.headers.get("user-agent") != "cowpath":
            against.append("GitHub wants to know who asks")

    yield Sandbox(World(Registration(public_key=a_key_pair().public)), on_request=look)
    assert against == []


@pytest.fixture
async def server(box: Sandbox) -> AsyncIterator[Server]:
    server = Server(transport=httpx.ASGITransport(box.app), pauses=(0.001, 0.001))
    yield server
    await server.close()


@pytest.fixture
def private_key() -> str:
    return a_key_pair().private


@pytest.fixture
def app(box: Sandbox, server: Server) -> App:
    return App(server, str(box.world.app.id), a_key_pair().private)
