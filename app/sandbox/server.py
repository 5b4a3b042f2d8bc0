"""GitHub in a box: answers like GitHub, counts what it is asked, and fails when told to."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from starlette.convertors import Convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router, compile_path
from starlette.types import Receive, Scope, Send

from app.sandbox import rest_lines, rest_reading, rest_writing
from app.sandbox.access import Access
from app.sandbox.calls import Call, Caller, Handler, Refusal, Reply
from app.sandbox.faults import Fault
from app.sandbox.graphql import QueryError, execute, parse
from app.sandbox.schema import root
from app.sandbox.world import World

ENTERPRISE = "/api/v3"
"""Where GitHub Enterprise Server has its REST interface."""
_GRAPHQL = ("/graphql", "/api/graphql")


@dataclass(frozen=True, slots=True)
class Logged:
    """One request that was answered."""

    method: str
    path: str
    status: int
    counts: bool
    """Whether it counts against an installation's rate limit."""


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came in, for those who want to look at it closely."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


class Sandbox:
    """The server around a `World`; `app` is the ASGI application."""

    def __init__(
        self, world: World, *, on_request: Callable[[Received], None] | None = None
    ) -> None:
        self.world = world
        self.access = Access(world)
        self.log: list[Logged] = []
        self.faults: list[Fault] = []
        self.offers_graphql = True
        self.limit = 5_000
        """Requests in the hour that never ends here."""
        self._on_request = on_request
        self._routes = [
            (method, *_compiled(path), handler)
            for method, path, handler in (
                *self.access.routes(),
                *rest_reading.ROUTES,
                *rest_writing.ROUTES,
                *rest_lines.ROUTES,
            )
        ]
        self.app = Router(default=self._serve)

    def counting(self) -> int:
        """How many requests so far count against a rate limit."""
        return sum(logged.counts for logged in self.log)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        body = await request.body()
        path = request.scope["path"].removeprefix(ENTERPRISE)
        received = Received(
            request.method, path, dict(request.query_params), dict(request.headers), body
        )
        if self._on_request:
            self._on_request(received)
        subject = path + (body.decode(errors="replace") if path in _GRAPHQL else "")
        fault = next((one for one in self.faults if one.fits(request.method, subject)), None)
        if fault:
            await asyncio.sleep(fault.seconds)
        if fault is None or fault.when == "after":
            reply, counts = self._answer(received)
        if fault and fault.status:
            reply, counts = _failure(fault), False
        self.log.append(Logged(request.method, path, reply.status, counts))
        content = b"" if reply.status == 304 else json.dumps(reply.body).encode()
        headers = {**reply.headers, **self._limits()}
        return Response(content, reply.status, headers, media_type="application/json")

    def _answer(self, received: Received) -> tuple[Reply, bool]:
        caller = Caller()
        try:
            caller = self.access.caller(received.headers.get("authorization", ""))
            if caller.installation and self.counting() >= self.limit:
                raise Refusal(403, "API rate limit exceeded for installation.")
            reply = self._dispatch(received, caller)
            if received.method == "GET":
                reply = _unless_known(reply, received.headers.get("if-none-match", ""))
        except Refusal as refusal:
            reply = _refused(refusal.status, refusal.message, refusal.headers)
        return reply, caller.installation is not None and reply.status != 304

    def _dispatch(self, received: Received, caller: Caller) -> Reply:
        body = json.loads(received.body) if received.body else {}
        if received.path in _GRAPHQL:
            if not self.offers_graphql:
                raise Refusal(404, "Not Found")
            if caller.installation is None and not caller.login:
                raise Refusal(401, "This endpoint requires you to be authenticated.")
            return self._query(self._call(received, caller, {}, body))
        for method, pattern, convertors, handler in self._routes:
            match = pattern.match(received.path) if method == received.method else None
            if match:
                caught = {
                    name: convertors[name].convert(value)
                    for name, value in match.groupdict().items()
                }
                return _run(handler, self._call(received, caller, caught, body))
        raise Refusal(404, "Not Found")

    def _call(
        self, received: Received, caller: Caller, caught: Mapping[str, Any], body: Any
    ) -> Call:
        return Call(
            self.world, caller, received.method, received.path, caught, received.query, body
        )

    def _query(self, call: Call) -> Reply:
        """Part by part, so that what is refused of one leaves the others as they are."""
        data: dict[str, Any] = {}
        faults: list[dict[str, Any]] = []
        try:
            query = parse(call.body["query"])
            for part in query.parts():
                try:
                    data |= execute(part, call.body.get("variables") or {}, root(call))
                except Refusal as refusal:
                    kind = "NOT_FOUND" if refusal.status == 404 else "FORBIDDEN"
                    alias = part.selection[0].alias
                    data[alias] = None
                    faults.append({"message": refusal.message, "type": kind, "path": [alias]})
        except QueryError as error:
            return Reply({"errors": [{"message": str(error), "extensions": {"code": error.code}}]})
        return Reply({"data": data, **({"errors": faults} if faults else {})})

    def _limits(self) -> dict[str, str]:
        left = max(self.limit - self.counting(), 0)
        return {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(left),
            "x-ratelimit-reset": str(int(time.time()) + 1_800),
        }


def _compiled(path: str) -> tuple[re.Pattern[str], Mapping[str, Convertor[Any]]]:
    pattern, _, convertors = compile_path(path)
    return re.compile(pattern.pattern, re.DOTALL), convertors  # a file's name may hold a new line


def _run(handler: Handler, call: Call) -> Reply:
    try:
        return handler(call)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        # what was sent lacks something, or has it in another shape
        raise Refusal(422, f"Invalid request. {error!r}") from error


def _refused(status: int, message: str, headers: Mapping[str, str]) -> Reply:
    link = "https://docs.github.com/rest"
    body = {"message": message, "documentation_url": link, "status": str(status)}
    return Reply(body, status, headers)


def _failure(fault: Fault) -> Reply:
    return _refused(fault.status, fault.message, fault.headers)


def _unless_known(reply: Reply, known: str) -> Reply:
    etag = f'"{sha256(json.dumps(reply.body).encode()).hexdigest()}"'
    headers = {**reply.headers, "ETag": etag}
    return Reply(reply.body, 304 if known == etag else reply.status, headers)
