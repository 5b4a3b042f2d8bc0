"""The log: one line an event on standard error, text on a terminal and JSON elsewhere.

Rooms that commands use as well log through `logging`; the server's own rooms through `structlog`,
whose key-value pairs stay pairs. Both come out the same way, with what was bound by `about`.
"""

import logging
import re
import sys
from collections.abc import Iterable
from typing import Any, TextIO

import re2
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

about = structlog.contextvars.bound_contextvars
"""`with about(delivery=…):` says on every line inside what it is about."""

HIDDEN = "[hidden]"
SHORTEST_SECRET = 4
"""Characters; hiding anything shorter would hide the log."""

_LOOKS_SECRET = re2.compile(
    r"gh[a-z]_[A-Za-z0-9_]{16,}"  # tokens of GitHub
    r"|github_pat_[A-Za-z0-9_]{16,}"
    r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"  # signed tokens of Apps
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?"
)


def configure(
    level: str, form: str, secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Send every log line to `stream` (standard error) in `form` (`text` or `json`).

    `secrets` are replaced wherever they occur, and so is whatever looks like a token or a key.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(form, stream or sys.stderr),
                _Redaction(secrets),
            ],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for chatty in ("alembic", "hishel", "httpcore", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _rendering(form: str, stream: TextIO) -> list[Processor]:
    if form == "json":
        return [
            structlog.processors.EventRenamer("message"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ]
    plain = structlog.dev.plain_traceback
    return [structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain)]


class _Redaction:
    """The last step: works on the finished line, so that nothing can slip past it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        # a JSON line holds a key with its line breaks escaped: its lines are hidden one by one
        pieces = {piece for secret in secrets for piece in re.split(r"\n", secret)}
        self._known = sorted((p for p in pieces if len(p) >= SHORTEST_SECRET), key=len)[::-1]

    def __call__(self, _: WrappedLogger, __: str, line: "EventDict | str | Any") -> str:
        text = str(line)
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        hidden: str = _LOOKS_SECRET.sub(HIDDEN, text)
        return hidden
