"""The log: lines that programs read, and nothing secret in them."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from app.telemetry.logs import HIDDEN, about, configure

KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIEabcdef\nGHIJKL==\n-----END RSA PRIVATE KEY-----"
TOKEN = "ghs_" + "a1B2" * 9
SIGNED = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjM0In0.c2lnbmF0dXJlLWhlcmU"


@pytest.fixture
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.usefixtures("restored")
class TestLogs:
    def test_both_kinds_of_logger_give_the_same_kind_of_line(self) -> None:
        stream = io.StringIO()
        configure("info", "json", stream=stream)
        with about(delivery="d1"):
            structlog.get_logger("app.web").info("Stored", event_type="push")
            logging.getLogger("app.pool").warning("Stopped working on %s", "it")
        ours, theirs = lines(stream)
        assert (ours["message"], ours["event_type"]) == ("Stored", "push")
        assert (theirs["message"], theirs["level"]) == ("Stopped working on it", "warning")
        assert ours["delivery"] == theirs["delivery"] == "d1"

    def test_an_exception_is_part_of_its_line(self) -> None:
        stream = io.StringIO()
        configure("info", "json", stream=stream)
        try:
            raise KeyError("lost")
        except KeyError:
            logging.getLogger("app.worker").exception("It broke")
        (line,) = lines(stream)
        assert "KeyError: 'lost'" in str(line["exception"])

    @pytest.mark.parametrize("form", ["text", "json"])
    def test_secrets_are_hidden_wherever_they_turn_up(self, form: str) -> None:
        stream = io.StringIO()
        configure("info", form, secrets=["open sesame", KEY], stream=stream)
        log = structlog.get_logger("app.web")
        log.info("Is it open sesame?", key=KEY, authorization=f"Bearer {SIGNED}", nested=[TOKEN])
        try:
            raise ValueError(f"{TOKEN} {KEY}")
        except ValueError:
            log.exception("It broke")
        shown = stream.getvalue()
        for secret in ("sesame", "MIIEabcdef", "GHIJKL", TOKEN, SIGNED):
            assert secret not in shown
        assert HIDDEN in shown

    def test_what_is_below_the_level_is_not_logged(self) -> None:
        stream = io.StringIO()
        configure("warning", "text", stream=stream)
        structlog.get_logger("app.web").info("Stored")
        assert stream.getvalue() == ""

    def test_text_says_what_happened(self) -> None:
        stream = io.StringIO()
        configure("info", "text", stream=stream)
        structlog.get_logger("app.web").info("Stored", delivery="d1")
        assert "Stored" in stream.getvalue()
        assert "delivery=d1" in stream.getvalue()
