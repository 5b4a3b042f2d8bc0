"""Texts in another repository at a pinned place: layers of a configuration and their policies."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from app.core.pull_request import Content, NotRead
from app.github import by_graphql, by_rest
from app.github.client import Client
from app.github.shelf import Shelf
from app.github.troubles import Gone, NotOffered, Refused

_COMMIT = re.compile(r"[0-9a-f]{40}")


async def texts(
    client: Client, shelf: Shelf, asker: str, repository: str, ref: str, paths: Sequence[str]
) -> Mapping[str, Content]:
    """The texts at a tag, at a commit's full id, or on the default branch where `ref` is empty.

    One request, or none for a commit that `asker` read before. What one account may read stays
    on the shelf for that account alone.
    """
    place = _Place(client, shelf, asker, repository, ref)
    found = {path: text for path in paths if isinstance(text := place.known(path), str)}
    missing = [path for path in paths if path not in found]
    if len(missing) > 1 and client.offers_graphql:
        try:
            return found | await place.together(missing)
        except NotOffered:
            pass  # remembered: from now on the other way is taken at once
    return found | {path: await place.single(path) for path in missing}


class _Place:
    """One repository at one pin."""

    def __init__(self, client: Client, shelf: Shelf, asker: str, repository: str, ref: str) -> None:
        self._client = client
        self._shelf = shelf
        self._repository = repository
        self._key = ("elsewhere", asker, repository, ref)
        self._is_commit = bool(_COMMIT.fullmatch(ref))
        self._ref = ref
        self._full_ref = ref if self._is_commit or not ref else f"refs/tags/{ref}"

    def known(self, path: str) -> str | None:
        """What never changes and was read before."""
        _, text = (
            self._shelf.get((*self._key, path), (None, None)) if self._is_commit else (0, None)
        )
        return text if isinstance(text, str) else None

    async def together(self, paths: Sequence[str]) -> dict[str, Content]:
        """Several texts in one query."""
        commit = self._full_ref or "HEAD"
        read = await by_graphql.texts(
            self._client, self._repository, [(commit, path) for path in paths]
        )
        for (_, path), text in read.items():
            self._keep(path, None, text)
        return {path: text for (_, path), text in read.items()}

    async def single(self, path: str) -> Content:
        """One text; where a tag still leads to the same, the answer costs nothing."""
        etag, known = self._shelf.get((*self._key, path), (None, None))
        where = f"/repos/{self._repository}/contents/{quote(path, safe='/')}"
        asked = {"ref": self._full_ref} if self._full_ref else {}
        try:
            answer = await self._client.get_if_changed(where, etag, **asked)
        except Gone as gone:
            return await self._why_gone(gone)
        except Refused as refused:
            return NotRead(str(refused))
        if answer is None:
            text: Content = known
            return text
        text = by_rest.decoded(answer[0])
        self._keep(path, answer[1], text)
        return text

    def _keep(self, path: str, etag: str | None, text: Content) -> None:
        if isinstance(text, str) and (etag or self._is_commit):
            self._shelf.put((*self._key, path), (etag, text), len(text))

    async def _why_gone(self, gone: Gone) -> Content:
        """`None` where the file alone is not there."""
        if "no commit found" in str(gone).lower():
            kind = "commit" if self._is_commit else "tag"
            return NotRead(f"{self._repository} has no {kind} `{self._ref}`")
        try:
            await self._client.get(f"/repos/{self._repository}")
        except (Gone, Refused):
            return NotRead(
                f"there is no repository {self._repository} that Cowpath may read; "
                "where it is private, Cowpath must be installed there too"
            )
        return None
