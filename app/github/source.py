"""Reads one pull request from GitHub in few requests, by GraphQL where the server offers it."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.advise.protocols import FileList, Opening, Past
from app.core.layers import Place
from app.core.pull_request import Content, NotRead, Wanted
from app.errors import PassingTrouble
from app.facts.wanted import wanted
from app.github import by_graphql, by_rest, past
from app.github.client import Client
from app.github.files import Comparison, Tree, compare, tree
from app.github.seen import UNTOLD, Seen
from app.github.shelf import Shelf
from app.github.spots import Spot
from app.github.texts import Texts
from app.github.troubles import Gone, NotOffered, Refused


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
        self._texts = Texts(client, shelf, repository, self._blob)
        self._seen: Seen | None = None
        self._comparison: Comparison | None = None
        self._tree = Tree({}, is_whole=False)
        """Where the change began."""
        self._places: set[Place] = set()
        """Of which the configuration is made, as far as it was read."""

    async def opening(self, standing: Sequence[str]) -> Opening:
        """The pull request: one request."""
        seen = await self._look(standing)
        opening = seen.opening
        if self._app_id and (opening.state == "closed" or opening.locked):
            self._seen = seen
            return opening  # nothing will be said there
        if not opening.standing:
            opening = replace(opening, standing=await self._standing(opening.base_sha, standing))
        comment = seen.ours.comment if seen.ours else None
        opening = replace(opening, comment_id=comment.id if comment else None)
        self._seen = replace(seen, opening=opening)
        return opening

    async def organisation_file(self, path: str) -> Content:
        """The text in the organisation's `.github` repository; `None` where we see neither. A
        request only where the look did not tell.

        Raises `Refused` where we see it and may not read: that is no "not there".
        """
        if self._seen and self._seen.organisation is not UNTOLD:
            return self._seen.organisation
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

    async def texts_at(self, places: Sequence[Place]) -> Mapping[Place, Content]:
        """Texts that a configuration is made of: one request, and the change's come along with it.

        So do those that it was made of last time, because those are further steps down.
        """
        await self.files()
        spots = {place: self._spot_of(place) for place in places}
        texts = await self._texts.read(list(spots.values()), self._wanted_next)
        self._places.update(places)
        self._shelf.put(self._made_of, tuple(sorted(self._places)), 100 * len(self._places))
        return {place: texts[spot] for place, spot in spots.items()}

    async def files(self) -> FileList:
        """The changed files, up to three hundred of them with one request, and the tree they lie
        in with another; none for what an earlier evaluation saw."""
        if self._comparison is None:
            self._comparison = await self._compare()
            self._tree = await self.tree(self._comparison.merge_base)
        return replace(
            self._comparison.listed,
            tree=tuple(self._tree.blobs),
            tree_is_whole=self._tree.is_whole,
        )

    async def contents(self, wanted: Sequence[Wanted]) -> Mapping[Wanted, Content]:
        """The texts: one request for a hundred of those that were not read before."""
        spots = {wish: self._spot(wish) for wish in wanted}
        texts = await self._texts.read(list(spots.values()))
        return {wish: self._unless_listed(wish, texts[spot]) for wish, spot in spots.items()}

    async def past(self, most: int) -> Past:
        """The newest changes of the base branch: at most twelve requests, by GraphQL alone."""
        opening = self.looked.opening
        if not self._client.offers_graphql:
            return Past((), "this server offers no GraphQL")
        try:
            there = await self.tree(opening.base_sha)
            return await past.past(self._client, self._shelf, opening, there, most, self.texts)
        except (PassingTrouble, Gone, NotOffered, Refused) as trouble:
            return Past((), str(trouble))

    async def texts(self, places: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Content]:
        """Texts by commit and path, in as many requests as they need; none is remembered."""
        read = await self._texts.asked_for([Spot(self._repository, *place) for place in places])
        return {(spot.commit, spot.path): text for spot, text in read.items()}

    async def tree(self, sha: str) -> Tree:
        """The files at a commit."""
        key = ("tree", self._repository, sha)
        known: Tree | None = self._shelf.get(key)
        if known is None:
            known = await tree(self._client, self._repository, sha)
            self._shelf.put(key, known, known.size)
        return known

    @property
    def looked(self) -> Seen:
        """What the first look showed; the opening is read first."""
        if self._seen is None:
            raise RuntimeError("the opening is read first")
        return self._seen

    async def _look(self, standing: Sequence[str]) -> Seen:
        app_id = await self._app_id() if self._app_id else None
        where = (self._client, self._repository, self._number)
        if self._client.offers_graphql:
            try:
                return await by_graphql.look(*where, standing, app_id)
            except NotOffered:
                pass  # remembered: from now on the other way is taken at once
        return await by_rest.look(*where)

    async def _standing(self, base_sha: str, standing: Sequence[str]) -> dict[str, Content]:
        """What the look did not tell: a request for each that is there."""
        there = await self.tree(base_sha)
        spots = [
            Spot(self._repository, base_sha, path)
            for path in standing
            if path in there.blobs or not there.is_whole
        ]
        texts = {spot.path: text for spot, text in (await self._texts.read(spots)).items()}
        return {path: texts.get(path) for path in standing}

    async def _compare(self) -> Comparison:
        seen = self.looked
        base, head = seen.opening.base_sha, seen.opening.head_sha
        key = ("comparison", self._repository, base, head)
        known: Comparison | None = self._shelf.get(key)
        if known is None:
            where = (self._client, self._repository, self._number)
            known = await compare(*where, base, head, seen.changed_files)
            self._shelf.put(key, known, 100 * len(known.listed.files))
        return known

    def _wanted_next(self) -> Iterator[Spot]:
        yield from map(self._spot_of, self._shelf.get(self._made_of, ()))
        yield from map(self._spot, wanted(self._compared().listed.files, tuple(self._tree.blobs)))

    @property
    def _made_of(self) -> tuple[str, str, int]:
        return "made of", self._repository, self._number

    def _unless_listed(self, wish: Wanted, text: Content) -> Content:
        """A file that GitHub lists as changed but does not show is there: a link to elsewhere."""
        if text is None and wish[0] == "after" and wish[1] in self._compared().blobs:
            return NotRead("GitHub does not give its text")
        return text

    def _spot(self, wish: Wanted) -> Spot:
        side, path = wish
        before, after = self._compared().merge_base, self.looked.opening.head_sha
        return Spot(self._repository, before if side == "before" else after, path)

    def _spot_of(self, place: Place) -> Spot:
        if place.repository:
            return Spot.of(place)
        return Spot(self._repository, self.looked.opening.base_sha, place.path)

    def _blob(self, spot: Spot) -> str | None:
        """The id of a text's content, where a list of files told it."""
        if spot.repository != self._repository or self._comparison is None:
            return None
        if spot.commit == self._comparison.merge_base:
            return self._tree.blobs.get(spot.path)
        if spot.commit == self.looked.opening.head_sha:
            return self._comparison.blobs.get(spot.path)
        return None

    def _compared(self) -> Comparison:
        if self._comparison is None:
            raise RuntimeError("the files are listed before their contents are read")
        return self._comparison
