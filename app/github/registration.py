"""What GitHub knows of our App, for `cowpath doctor`: rights, webhook, who installed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.github.client import Client

NEEDED: Mapping[str, str] = {
    "checks": "write",
    "contents": "read",
    "metadata": "read",
    "pull_requests": "write",
}
"""The least that the App must be granted."""
EVENTS = frozenset({"check_run", "check_suite", "issue_comment", "merge_group", "pull_request"})
"""The events that ask for work."""
_INSTALLATION_PAGES = 10
_RANK = {"read": 1, "write": 2, "admin": 3}


@dataclass(frozen=True, slots=True)
class Registration:
    """The App as it is registered."""

    id: int
    slug: str
    name: str
    owner: str
    permissions: Mapping[str, str]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where GitHub delivers to, and how."""

    url: str
    content_type: str
    has_secret: bool
    checks_certificate: bool


@dataclass(frozen=True, slots=True)
class Installation:
    """One account that installed the App, and what it granted."""

    id: int
    account: str
    permissions: Mapping[str, str]
    suspended: bool


async def registration(app: Client) -> Registration:
    """The App that the credentials belong to. Raises `Refused` where they belong to none."""
    answer = await app.get("/app")
    owner = answer.get("owner") or {}
    return Registration(
        id=answer["id"],
        slug=answer["slug"],
        name=answer["name"],
        owner=owner.get("login") or owner.get("slug") or "",
        permissions=answer["permissions"],
        events=tuple(sorted(answer["events"])),
    )


async def webhook(app: Client) -> Webhook:
    """Where GitHub delivers the App's events to. Raises `Gone` where no webhook is set up."""
    answer = await app.get("/app/hook/config")
    return Webhook(
        url=answer.get("url") or "",
        content_type=answer.get("content_type") or "form",
        has_secret=bool(answer.get("secret")),
        checks_certificate=str(answer.get("insecure_ssl", "0")) == "0",
    )


async def installations(app: Client) -> tuple[Installation, ...]:
    """Who installed the App; the first thousand."""
    found = await app.pages("/app/installations", most=_INSTALLATION_PAGES)
    return tuple(map(_installation, found))


async def installation_for(app: Client, repository: str) -> Installation:
    """The installation that covers a repository. Raises `Gone` where there is none."""
    return _installation(await app.get(f"/repos/{repository}/installation"))


def missing(permissions: Mapping[str, str]) -> dict[str, str]:
    """The needed permissions that are not granted, or not far enough."""
    return {
        name: level
        for name, level in NEEDED.items()
        if _RANK.get(permissions.get(name, ""), 0) < _RANK[level]
    }


def _installation(answer: Any) -> Installation:
    account = answer["account"] or {}
    return Installation(
        id=answer["id"],
        account=account.get("login") or account.get("slug") or "",
        permissions=answer["permissions"],
        suspended=answer.get("suspended_at") is not None,
    )
