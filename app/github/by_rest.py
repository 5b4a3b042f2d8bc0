"""Reading a pull request by REST: for servers without GraphQL, and for what it cuts short."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from app.advise.protocols import Opening
from app.core.publication import CHECK_NAME, Annotation
from app.core.pull_request import LARGEST_FILE, Content, NotRead
from app.github.client import Client
from app.github.seen import Me, OurCheck, OurComment, Seen, opens_as_ours
from app.github.troubles import Gone

COMMENT_PAGES = 10
"""Pages of a hundred comments through which our own is looked for."""


async def look(client: Client, repository: str, number: int) -> Seen:
    """The pull request and the tip of its base branch: two requests; no standing texts."""
    found = await client.get(f"/repos/{repository}/pulls/{number}")
    base_sha = found["base"]["sha"]
    if found["state"] == "open":
        branch = quote(found["base"]["ref"], safe="/")
        tip = await client.get(f"/repos/{repository}/git/ref/heads/{branch}")
        base_sha = tip["object"]["sha"]  # that of the pull request is as old as its last push
    return Seen(
        opening=Opening(
            repository=repository,
            number=number,
            title=found["title"],
            body=found["body"] or "",
            author=(found["user"] or {"login": ""})["login"],
            labels=tuple(label["name"] for label in found["labels"]),
            draft=bool(found.get("draft")),
            state=found["state"],
            locked=bool(found["locked"]),
            base_sha=base_sha,
            head_sha=found["head"]["sha"],
            standing={},
            base=found["base"]["ref"],
        ),
        page=found["html_url"],
        changed_files=found["changed_files"],
        ours=None,
    )


async def text(client: Client, repository: str, path: str, ref: str | None) -> Content:
    """The text of one file at a commit, or at the tip of the default branch."""
    if any(part in ("", ".", "..") for part in path.split("/")):
        return None  # git has no such path, and an address would be read another way
    where = f"/repos/{repository}/contents/{quote(path, safe='/')}"
    try:
        return decoded(await client.get(where, **({"ref": ref} if ref else {})))
    except Gone:
        return None


def decoded(answer: Any) -> Content:
    """The text in an answer about contents."""
    if not isinstance(answer, dict) or answer.get("type") != "file":
        return NotRead("it is no file")
    if answer["size"] > LARGEST_FILE or answer.get("encoding") != "base64":
        return NotRead(f"it is larger than {LARGEST_FILE:,} bytes")
    try:
        text = base64.b64decode(answer["content"]).decode()
    except (binascii.Error, UnicodeDecodeError):
        return NotRead("it is not text")
    return NotRead("it is not text") if "\0" in text else text


async def our_comment(client: Client, repository: str, number: int, me: Me) -> OurComment | None:
    """Our oldest comment on a pull request: made like ours, and by our App."""
    path = f"/repos/{repository}/issues/{number}/comments"
    for comment in await client.pages(path, most=COMMENT_PAGES):
        if opens_as_ours(comment["body"]) and _is_by(me, comment):
            return OurComment(comment["id"], comment["body"])
    return None


def _is_by(me: Me, comment: Any) -> bool:
    author = comment["user"] or {}
    via = comment.get("performed_via_github_app") or {}
    # older servers leave out the App; nobody else can have a bot's login
    return via.get("id") == me.id or (author.get("type"), author.get("login")) == ("Bot", me.login)


async def our_check(client: Client, repository: str, sha: str, app_id: int) -> OurCheck | None:
    """Our newest check run on a commit."""
    path = f"/repos/{repository}/commits/{sha}/check-runs"
    answer = await client.get(path, check_name=CHECK_NAME, app_id=app_id, filter="latest")
    runs: Sequence[Any] = answer["check_runs"]
    if not runs:
        return None
    run = max(runs, key=lambda run: run["id"])
    return OurCheck(
        id=run["id"],
        external_id=run["external_id"] or "",
        completed=run["status"] == "completed",
        conclusion=run["conclusion"],
        title=run["output"]["title"] or "",
        summary=run["output"]["summary"] or "",
        text=run["output"].get("text") or "",
        annotations=await _annotations(client, repository, run),
    )


async def _annotations(client: Client, repository: str, run: Any) -> tuple[Annotation, ...]:
    if not run["output"]["annotations_count"]:
        return ()
    path = f"/repos/{repository}/check-runs/{run['id']}/annotations"
    return tuple(
        Annotation(item["path"], item["start_line"], item["title"] or "", item["message"] or "")
        for item in await client.pages(path, most=1)
    )
