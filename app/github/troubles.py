"""What GitHub's refusals mean: worth another try, not allowed, or no longer there.

CowpathError
├── Refused          not allowed; somebody has to grant something first
│   └── Locked       the conversation takes no comments
├── Gone             what was asked for is not there, or not ours to see
├── Rejected         GitHub finds fault with what was sent
├── NotOffered       this server has no such interface
└── PassingTrouble   network, rate limit, a server that is busy
    └── Ambiguous    a write failed, and nobody knows whether it was done
"""

import time
from http import HTTPStatus

import httpx
from githubkit.exception import (
    GitHubException,
    GraphQLFailed,
    RateLimitExceeded,
    RequestError,
    RequestFailed,
)
from githubkit.response import Response

from app.errors import CowpathError, PassingTrouble

SECONDARY_LIMIT_PAUSE = 60.0
"""Seconds to wait where GitHub names no time; its documentation asks for a minute."""


class Refused(CowpathError):
    """GitHub does not let us; somebody has to grant something first."""


class Locked(Refused):
    """The conversation is locked and takes no comments."""


class Gone(CowpathError):
    """What was asked for is not there, or not ours to see; asking again is no use."""


class Rejected(CowpathError):
    """GitHub finds fault with what was sent; asking again is no use."""


class NotOffered(CowpathError):
    """This server has no such interface; there may be another way to ask."""


class Ambiguous(PassingTrouble):
    """A write failed in a way that leaves open whether it was done: look before writing again."""


def only_reads(request: httpx.Request) -> bool:
    """Whether sending a request twice does no harm. All our GraphQL is queries."""
    path = request.url.path
    return request.method == "GET" or path.endswith(("/graphql", "/access_tokens"))


def never_arrived(error: GitHubException) -> bool:
    """Whether a request failed before anything of it was sent."""
    inner = error.exc if isinstance(error, RequestError) else None
    return isinstance(inner, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


def trouble(error: GitHubException) -> CowpathError | GitHubException:
    """What an error of the client library means to us; the error itself where it is our fault."""
    if isinstance(error, GraphQLFailed):
        return _graphql_trouble(error)
    if isinstance(error, RateLimitExceeded):
        wait = error.retry_after.total_seconds()
        return PassingTrouble("GitHub's rate limit is used up", retry_after=max(wait, 1.0))
    if isinstance(error, RequestFailed):
        return _status_trouble(error.response)
    if isinstance(error, RequestError) and isinstance(error.exc, httpx.TransportError):
        return _network_trouble(error, error.exc)
    if isinstance(error, RequestError) and isinstance(error.exc, CowpathError):
        return error.exc  # raised while the request was given its token
    return error


def _network_trouble(error: GitHubException, inner: httpx.TransportError) -> PassingTrouble:
    request = inner.request
    message = f"{request.method} {request.url.path}: {type(inner).__name__}"
    if only_reads(request) or never_arrived(error):
        return PassingTrouble(f"GitHub could not be reached: {message}")
    return Ambiguous(f"the connection to GitHub failed: {message}")


def _status_trouble(response: Response) -> CowpathError:
    """The meaning of an answer of 400 and above that is no rate limit by its headers."""
    status, message = response.status_code, said(response)
    asked = f"{response.raw_request.method} {response.raw_request.url.path}"
    if "rate limit" in message.lower():
        # a secondary limit may come as a plain 403 that only its words tell apart
        return PassingTrouble(message, retry_after=_until_reset(response))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        kind = PassingTrouble if only_reads(response.raw_request) else Ambiguous
        return kind(f"GitHub answered {status} to {asked}")
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return Gone(f"GitHub knows nothing at {asked}: {message}")
    if status == HTTPStatus.UNAUTHORIZED:
        return Refused(f"GitHub does not accept our identity ({message})")
    if status == HTTPStatus.FORBIDDEN:
        return _forbidden(response, asked, message)
    if "no commit found" in message.lower():
        return Gone(f"{asked}: {message}")
    return Rejected(f"GitHub answered {status} to {asked}: {message}")


def _forbidden(response: Response, asked: str, message: str) -> Refused:
    if "locked" in message.lower():
        return Locked(message)
    # named in every answer to an App; "contents=read; metadata=read"
    needed = response.headers.get("x-accepted-github-permissions")
    remedy = f"; the App needs the permission {needed}" if needed else ""
    return Refused(f"GitHub does not allow {asked}: {message}{remedy}")


def _graphql_trouble(error: GraphQLFailed) -> CowpathError:
    errors = error.response.errors or []
    if any(fault.extensions and "code" in fault.extensions for fault in errors):
        # validation errors carry a code: this server's schema is not the one the query is for
        return NotOffered(f"this GitHub's GraphQL differs: {errors[0].message}")
    if any(fault.type == "NOT_FOUND" for fault in errors):
        return Gone(errors[0].message)
    if any(fault.type == "FORBIDDEN" for fault in errors):
        return Refused(errors[0].message)
    return PassingTrouble(f"GitHub's GraphQL failed: {errors[0].message if errors else 'no data'}")


def said(response: Response) -> str:
    """GitHub's own words about an error, in one line."""
    try:
        answer = response.json()
    except ValueError:
        return response.text[:200]
    if not isinstance(answer, dict):
        return ""
    details = [
        detail if isinstance(detail, str) else str(detail.get("message") or detail.get("code"))
        for detail in answer.get("errors") or ()
        if isinstance(detail, str | dict)
    ]
    return "; ".join([str(answer.get("message", "")), *details])[:500]


def _until_reset(response: Response) -> float:
    """Seconds until the limit is lifted."""
    reset = response.headers.get("x-ratelimit-reset", "")
    if response.headers.get("x-ratelimit-remaining") == "0" and reset.isdigit():
        return max(float(reset) - time.time(), 1.0)
    return SECONDARY_LIMIT_PAUSE
