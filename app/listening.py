"""Answers requests on an address until a signal asks to stop."""

import asyncio
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from functools import partial
from typing import Any

import h11
import structlog
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.errors import AuthorsMistake
from app.web import ARRIVAL, Web, application

log = structlog.get_logger(__name__)

CLOSING = 10
"""Seconds that open connections have to end when the server is asked to stop."""


async def listen(
    parts: AbstractAsyncContextManager[Web], host: str, port: int, patience: float = ARRIVAL
) -> None:
    """Answer requests until a signal asks to stop, then let go of the parts.

    Port 0 takes any that is free; the log says which. The headers of a request have `patience`
    seconds to arrive.
    """
    with listening_socket(host, port) as listener:
        async with parts as web:
            config = uvicorn.Config(
                application(web),
                http=partial(Punctual, patience=patience),  # type: ignore[arg-type]  # as good as a class
                lifespan="off",
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=CLOSING,
            )
            log.info("Listening", host=host, port=listener.getsockname()[1])
            await _Server(config).serve(sockets=[listener])


class Punctual(H11Protocol):
    """Ends a connection whose headers are late; uvicorn would wait for them for ever."""

    def __init__(self, *words: Any, patience: float, **options: Any) -> None:
        super().__init__(*words, **options)
        self._patience = patience
        self._clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(transport)
        self._look_at_clock()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._look_at_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()
        super().connection_lost(exc)

    def _look_at_clock(self) -> None:
        """The clock runs while headers are awaited; between two requests uvicorn has its own."""
        if self.conn.their_state is not h11.IDLE:
            self._stop_clock()
        elif self._clock is None:
            self._clock = self.loop.call_later(self._patience, self.transport.close)

    def _stop_clock(self) -> None:
        if self._clock:
            self._clock.cancel()
            self._clock = None


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any. Raises `AuthorsMistake` where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]  # Python repeats the address in brackets
        message = f"Cannot listen on {host}, port {port}: {reason}."
        raise AuthorsMistake.at("PORT", message) from error
    # Connections inherit it. Without it, an answer's body may wait 40 ms for its head to be seen.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class _Server(uvicorn.Server):
    """Returns when it was asked to stop, instead of dying of the signal: jobs are still in hand."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {
            number: signal.signal(number, self.handle_exit)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
