"""What somebody says to Cowpath in a webhook: a new comment of their own, or a button.

Who may say what is looked up later, at GitHub; a payload's word on it can be out of date.
"""

import re
from collections.abc import Mapping
from typing import Any

from app.core.reply import Reply
from app.github.values import text, whole

LONGEST = 65_536
"""Characters of a comment that are kept; GitHub takes no more."""

BUTTONS = {
    "not-useful": "/cowpath not-useful all",
    "why": "/cowpath why all",
    "again": "/cowpath again",
}
"""What each button of the check run says, by its identifier."""

# whether it is worth reading; whether such a line stands in code is for a closer look
_CALLED = re.compile(r"^ {0,3}/cowpath(?![\w/-])", re.MULTILINE | re.IGNORECASE)


def in_comment(payload: Mapping[str, Any], delivery: str) -> Reply | None:
    """A comment that was created just now, on a pull request, by the person who wrote it."""
    comment, sender = payload["comment"], payload["sender"]
    if payload["action"] != "created" or payload["issue"].get("pull_request") is None:
        return None
    author = comment["user"]
    if not _is_a_person(author) or comment.get("performed_via_github_app"):
        return None
    if (author["id"], author["login"]) != (sender["id"], sender["login"]):
        return None
    words = text(comment["body"])[:LONGEST]
    if not _CALLED.search(words):
        return None
    return Reply(delivery, text(author["login"]), words, whole(comment["id"]))


def by_button(payload: Mapping[str, Any], delivery: str) -> Reply | None:
    """A button of our check run that a person pressed."""
    sender = payload["sender"]
    words = BUTTONS.get(payload["requested_action"]["identifier"])
    return Reply(delivery, text(sender["login"]), words) if words and _is_a_person(sender) else None


def _is_a_person(account: Mapping[str, Any] | None) -> bool:
    return account is not None and account["type"] == "User" and bool(account["login"])
