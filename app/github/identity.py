"""The App's identity at GitHub: its key, and one token per installation, asked for once."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import httpx
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from githubkit.auth import AppAuthStrategy, BaseAuthStrategy, TokenAuthStrategy

from app.errors import AuthorsMistake
from app.github.client import Client, Server
from app.github.seen import Me

if TYPE_CHECKING:
    from githubkit.core import GitHubCore

SPARE = 300.0
"""Seconds before its end from which a token is no longer used."""


class InstallationToken:
    """The token of one installation: ten callers who need one at once make one request."""

    def __init__(
        self, app: Client, installation: int, now: Callable[[], float] = time.time
    ) -> None:
        self._app = app
        self._installation = installation
        self._now = now
        self._lock = asyncio.Lock()
        self._token = ""
        self._until = 0.0

    async def current(self) -> str:
        """A token that is good for some minutes more.

        Raises `Gone` where the App was uninstalled, `Refused` where it was suspended.
        """
        async with self._lock:
            if self._now() >= self._until:
                path = f"/app/installations/{self._installation}/access_tokens"
                answer = await self._app.post(path, {})
                self._token = answer["token"]
                self._until = datetime.fromisoformat(answer["expires_at"]).timestamp() - SPARE
            return self._token

    def forget(self, token: str) -> None:
        """Ask for another one next time, where `token` is still the one in use."""
        if token == self._token:
            self._until = 0.0


class _InstallationFlow(httpx.Auth):
    """Gives each request the installation's token, and another one where GitHub turns it down."""

    def __init__(self, token: InstallationToken) -> None:
        self._token = token

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        token = await self._token.current()
        request.headers["Authorization"] = f"Bearer {token}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            # it was revoked; nothing has been done, so sending again is safe even for a write
            self._token.forget(token)
            request.headers["Authorization"] = f"Bearer {await self._token.current()}"
            yield request


class _InstallationAuth(BaseAuthStrategy):
    """How the client library is told of an installation's token."""

    def __init__(self, token: InstallationToken) -> None:
        self._flow = _InstallationFlow(token)

    def get_auth_flow(self, github: "GitHubCore[Any]") -> httpx.Auth:
        return self._flow


class App:
    """Our GitHub App: acts as itself, or as one of its installations."""

    def __init__(self, server: Server, app_id: str, private_key: str) -> None:
        """`private_key` is PEM. Raises `AuthorsMistake` where it is no RSA key."""
        _check_key(private_key)
        self._server = server
        self._app_id = app_id
        self._installations: dict[int, Client] = {}
        self._me: Me | None = None
        self.itself = Client(server, AppAuthStrategy(app_id, private_key))
        """Requests about the App and its installations."""

    async def id(self) -> int:
        """The App's number, by which its check runs are known."""
        # a client id is an identity too, but GitHub's answers name the number
        return int(self._app_id) if self._app_id.isdigit() else (await self.me()).id

    async def me(self) -> Me:
        """The App as an author; asked for once."""
        if self._me is None:
            answer = await self.itself.get("/app")
            self._me = Me(answer["id"], answer["slug"])
        return self._me

    def installation(self, installation: int) -> Client:
        """Requests as one installation; the same client each time, so that tokens are shared."""
        if installation not in self._installations:
            token = InstallationToken(self.itself, installation)
            self._installations[installation] = Client(self._server, _InstallationAuth(token))
        return self._installations[installation]


def _check_key(private_key: str) -> None:
    try:
        key = load_pem_private_key(private_key.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, RSAPrivateKey):
        raise AuthorsMistake.at(
            "GITHUB_PRIVATE_KEY",
            "this is no RSA key in PEM form; download one from the App's settings at GitHub",
        )


def visitor(server: Server, token: str | None) -> Client:
    """Requests with somebody's own token, or with none: for reading public pull requests."""
    return Client(server, TokenAuthStrategy(token) if token else None)
