"""Offers changes on the lines that they would alter: each once, whatever becomes of it.

An offer is a comment on a line of the difference. It is never amended: once the line is another,
GitHub shows it as outdated by itself.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from app.core.publication import MOST_OFFERS, Offer
from app.github import by_rest
from app.github.client import Client
from app.github.seen import Me
from app.github.troubles import Ambiguous, Refused, Rejected

NOT_TAKEN = ""
"""In place of a digest, where GitHub did not take an offer; it is not made again."""


class Offers:
    """The changes that our App offers on one pull request."""

    def __init__(
        self, client: Client, repository: str, number: int, me: Callable[[], Awaitable[Me]]
    ) -> None:
        self._client = client
        self._repository = repository
        self._number = number
        self._me = me

    async def make(
        self,
        offers: Sequence[Offer],
        head_sha: str,
        known: Mapping[str, str],
        *,
        first: bool,
    ) -> Mapping[str, str]:
        """Offer what is new; digests of all that was ever offered, by the advice's fingerprint.

        `known` are those on record. Unless we are certain to write on the pull request for the
        `first` time, a look comes before: a run that was cut short leaves no record.
        """
        offered = dict(known)
        if all(one.fingerprint in offered for one in offers):
            return offered
        if not first:
            offered = {**await self._there(), **offered}
        for one in offers:
            if one.fingerprint not in offered and len(offered) < MOST_OFFERS:
                offered[one.fingerprint] = await self._offer(one, head_sha)
        return offered

    async def _offer(self, one: Offer, head_sha: str) -> str:
        """Offer one change; its digest, or that GitHub did not take it."""
        where = {"commit_id": head_sha, "path": one.path, "line": one.line, "side": "RIGHT"}
        path = f"/repos/{self._repository}/pulls/{self._number}/comments"
        try:
            await self._client.post(path, {"body": one.marked, **where})
        except (Rejected, Refused):
            return NOT_TAKEN  # GitHub shows no difference there; the check run holds the text
        except Ambiguous:
            if one.fingerprint not in await self._there():
                raise
        return one.digest

    async def _there(self) -> dict[str, str]:
        return await by_rest.offered(self._client, self._repository, self._number, await self._me())
