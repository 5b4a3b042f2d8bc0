"""What `cowpath doctor` asks GitHub about the App."""

import pytest

from app.github.identity import App
from app.github.registration import (
    installation_for,
    installations,
    missing,
    registration,
    webhook,
)
from app.github.troubles import Gone
from app.sandbox.server import Sandbox

pytestmark = pytest.mark.anyio


async def test_the_registration_says_what_the_app_may(box: Sandbox, app: App) -> None:
    found = await registration(app.itself)
    assert (found.id, found.slug, found.owner) == (box.world.app.id, "cowpath", "acme")
    assert missing(found.permissions) == {}
    assert "pull_request" in found.events


def test_permissions_that_are_missing_or_too_weak_are_named() -> None:
    granted = {"contents": "write", "checks": "read", "metadata": "read"}
    assert missing(granted) == {"checks": "write", "pull_requests": "write"}


async def test_a_webhook_that_is_not_set_up_is_gone(box: Sandbox, app: App) -> None:
    with pytest.raises(Gone):
        await webhook(app.itself)
    box.world.app.webhook_url = "https://cowpath.acme.test/webhook"
    found = await webhook(app.itself)
    assert (found.url, found.content_type) == (box.world.app.webhook_url, "json")
    assert found.has_secret
    assert found.checks_certificate


async def test_installations_are_listed_and_found_by_repository(box: Sandbox, app: App) -> None:
    box.world.add_repository("acme/harbour", {"README.md": "# Harbour\n"})
    [found] = await installations(app.itself)
    assert (found.account, found.suspended) == ("acme", False)
    assert await installation_for(app.itself, "acme/harbour") == found
    with pytest.raises(Gone):
        await installation_for(app.itself, "acme/nowhere")


async def test_a_client_id_is_resolved_to_the_apps_number(box: Sandbox, app: App) -> None:
    assert await app.id() == box.world.app.id
    assert box.log == []
    assert (await app.me()).login == "cowpath[bot]"
