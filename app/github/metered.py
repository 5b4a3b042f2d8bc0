"""Counts requests to GitHub and how long they take."""

import time

import httpx

from app.telemetry.metrics import GITHUB_REQUESTS, GITHUB_SECONDS


class MeteredTransport(httpx.AsyncBaseTransport):
    """Passes requests on and notes what came of them."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it on; an error is counted too, and raised as it is."""
        began, status = time.monotonic(), "none"
        try:
            response = await self._inner.handle_async_request(request)
            status = str(response.status_code)
        finally:
            GITHUB_REQUESTS.labels(request.method, status).inc()
            GITHUB_SECONDS.observe(time.monotonic() - began)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()
