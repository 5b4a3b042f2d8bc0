"""Delivers what happened in the box as signed webhooks, the way GitHub does: once, in order."""

import hmac
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

import httpx

from app.sandbox.world import World

_NAMES = UUID("7d9f3c52-0a3e-4b8e-9f52-5b8c6e1d4a90")


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery that was sent."""

    id: str
    event: str
    payload: dict[str, Any]
    status: int
    """What the receiver answered; 0 where it could not be reached."""


class Webhooks:
    """Sends the world's events to one address."""

    def __init__(self, world: World, url: str, secret: str) -> None:
        self._world = world
        self._url = url
        self._secret = secret
        self.sent: list[Sent] = []

    def move(self, url: str) -> None:
        """Send to another address from now on."""
        self._url = url

    async def deliver(self, client: httpx.AsyncClient) -> list[Sent]:
        """Send every event that waits. Failures are kept in `sent`, not raised."""
        sent = []
        while self._world.events:
            event, payload = self._world.events.pop(0)
            number = str(uuid5(_NAMES, str(self._world.next_id())))
            sent.append(await self._send(client, number, event, payload))
        return sent

    async def redeliver(self, client: httpx.AsyncClient, delivery: Sent) -> Sent:
        """Send it once more under the same id, as a person may ask GitHub to."""
        return await self._send(client, delivery.id, delivery.event, delivery.payload)

    async def _send(
        self, client: httpx.AsyncClient, number: str, event: str, payload: dict[str, Any]
    ) -> Sent:
        body = json.dumps(payload).encode()
        signature = hmac.new(self._secret.encode(), body, "sha256").hexdigest()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "GitHub-Hookshot/sandbox",
            "X-GitHub-Delivery": number,
            "X-GitHub-Event": event,
            "X-GitHub-Hook-Installation-Target-Type": "integration",
            "X-Hub-Signature-256": f"sha256={signature}",
        }
        try:
            status = (await client.post(self._url, content=body, headers=headers)).status_code
        except httpx.TransportError:
            status = 0
        self.sent.append(Sent(number, event, payload, status))
        return self.sent[-1]
