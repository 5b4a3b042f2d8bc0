"""GitHub in a box for these tests; every request it gets must be one that GitHub describes."""

from collections.abc import AsyncIterator, Iterator
from functools import cache

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from published_requests import faults

from app.github.client import Server
from app.github.identity import App
from app.sandbox.server import Received, Sandbox
from app.sandbox.world import Registration, World


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@cache
def a_key() -> tuple[str, str]:
    """A private key and its public half, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


@pytest.fixture
def box() -> Iterator[Sandbox]:
    against: list[str] = []

    def look(request: Received) -> None:
        against.extend(faults(request))
        if request.headers.get("user-agent") != "cowpath":
            against.append("GitHub wants to know who asks")

    yield Sandbox(World(Registration(public_key=a_key()[1])), on_request=look)
    assert against == []


@pytest.fixture
async def server(box: Sandbox) -> AsyncIterator[Server]:
    server = Server(transport=httpx.ASGITransport(box.app), pauses=(0.001, 0.001))
    yield server
    await server.close()


@pytest.fixture
def private_key() -> str:
    return a_key()[0]


@pytest.fixture
def app(box: Sandbox, server: Server) -> App:
    return App(server, str(box.world.app.id), a_key()[0])
