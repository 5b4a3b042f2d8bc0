"""The App's face to the network: GitHub's webhook, probes, figures, pages."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import PassingTrouble
from app.github.deliveries import LARGEST_BODY, NotADelivery, NotGenuine, Seal, read
from app.inbox import Delivery, Inbox, Standing
from app.pages import front_page, stylesheet
from app.pages.schemas import SCHEMAS, schema_text
from app.telemetry import metrics
from app.telemetry.logs import about

log = structlog.get_logger(__name__)

ARRIVAL = 20.0
"""Seconds that a body may take to arrive; GitHub itself gives up after ten."""
STORING = 8.0
"""Seconds that storing may take: GitHub must hear of a failure before it stops listening."""
PAUSE = 10
"""Seconds after which to try again, where a delivery cannot be stored."""
BODIES = 8 * LARGEST_BODY
"""Bytes of bodies held at once; anybody can send some before a signature is checked."""
DISCARDED = 4 * LARGEST_BODY
"""Bytes read of a body that is too large, so that its sender gets to hear so."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class TooLarge(Exception):
    """The body is larger than anything GitHub sends."""


class Web:
    """The routes and what they need. `worker_is_alive` is None where another process works."""

    def __init__(
        self,
        inbox: Inbox,
        secrets: Sequence[str],
        worker_is_alive: Callable[[], bool] | None = None,
        arrival: float = ARRIVAL,
        stepped_down: Callable[[], Awaitable[int]] | None = None,
    ) -> None:
        """`stepped_down` counts the policies that keep quiet of themselves."""
        self._inbox = inbox
        self._secrets = secrets
        self._worker_is_alive = worker_is_alive
        self._arrival = arrival
        self._count_stepped_down = stepped_down
        self._held = 0

    def routes(self) -> list[Route]:
        """Every address we answer."""
        return [
            Route("/webhook", self.webhook, methods=["POST"]),
            Route("/healthz", self.healthz),
            Route("/readyz", self.readyz),
            Route("/metrics", self.metrics),
            Route("/", self.front),
            Route("/cowpath.css", self.style),
            Route("/schemas/{name}", self.schema),
        ]

    async def webhook(self, request: Request) -> Response:
        """Store a delivery; 202 only once it is on disk, or was before."""
        try:
            seal = Seal(self._secrets)
            async with self._body(request, seal) as body:
                seal.verify(request.headers.get("x-hub-signature-256"))
                delivery = read(request.headers, body)
            return await self._store(delivery)
        except TooLarge:
            return _refused(413, "too_large", "The body is larger than 25 MiB.")
        except NotGenuine as error:
            return _refused(401, "not_signed", f"Not from GitHub: {error}.")
        except NotADelivery as error:
            return _refused(400, "malformed", f"Not a delivery: {error}.")
        except ClientDisconnect:
            return _refused(400, "malformed", "The body ended early.")
        except (PassingTrouble, TimeoutError) as trouble:
            log.error("A delivery could not be stored", trouble=repr(trouble))
            response = _refused(503, "not_stored", "It cannot be stored now; please send it again.")
            asked = trouble.retry_after if isinstance(trouble, PassingTrouble) else None
            response.headers["Retry-After"] = str(math.ceil(asked or PAUSE))
            return response

    async def _store(self, delivery: Delivery) -> Response:
        with about(delivery=delivery.id):
            async with asyncio.timeout(STORING):
                new = await self._inbox.record(delivery)
            outcome = "stored" if new else "seen_before"
            log.info(
                "Delivery",
                outcome=outcome if delivery.subject else "asks for nothing",
                kind=delivery.event,
                subject=delivery.subject.key if delivery.subject else None,
            )
        metrics.DELIVERIES.labels(outcome).inc()
        return PlainTextResponse("Accepted.", 202)

    @asynccontextmanager
    async def _body(self, request: Request, seal: Seal) -> AsyncIterator[bytearray]:
        """The body, bounded in size and time, and with all others that are held meanwhile."""
        body = bytearray()
        try:
            await self._receive(request, body, seal)
            yield body
        finally:
            self._held -= len(body)

    async def _receive(self, request: Request, body: bytearray, seal: Seal) -> None:
        size = 0
        try:
            async with asyncio.timeout(self._arrival):
                async for chunk in request.stream():
                    size += len(chunk)
                    if size > DISCARDED:
                        break
                    if size <= LARGEST_BODY:
                        self._hold(len(chunk))
                        body += chunk
                        seal.add(chunk)
        except TimeoutError:
            raise NotADelivery("the body took too long to arrive") from None
        if size > LARGEST_BODY:
            raise TooLarge

    def _hold(self, size: int) -> None:
        if self._held + size > BODIES:
            raise PassingTrouble("too many deliveries arrive at once")
        self._held += size

    async def healthz(self, _: Request) -> Response:
        """The process is up."""
        return PlainTextResponse("up")

    async def readyz(self, _: Request) -> Response:
        """The store can be reached, and the worker lives."""
        parts = {"store": await self._standing() is not None}
        if self._worker_is_alive is not None:
            parts["worker"] = self._worker_is_alive()
        return JSONResponse(parts, 200 if all(parts.values()) else 503)

    async def metrics(self, _: Request) -> Response:
        """The figures as Prometheus reads them."""
        if standing := await self._standing():
            metrics.INBOX.labels("waiting").set(standing.waiting)
            metrics.INBOX.labels("held").set(standing.held)
            metrics.INBOX.labels("given_up").set(standing.given_up)
        metrics.STEPPED_DOWN.set(await self._stepped_down())
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    async def front(self, _: Request) -> Response:
        """The front page."""
        return HTMLResponse(front_page(await self._standing(), await self._stepped_down()))

    async def style(self, _: Request) -> Response:
        """The style of the pages."""
        return Response(stylesheet(), media_type="text/css")

    async def schema(self, request: Request) -> Response:
        """A JSON Schema, for editors; those that run in a browser may fetch it too."""
        name = request.path_params["name"]
        if name not in SCHEMAS:
            return PlainTextResponse("There is no such schema.\n", 404)
        anyone = {"Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=3600"}
        return Response(schema_text(name), headers=anyone, media_type="application/schema+json")

    async def _stepped_down(self) -> int:
        if self._count_stepped_down is None:
            return 0
        try:
            async with asyncio.timeout(STORING):
                return await self._count_stepped_down()
        except (PassingTrouble, TimeoutError) as trouble:
            log.warning("The store cannot be reached", trouble=repr(trouble))
            return 0

    async def _standing(self) -> Standing | None:
        try:
            async with asyncio.timeout(STORING):
                return await self._inbox.standing()
        except (PassingTrouble, TimeoutError) as trouble:
            log.warning("The store cannot be reached", trouble=repr(trouble))
            return None


def _refused(status: int, outcome: str, message: str) -> Response:
    metrics.DELIVERIES.labels(outcome).inc()
    return PlainTextResponse(message, status)


class SecurityHeaders:
    """Adds to every answer what keeps browsers from being used against us."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def application(
    web: Web, lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]] | None = None
) -> Starlette:
    """The ASGI application."""
    return Starlette(
        routes=web.routes(), middleware=[Middleware(SecurityHeaders)], lifespan=lifespan
    )
