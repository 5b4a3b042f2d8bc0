"""Requests to one GitHub under one identity, with time-outs and few retries."""

import time
from collections.abc import Callable, Mapping
from copy import copy
from datetime import timedelta
from typing import Any, NamedTuple

import httpx
from githubkit import GitHub
from githubkit.auth import BaseAuthStrategy
from githubkit.cache import MemCacheStrategy
from githubkit.exception import GitHubException, GraphQLFailed, RequestError, RequestFailed
from githubkit.response import Response
from githubkit.retry import RetryOption

from app.errors import PassingTrouble
from app.github.troubles import NotOffered, never_arrived, only_reads, trouble

TIMEOUT = httpx.Timeout(20.0, connect=10.0)
PAUSES = (0.5, 2.0)
"""Seconds before the second and the third attempt of a request that may be sent again.

Never none at all, which the client library takes for a minute.
"""
PER_PAGE = 100
_NOT_OFFERED = (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED)


MISSING = "NOT_FOUND"
"""The kind of fault of what is not there, or not ours to see."""
ASK_AGAIN = 3_600
"""Seconds after which a server that offered no GraphQL is asked again."""


class Fault(NamedTuple):
    """A part of a GraphQL query's data that is not there."""

    path: tuple[int | str, ...]
    kind: str


class Connections(httpx.AsyncBaseTransport):
    """One set of connections for every identity.

    The client library opens and closes a client for each request; closing this does nothing, so
    that connections outlive it.
    """

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it over a connection that is open already where there is one."""
        return await self._client.send(request, stream=True, auth=None, follow_redirects=False)


class Server:
    """One GitHub: where it is, the connections to it, and what it turned out not to offer."""

    def __init__(
        self,
        api_url: str = "https://api.github.com",
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        meter: Callable[[httpx.AsyncBaseTransport], httpx.AsyncBaseTransport] | None = None,
        pauses: tuple[float, ...] = PAUSES,
    ) -> None:
        """`meter` is put around the connections, where requests are to be counted.

        Without a `transport` the environment's proxy settings hold.
        """
        self.api_url = api_url
        self._without_graphql_until = 0.0
        self._pauses = pauses
        # the library's own cache is shared by all servers, and knows an identity by its number only
        self._cache = MemCacheStrategy()
        self._client = httpx.AsyncClient(transport=transport, timeout=TIMEOUT)
        connections = Connections(self._client)
        self._transport = meter(connections) if meter else connections

    def connect(self, auth: BaseAuthStrategy | None = None) -> "GitHub[Any]":
        """The client library's face of this server for one identity."""
        return GitHub(
            auth,
            base_url=self.api_url,
            user_agent="cowpath",
            timeout=TIMEOUT,
            async_transport=self._transport,
            http_cache=False,
            cache_strategy=self._cache,
            auto_retry=self._patience,
        )

    @property
    def offers_graphql(self) -> bool:
        """False while the server has shown lately that it does not, or not as we need it."""
        return time.monotonic() >= self._without_graphql_until

    def miss_graphql(self) -> None:
        """Do without for a while: a server may be upgraded, or have had a bad moment."""
        self._without_graphql_until = time.monotonic() + ASK_AGAIN

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    def _patience(self, error: GitHubException, count: int) -> RetryOption:
        """Try again where it does no harm: reads at 5xx and network trouble; never at a limit."""
        if count < len(self._pauses) and _worth_another_try(error):
            return RetryOption(True, timedelta(seconds=self._pauses[count]))
        return RetryOption(False)


def _worth_another_try(error: GitHubException) -> bool:
    if isinstance(error, RequestFailed):
        return error.response.status_code >= 500 and only_reads(error.request)
    if isinstance(error, RequestError) and isinstance(error.exc, httpx.TransportError):
        return never_arrived(error) or only_reads(error.exc.request)
    return False


class Client:
    """Requests under one identity. Answers are plain JSON; errors are those of `troubles`."""

    def __init__(self, server: Server, auth: BaseAuthStrategy | None = None) -> None:
        self._server = server
        self._github = server.connect(auth)
        self._anonymous = auth is None
        self.spent = 0
        """Requests so far that count against a rate limit, and not those for tokens."""

    def counting(self) -> "Client":
        """The same identity and connections, with a count of requests that begins anew."""
        other = copy(self)
        other.spent = 0
        return other

    @property
    def offers_graphql(self) -> bool:
        """Whether `query` is worth trying: not without a token, nor where it failed before."""
        return self._server.offers_graphql and not self._anonymous

    async def get(self, path: str, **params: str | int) -> Any:
        """The answer to a GET, parsed."""
        return _parsed(await self._request("GET", path, params=params))

    async def get_if_changed(
        self, path: str, etag: str | None, **params: str | int
    ) -> tuple[Any, str | None] | None:
        """The parsed answer and its ETag; None where it is what `etag` stands for.

        An answer "not modified" does not count against the rate limit.
        """
        headers = {"If-None-Match": etag} if etag else {}
        response = await self._request("GET", path, params=params, headers=headers)
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return None
        return _parsed(response), response.headers.get("etag")

    async def pages(
        self, path: str, *, most: int, key: str | None = None, **params: str | int
    ) -> list[Any]:
        """The items of a list in pages of a hundred, at most `most` pages.

        `key` names the list where the answer is an object around it.
        """
        items: list[Any] = []
        for page in range(1, most + 1):
            asked = {**params, "per_page": PER_PAGE, "page": page}
            response = await self._request("GET", path, params=asked)
            answer = _parsed(response)
            items.extend(answer[key] if key else answer)
            if "next" not in response.raw_response.links:
                break
        return items

    async def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """The answer to a POST, parsed. Raises `Ambiguous` where it may have been done."""
        return _parsed(await self._request("POST", path, json=body))

    async def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        """The answer to a PATCH, parsed. Raises `Ambiguous` where it may have been done."""
        return _parsed(await self._request("PATCH", path, json=body))

    async def query(
        self, document: str, variables: Mapping[str, Any], *, vital: bool = True
    ) -> "tuple[dict[str, Any], list[Fault]]":
        """The data of a GraphQL query, and what in it GitHub failed to answer.

        Raises `NotOffered` where the server has no GraphQL or another schema, and remembers it
        unless the query is one that nothing else depends on.
        """
        self.spent += 1
        try:
            return await self._github.graphql.arequest(document, dict(variables)), []
        except GraphQLFailed as error:
            if error.response.data:
                faults = error.response.errors or []
                told = [Fault(tuple(fault.path or ()), fault.type or "") for fault in faults]
                return error.response.data, told
            raised = trouble(error)
        except GitHubException as error:
            raised = NotOffered("no GraphQL here") if _nothing_there(error) else trouble(error)
        except ValueError as error:
            raise PassingTrouble("GitHub's answer could not be read") from error
        if vital and isinstance(raised, NotOffered):
            self._server.miss_graphql()
        raise raised

    async def _request(self, method: str, path: str, **parts: Any) -> "Response[Any]":
        self.spent += 1
        try:
            response = await self._github.arequest(method, path, **parts)
        except GitHubException as error:
            raise trouble(error) from error
        except ValueError as error:
            # a header that is no number, where the library expects one
            raise PassingTrouble("GitHub's answer could not be read") from error
        self.spent -= response.status_code == httpx.codes.NOT_MODIFIED
        return response


def _nothing_there(error: GitHubException) -> bool:
    return isinstance(error, RequestFailed) and error.response.status_code in _NOT_OFFERED


def _parsed(response: "Response[Any]") -> Any:
    """The JSON of an answer; a proxy's page of apology is a passing trouble."""
    try:
        return response.json()
    except ValueError as error:
        asked = response.raw_request.url.path
        raise PassingTrouble(f"GitHub's answer to {asked} is no JSON") from error
