"""Puts a publication on GitHub: one comment for life, one check run on the head, nothing twice.

Every write is preceded by a look, most often the one that opened the reading: what is there of
ours is amended, not repeated, so a run that was cut short anywhere is completed by the next. The
comment comes first, the check run, which links to it, second, and changes on lines last.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from hashlib import sha256
from typing import Any

import structlog

from app.advise.protocols import Published
from app.core.publication import CHECK_NAME, Annotation, CheckRun, Publication
from app.github import by_rest
from app.github.client import Client
from app.github.offers import offer
from app.github.seen import Me, OurCheck, OurComment, Ours
from app.github.troubles import Ambiguous, Gone, Locked, Refused

log = structlog.get_logger(__name__)

NOT_WRITTEN = 0
"""In place of a check run's id, where we may not write any."""
ANNOTATIONS_AT_MOST = 50
"""As many as GitHub takes at once; more remarks on one change would help nobody."""


class GitHubPublisher:
    """One pull request on GitHub, as `app.advise.protocols.Publisher` asks for it."""

    def __init__(
        self, client: Client, repository: str, number: int, me: Callable[[], Awaitable[Me]]
    ) -> None:
        self._client = client
        self._repository = repository
        self._number = number
        self._me = me

    async def publish(
        self,
        publication: Publication,
        head_sha: str,
        last: Published | None,
        page: str,
        ours: Ours | None = None,
    ) -> Published:
        """Write only what differs from what is there.

        `page` is the pull request's address; `ours` is what a look just showed to be there.
        Where we may write the comment or the check run alone, that one speaks.
        Raises `PassingTrouble` where it has to be done again, `Gone` where the head vanished,
        `Refused` where we may write neither.
        """
        ours = ours or await self._look(head_sha)
        comment_id, silenced = None, False
        try:
            comment_id = await self._comment(publication, head_sha, ours, last)
        except Refused as refused:
            silenced = True
            log.warning("The check run alone speaks", refused=str(refused))
        address = page if comment_id is None else f"{page}#issuecomment-{comment_id}"
        check_run_id, check_digest = NOT_WRITTEN, ""
        try:
            check_run_id = await self._check_run(publication.check, head_sha, address, ours, last)
            check_digest = _check_digest(publication.check)
        except Refused as refused:
            if silenced:
                raise
            log.warning("The comment alone speaks", refused=str(refused))
        offered = dict(last.offered) if last else {}
        for one in publication.offers if comment_id else ():
            if one.fingerprint not in offered:
                offered[one.fingerprint] = await offer(
                    self._client, self._repository, self._number, one, head_sha
                )
        return Published(
            head_sha=head_sha,
            check_run_id=check_run_id,
            check_digest=check_digest,
            comment_id=comment_id,
            comment_digest=_comment_digest(publication, head_sha, last),
            offered=offered,
        )

    async def _look(self, head_sha: str) -> Ours:
        me = await self._me()
        return Ours(
            comment=await by_rest.our_comment(self._client, self._repository, self._number, me),
            check=await self._our_check(head_sha, me),
        )

    async def _our_check(self, head_sha: str, me: Me) -> OurCheck | None:
        try:
            return await by_rest.our_check(self._client, self._repository, head_sha, me.id)
        except Refused:
            return None  # nor may we write one, most likely, which is found out there

    # the comment

    async def _comment(
        self, publication: Publication, head_sha: str, ours: Ours, last: Published | None
    ) -> int | None:
        """Create or amend the comment; its id, or None where there is none."""
        there = ours.comment.id if ours.comment else last.comment_id if last else None
        body = publication.comment
        if body is None or (there and _says_so_already(body, head_sha, ours, last)):
            return there
        try:
            if there:
                await self._client.patch(f"{self._issues}/comments/{there}", {"body": body})
                return there
        except Gone:
            # somebody deleted it; that it has become true again is no reason to bring it back
            if publication.check.conclusion == "success":
                return None
        return await self._create_comment(body, ours)

    async def _create_comment(self, body: str, ours: Ours) -> int | None:
        if not ours.comments_whole and (found := await self._find_comment()):
            await self._client.patch(f"{self._issues}/comments/{found.id}", {"body": body})
            return found.id
        path = f"{self._issues}/{self._number}/comments"
        try:
            created: int = (await self._client.post(path, {"body": body}))["id"]
        except Locked:
            return None
        except Ambiguous:
            found = await self._find_comment()
            if found is None:
                raise
            return found.id
        return created

    async def _find_comment(self) -> OurComment | None:
        me = await self._me()
        return await by_rest.our_comment(self._client, self._repository, self._number, me)

    @property
    def _issues(self) -> str:
        return f"/repos/{self._repository}/issues"

    # the check run

    async def _check_run(
        self, check: CheckRun, head_sha: str, address: str, ours: Ours, last: Published | None
    ) -> int:
        """Create, amend or leave the check run on the head; its id."""
        there = ours.check if ours.check and ours.check.external_id == check.external_id else None
        if there is None:
            recorded = last and (last.head_sha, last.check_digest)
            if last and recorded == (head_sha, _check_digest(check)):
                return last.check_run_id  # GitHub shows late what was written; the record is newer
            return await self._create_check_run(check, head_sha, address)
        if _shows(there, check):
            return there.id
        missing = [remark for remark in _remarks(check) if remark not in there.annotations]
        if len(_remarks(check)) - len(missing) < len(there.annotations):
            # remarks cannot be taken back, but a newer check run of the same name replaces one
            return await self._create_check_run(check, head_sha, address)
        await self._amend_check_run(there.id, check, address, missing)
        return there.id

    async def _create_check_run(self, check: CheckRun, head_sha: str, address: str) -> int:
        body = {
            "name": CHECK_NAME,
            "head_sha": head_sha,
            "external_id": check.external_id,
            "status": "completed",
            **_shown(check, address, _remarks(check)),
        }
        try:
            answer = await self._client.post(f"/repos/{self._repository}/check-runs", body)
        except Ambiguous:
            me = await self._me()
            found = await by_rest.our_check(self._client, self._repository, head_sha, me.id)
            if found is None or not _shows_words(found, check):
                raise
            return found.id
        return int(answer["id"])

    async def _amend_check_run(
        self, check_run: int, check: CheckRun, address: str, remarks: list[Annotation]
    ) -> None:
        """Bring it up to date; GitHub adds the remarks to those that are there."""
        body = {"status": "completed", **_shown(check, address, remarks)}
        await self._client.patch(f"/repos/{self._repository}/check-runs/{check_run}", body)


def _says_so_already(body: str, head_sha: str, ours: Ours, last: Published | None) -> bool:
    """Also true for a comment that was deleted and would say the same: that is respected."""
    if last and last.comment_id and last.comment_digest == _outcome(body, head_sha):
        return ours.comment is None or ours.comment.id == last.comment_id
    return ours.comment is not None and _same(ours.comment.body, body)


def _comment_digest(publication: Publication, head_sha: str, last: Published | None) -> str | None:
    if publication.comment is None:
        return last.comment_digest if last else None  # the comment stays as it is
    return _outcome(publication.comment, head_sha)


def _outcome(body: str, head_sha: str) -> str:
    """The same for two comments that say the same of two heads: a push alone is no news."""
    return _digest(body.replace(head_sha, "").replace(head_sha[:12], ""))


def _shown(check: CheckRun, address: str, remarks: list[Annotation]) -> dict[str, Any]:
    return {
        "conclusion": check.conclusion,
        "details_url": address,
        "actions": [asdict(button) for button in check.buttons],
        "output": {
            "title": check.title,
            "summary": check.summary,
            "text": check.text,
            "annotations": [
                {
                    "path": remark.path,
                    "start_line": remark.line,
                    "end_line": remark.line,
                    "annotation_level": "notice",
                    "title": remark.title,
                    "message": remark.message,
                    **({"raw_details": remark.details} if remark.details else {}),
                }
                for remark in remarks
            ],
        },
    }


def _remarks(check: CheckRun) -> list[Annotation]:
    return list(check.annotations[:ANNOTATIONS_AT_MOST])


def _shows(there: OurCheck, check: CheckRun) -> bool:
    return _shows_words(there, check) and set(there.annotations) == set(_remarks(check))


def _shows_words(there: OurCheck, check: CheckRun) -> bool:
    return (
        there.completed
        and there.conclusion == check.conclusion
        and _same(there.title, check.title)
        and _same(there.summary, check.summary)
        and _same(there.text, check.text)
    )


def _same(one: str, other: str) -> bool:
    """Whether GitHub shows two texts alike; it trims them and has its own ends of lines."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def _check_digest(check: CheckRun) -> str:
    return _digest(repr(check))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
