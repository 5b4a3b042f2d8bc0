"""The texts of one evaluation: each asked for once, as many as possible with one request."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from app.core.pull_request import Content, NotRead
from app.github import by_graphql, by_rest, elsewhere
from app.github.client import Client
from app.github.shelf import Shelf
from app.github.spots import Spot
from app.github.troubles import NotOffered

AT_ONCE = 130
"""Texts in one request, so that two hold the most that a change and its configuration want; many
more, and GitHub is likely to run out of time."""
ONE_BY_ONE_AT_MOST = 300
"""Texts of one evaluation that are asked for in a request each."""
LONG_AT_MOST = 2
"""Of these, those that GraphQL cuts short: both sides of a long file."""
MOST_TEXT = 32_000_000
"""Characters of one evaluation; what is beyond is not read."""

_ABSENT = object()
_TOO_MUCH = NotRead("the change holds more text than is read at once")
_TOO_MANY = NotRead("the change has more files than can be asked for one by one")


class Texts:
    """What was read so far, above what earlier evaluations left on the shelf."""

    def __init__(
        self, client: Client, shelf: Shelf, repository: str, blob: Callable[[Spot], str | None]
    ) -> None:
        """`blob` says of a text which content it has, where that is known before it is read."""
        self._client = client
        self._shelf = shelf
        self._repository = repository
        self._asker = repository.partition("/")[0]
        self._blob = blob
        self._read: dict[Spot, Content] = {}
        self._single_requests = 0

    async def read(
        self, spots: Sequence[Spot], ahead: Callable[[], Iterable[Spot]] = tuple
    ) -> dict[Spot, Content]:
        """The texts; `ahead` names others that fill a request which has to be made anyway."""
        missing = self._missing(spots)
        if missing and self._client.offers_graphql:
            missing += self._missing(ahead(), but=missing)[: -len(missing) % AT_ONCE]
        for spot, text in (await self.asked_for(missing, LONG_AT_MOST)).items():
            self._read[spot] = text
            key = self._key(spot)
            if key and not isinstance(text, NotRead):
                self._shelf.put(key, text, len(text or ""))
        return {spot: self._read[spot] for spot in spots}

    async def asked_for(self, spots: Sequence[Spot], long_ones: int = 0) -> dict[Spot, Content]:
        """The texts as GitHub gives them, and so many `long_ones` that it does not give at once."""
        read: dict[Spot, Content] = {}
        for start in range(0, len(spots), AT_ONCE):
            batch = spots[start : start + AT_ONCE]
            if sum(len(text) for text in read.values() if isinstance(text, str)) > MOST_TEXT:
                read |= dict.fromkeys(batch, _TOO_MUCH)
            else:
                read |= await self._batch(batch)
        cut_short = [spot for spot, text in read.items() if text is by_graphql.CUT_SHORT]
        return read | await self._one_by_one(cut_short[:long_ones])

    def _missing(self, spots: Iterable[Spot], but: Sequence[Spot] = ()) -> list[Spot]:
        """What has to be asked for, each once; what lies on the shelf is taken from there."""
        missing: dict[Spot, None] = {}
        for spot in spots:
            if spot in self._read or spot in but:
                continue
            key = self._key(spot)
            text: Any = self._shelf.get(key, _ABSENT) if key else _ABSENT
            if text is _ABSENT:
                missing[spot] = None
            else:
                self._read[spot] = text
        return list(missing)

    def _key(self, spot: Spot) -> Hashable:
        """Where it lies on the shelf, unless it may be another next time. A blob's id outlives a
        push, a commit's does not; what one account may read is there for that account alone."""
        if blob := self._blob(spot):
            return self._asker, spot.repository, blob
        return (self._asker, spot) if spot.stays else None

    async def _batch(self, spots: Sequence[Spot]) -> dict[Spot, Content]:
        if self._client.offers_graphql:
            try:
                return await by_graphql.texts(self._client, spots)
            except NotOffered:
                pass  # remembered: from now on the other way is taken at once
        return await self._one_by_one(spots)

    async def _one_by_one(self, spots: Sequence[Spot]) -> dict[Spot, Content]:
        read: dict[Spot, Content] = {}
        for spot in spots:
            self._single_requests += 1
            if self._single_requests > ONE_BY_ONE_AT_MOST:
                read[spot] = _TOO_MANY
            elif spot.repository == self._repository:
                where = (spot.repository, spot.path, spot.commit)
                read[spot] = await by_rest.text(self._client, *where)
            else:
                read[spot] = await elsewhere.text(self._client, self._shelf, self._asker, spot)
        return read
