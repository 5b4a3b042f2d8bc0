"""Reads one pull request from GitHub in few requests, by GraphQL where the server offers it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from app.advise.protocols import FileList, Opening, Past
from app.core.pull_request import Content, NotRead, Wanted
from app.errors import PassingTrouble
from app.github import by_graphql, by_rest, elsewhere, past
from app.github.client import Client
from app.github.files import Comparison, compare
from app.github.seen import Seen
from app.github.shelf import Shelf
from app.github.troubles import Gone, NotOffered, Refused

Place = by_graphql.Place
Answer = TypeVar("Answer")

ONE_BY_ONE_AT_MOST = 300
"""Texts of one change that are asked for in a request each."""
MOST_TEXT = 32_000_000
"""Characters of one change; what is beyond is not read."""


class GitHubSource:
    """One pull request on GitHub, as `app.advise.protocols.Source` asks for it."""

    def __init__(
        self,
        client: Client,
        repository: str,
        number: int,
        shelf: Shelf,
        app_id: Callable[[], Awaitable[int]] | None = None,
    ) -> None:
        """`app_id` names the App whose comment and check run are looked for, if any."""
        self._client = client
        self._repository = repository
        self._number = number
        self._shelf = shelf
        self._app_id = app_id
        self._comparison: Comparison | None = None
        self._single_requests = 0
        self._seen: Seen | None = None

    async def opening(self, standing: Sequence[str]) -> Opening:
        """The pull request with the tree at the tip of its base: two requests, or one."""
        app_id = await self._app_id() if self._app_id else None
        where = (self._client, self._repository, self._number)
        self._seen = seen = await self._either(
            partial(by_graphql.look, *where, standing, app_id), partial(by_rest.look, *where)
        )
        opening = seen.opening
        if self._app_id and (opening.state == "closed" or opening.locked):
            return opening  # nothing will be said there
        tree, whole = await self.tree(opening.base_sha)
        opening = replace(opening, tree=tree, tree_is_whole=whole)
        if not opening.standing:
            there = [path for path in standing if path in tree or not whole]
            texts = await self.texts([(opening.base_sha, path) for path in there])
            found = {path: text for (_, path), text in texts.items()}
            opening = replace(opening, standing={path: found.get(path) for path in standing})
        comment = seen.ours.comment if seen.ours else None
        opening = replace(opening, comment_id=comment.id if comment else None)
        self._seen = replace(seen, opening=opening)
        return opening

    async def organisation_file(self, path: str) -> Content:
        """The text in the organisation's `.github` repository; `None` where we see neither.

        Raises `Refused` where we see it and may not read: that is no "not there".
        """
        owner = self._repository.partition("/")[0]
        key = ("organisation", owner, path)
        etag, known = self._shelf.get(key, (None, None))
        where = f"/repos/{owner}/.github/contents/{path}"
        try:
            answer = await self._client.get_if_changed(where, etag)
        except Gone:
            return None
        if answer is None:
            text: Content = known
            return text
        content = by_rest.decoded(answer[0])
        self._shelf.put(key, (answer[1], content), len(content) if isinstance(content, str) else 1)
        return content

    async def at_base(self, paths: Sequence[str]) -> Mapping[str, Content]:
        """The texts at the tip of the base branch: one request, unless they are on the shelf."""
        sha = self.looked.opening.base_sha
        texts = {path: self._shelf.get((self._repository, sha, path), _ABSENT) for path in paths}
        missing = [(sha, path) for path, text in texts.items() if text is _ABSENT]
        for (_, path), text in (await self.texts(missing)).items():
            texts[path] = text
            if not isinstance(text, NotRead):
                self._shelf.put((self._repository, sha, path), text, len(text or ""))
        return texts

    async def elsewhere(
        self, repository: str, ref: str, paths: Sequence[str]
    ) -> Mapping[str, Content]:
        """Texts of another repository that our installation may read: one request."""
        asker = self._repository.partition("/")[0]
        return await elsewhere.texts(self._client, self._shelf, asker, repository, ref, paths)

    async def files(self) -> FileList:
        """The changed files: one request for up to three hundred."""
        seen = self.looked
        self._comparison = await compare(
            self._client,
            self._repository,
            self._number,
            seen.opening.base_sha,
            seen.opening.head_sha,
            seen.changed_files,
        )
        return self._comparison.listed

    async def contents(self, wanted: Sequence[Wanted]) -> Mapping[Wanted, Content]:
        """The texts: one request for 150 of those that no earlier evaluation left on the shelf."""
        keys = {wish: self._key(wish) for wish in wanted}
        texts: dict[Wanted, Content] = {
            wish: text
            for wish, key in keys.items()
            if (text := self._shelf.get(key, _ABSENT)) is not _ABSENT
        }
        missing = {self._place(wish): wish for wish in wanted if wish not in texts}
        for place, text in (await self.texts(list(missing))).items():
            wish = missing[place]
            texts[wish] = text
            if not isinstance(text, NotRead):
                self._shelf.put(keys[wish], text, len(text or ""))
        return {wish: self._unless_listed(wish, texts[wish]) for wish in wanted}

    async def past(self, most: int) -> Past:
        """The newest changes of the base branch: at most twelve requests, by GraphQL alone."""
        where = (self._client, self._shelf, self.looked.opening, most, self.texts)
        if not self._client.offers_graphql:
            return Past((), "this server offers no GraphQL")
        try:
            return await past.past(*where)
        except (PassingTrouble, Gone, NotOffered, Refused) as trouble:
            return Past((), str(trouble))

    def _unless_listed(self, wish: Wanted, text: Content) -> Content:
        """A file that GitHub lists as changed but does not show is there: a link to elsewhere."""
        if text is None and wish[0] == "after" and wish[1] in self._compared().blobs:
            return NotRead("GitHub does not give its text")
        return text

    def _place(self, wish: Wanted) -> Place:
        side, path = wish
        if side == "before":
            return self._compared().merge_base, path
        return self.looked.opening.head_sha, path

    def _key(self, wish: Wanted) -> tuple[str, ...]:
        """Where the text lies on the shelf: a blob's id outlives a push, a commit's does not."""
        blob = self._compared().blobs.get(wish[1]) if wish[0] == "after" else None
        return (self._repository, blob) if blob else (self._repository, *self._place(wish))

    async def texts(self, places: Sequence[Place]) -> dict[Place, Content]:
        """Texts at commits: one request for a hundred."""
        read: dict[Place, Content] = {}
        for start in range(0, len(places), by_graphql.TEXTS_AT_ONCE):
            batch = places[start : start + by_graphql.TEXTS_AT_ONCE]
            if sum(len(text) for text in read.values() if isinstance(text, str)) > MOST_TEXT:
                read |= dict.fromkeys(batch, _TOO_MUCH)
            else:
                read |= await self._either(
                    partial(by_graphql.texts, self._client, self._repository, batch),
                    partial(self._one_by_one, batch),
                )
        cut_short = [place for place, text in read.items() if text is by_graphql.CUT_SHORT]
        return read | await self._one_by_one(cut_short)

    async def _one_by_one(self, places: Sequence[Place]) -> dict[Place, Content]:
        read: dict[Place, Content] = {}
        for sha, path in places:
            self._single_requests += 1
            if self._single_requests > ONE_BY_ONE_AT_MOST:
                read[sha, path] = _TOO_MANY
            else:
                read[sha, path] = await by_rest.text(self._client, self._repository, path, sha)
        return read

    async def tree(self, sha: str) -> tuple[tuple[str, ...], bool]:
        """Paths of the files at a commit, and whether they are all."""
        key = ("tree", self._repository, sha)
        known: tuple[tuple[str, ...], bool] | None = self._shelf.get(key)
        if known is None:
            where = f"/repos/{self._repository}/git/trees/{sha}"
            answer = await self._client.get(where, recursive="1")
            paths = sorted(item["path"] for item in answer["tree"] if item["type"] == "blob")
            known = tuple(paths), not answer["truncated"]
            self._shelf.put(key, known, sum(map(len, paths)))
        return known

    async def _either(
        self,
        by_query: Callable[[], Awaitable[Answer]],
        by_requests: Callable[[], Awaitable[Answer]],
    ) -> Answer:
        if self._client.offers_graphql:
            try:
                return await by_query()
            except NotOffered:
                pass  # remembered: from now on the other way is taken at once
        return await by_requests()

    @property
    def looked(self) -> Seen:
        """What the first look showed; the opening is read first."""
        if self._seen is None:
            raise RuntimeError("the opening is read first")
        return self._seen

    def _compared(self) -> Comparison:
        if self._comparison is None:
            raise RuntimeError("the files are listed before their contents are read")
        return self._comparison


_ABSENT = object()
_TOO_MUCH = NotRead("the change holds more text than is read at once")
_TOO_MANY = NotRead("the change has more files than can be asked for one by one")
