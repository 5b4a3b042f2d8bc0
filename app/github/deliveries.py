"""What GitHub delivers, read from headers and bytes alone: is it genuine, and what does it ask for?

The bytes come from anybody on the internet until `verify` has let them pass, and from strangers'
pull requests afterwards; no shape is taken for granted.
"""

import hmac
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.core.reply import Reply
from app.errors import CowpathError
from app.github.replies import by_button, in_comment
from app.github.values import whole
from app.inbox import Delivery, Subject, Task

LARGEST_BODY = 25 * 1024 * 1024
"""Bytes; GitHub sends nothing larger."""
_LONGEST_ID = 100
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}")
_OBJECT = re.compile(rb"\s*\{")
_NO_OBJECT = "the body is no JSON object; the webhook's content type must be application/json"
_HEXADECIMAL = frozenset("0123456789abcdef")

_PULL_REQUEST_ACTIONS = frozenset(
    {
        "opened",
        "edited",
        "reopened",
        "synchronize",
        "ready_for_review",
        "converted_to_draft",
        "labeled",
        "unlabeled",
    }
)


class NotGenuine(CowpathError):
    """The signature is wrong or missing."""


class NotADelivery(CowpathError):
    """These headers and bytes are nothing that GitHub sends."""


class Seal:
    """What our secrets make of a body, worked out while it arrives: a large one takes its time."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._codes = [hmac.new(each.encode(), digestmod="sha256") for each in secrets if each]

    def add(self, part: bytes) -> None:
        """Take in the next part of the body."""
        for code in self._codes:
            code.update(part)

    def verify(self, signature: str | None) -> None:
        """Raise `NotGenuine` unless one of the secrets signed exactly these bytes.

        `signature` is the header `X-Hub-Signature-256`. Every secret is tried in constant time, so
        that an old one still serves while it is being replaced.
        """
        given = (signature or "").encode("utf-8", "replace")
        signed = [f"sha256={code.hexdigest()}".encode() for code in self._codes]
        matches = [hmac.compare_digest(given, each) for each in signed]
        if not any(matches):
            raise NotGenuine("the signature is wrong" if signature else "the signature is missing")


def read(headers: Mapping[str, str], body: bytes | bytearray) -> Delivery:
    """The delivery in a request whose signature was verified.

    `headers` compares names without regard to case. Raises `NotADelivery`; an event that asks for
    nothing, known or unknown, is a delivery without a subject.
    """
    identity = headers.get("x-github-delivery", "")
    event = headers.get("x-github-event", "")
    if not identity or not event or len(identity) > _LONGEST_ID or len(event) > _LONGEST_ID:
        raise NotADelivery("the headers X-GitHub-Delivery and X-GitHub-Event are missing or odd")
    reader = _READERS.get(event)
    if reader is None:
        _check_type(body)  # all there is to say; a new installation may list thousands of names
        return Delivery(identity, event, None)
    payload = _parse(body)
    try:
        return Delivery(identity, event, reader(payload), _reply(event, payload, identity))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotADelivery(f"this is no payload of the event {event}") from error


def _parse(body: bytes | bytearray) -> Mapping[str, Any]:
    _check_type(body)
    try:
        payload: dict[str, Any] = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotADelivery(_NO_OBJECT) from error
    return payload


def _check_type(body: bytes | bytearray) -> None:
    if not _OBJECT.match(body):
        raise NotADelivery(_NO_OBJECT)


def _subject(payload: Mapping[str, Any], task: Task, name: str) -> Subject | None:
    if "installation" not in payload:
        return None  # the webhook of a repository or organisation, not of an App
    return Subject(
        installation=whole(payload["installation"]["id"]),
        repository=_name(payload),
        task=task,
        name=name,
    )


def _pull_request(payload: Mapping[str, Any]) -> Subject | None:
    number = whole(payload["pull_request"]["number"])
    if payload["action"] not in _PULL_REQUEST_ACTIONS:
        return None
    return _subject(payload, "pull_request", str(number))


def _issue_comment(payload: Mapping[str, Any]) -> Subject | None:
    number = whole(payload["issue"]["number"])
    if in_comment(payload, "") is None:
        return None
    return _subject(payload, "pull_request", str(number))


def _check_run(payload: Mapping[str, Any]) -> Subject | None:
    """Only the App whose check run it is hears that somebody asks for another run."""
    if payload["action"] not in ("rerequested", "requested_action"):
        return None
    run = payload["check_run"]
    number = _numbered(run["external_id"], _name(payload))
    if number is not None:
        return _subject(payload, "pull_request", number)
    return _subject(payload, "commit", _commit(run["head_sha"]))


def _check_suite(payload: Mapping[str, Any]) -> Subject | None:
    if payload["action"] != "rerequested":
        return None
    return _subject(payload, "commit", _commit(payload["check_suite"]["head_sha"]))


def _merge_group(payload: Mapping[str, Any]) -> Subject | None:
    if payload["action"] != "checks_requested":
        return None
    return _subject(payload, "merge_group", _commit(payload["merge_group"]["head_sha"]))


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Subject | None]] = {
    "pull_request": _pull_request,
    "check_run": _check_run,
    "check_suite": _check_suite,
    "issue_comment": _issue_comment,
    "merge_group": _merge_group,
}


def _reply(event: str, payload: Mapping[str, Any], delivery: str) -> Reply | None:
    """What somebody says to us with it."""
    if event == "issue_comment":
        return in_comment(payload, delivery)
    if event == "check_run" and payload["action"] == "requested_action":
        return by_button(payload, delivery)
    return None


def _numbered(external_id: object, repository: str) -> str | None:
    """The number in `owner/name#12`, where it is of this repository."""
    name, _, number = str(external_id or "").rpartition("#")
    ours = name.lower() == repository.lower() and number.isascii() and number.isdigit()
    return str(whole(int(number))) if ours and len(number) <= 12 else None


def _name(payload: Mapping[str, Any]) -> str:
    name = payload["repository"]["full_name"]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError("a repository is named owner/name")
    return name


def _commit(sha: object) -> str:
    if not isinstance(sha, str) or len(sha) not in (40, 64) or not set(sha) <= _HEXADECIMAL:
        raise ValueError("a commit's full id is expected")
    return sha
