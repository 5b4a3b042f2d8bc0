"""What is wrong with the App at GitHub is found, all of it, with what to do."""

from collections.abc import Iterator

import anyio
import httpx
import pytest
from commands import Cowpath
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.cli.doctor import examine
from app.github.client import Server
from app.github.identity import App
from app.sandbox.server import Sandbox
from app.sandbox.world import World

KEY = rsa.generate_private_key(65537, 2048).private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
)


@pytest.fixture
def world() -> World:
    world = World()
    world.app.webhook_url = "https://cowpath.acme.example/webhook"
    world.add_repository("acme/harbour", {"README.md": "# Harbour\n"})
    return world


def complaints(world: World) -> list[str]:
    async def asking() -> list[str]:
        server = Server(transport=httpx.ASGITransport(Sandbox(world).app), pauses=())
        try:
            return [str(one) for one in await examine(App(server, str(world.app.id), KEY.decode()))]
        finally:
            await server.close()

    return anyio.run(asking)


def test_nothing_is_said_where_all_is_well(world: World) -> None:
    assert complaints(world) == []


def test_a_right_that_is_missing_is_named(world: World) -> None:
    world.app.permissions = {"checks": "read", "contents": "read", "metadata": "read"}
    said = complaints(world)
    assert "permissions: Grant the App `checks: write` in its settings." in said
    assert "permissions: Grant the App `pull_requests: write` in its settings." in said


def test_an_address_that_is_not_the_webhooks_is_told(world: World) -> None:
    world.app.webhook_url = "https://cowpath.acme.example/"
    assert complaints(world) == ["webhook: Its address should end in /webhook."]


def test_an_app_that_nobody_installed_is_told(world: World) -> None:
    world.installations.clear()
    assert complaints(world) == ["installations: Nobody has installed the App yet."]


def test_an_installation_that_lags_behind_is_told(world: World) -> None:
    (installation,) = world.installations.values()
    installation.permissions = {"metadata": "read"}
    installation.suspended = True
    said = complaints(world)
    assert "acme: The installation is suspended." in said
    assert "acme: An owner has to accept the new permission `checks: write`." in said


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("GITHUB_APP_ID", "GITHUB_PRIVATE_KEY", "GITHUB_WEBHOOK_SECRET"):
        monkeypatch.delenv(name, raising=False)
    yield


@pytest.mark.usefixtures("bare_environment")
@pytest.mark.parametrize("command", ["serve", "doctor"])
def test_every_missing_setting_is_told_at_once(cowpath: Cowpath, command: str) -> None:
    ended = cowpath(command, "--port", "far")
    assert ended.code == 2
    places = [line.partition(":")[0] for line in ended.err.splitlines()]
    assert places == ["GITHUB_APP_ID", "GITHUB_PRIVATE_KEY", "GITHUB_WEBHOOK_SECRET", "PORT"]
