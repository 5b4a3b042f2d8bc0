"""The past of a repository's default branch at GitHub: its configuration today, and its changes.

They are read in windows, each within the budget of a preview, so that a long past takes little
memory and whoever was interrupted goes on where they were.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.advise.protocols import Opening
from app.core.backtest import PastChange
from app.core.layers import Place
from app.core.pull_request import Content, NotRead, PullRequest
from app.github.client import Client
from app.github.files import Tree
from app.github.past import Step, line, past
from app.github.shelf import Shelf
from app.github.source import GitHubSource
from app.github.spots import Spot
from app.github.texts import Texts

WINDOW = 20
"""Changes that are read at once: one request for what they are, and few for their texts."""

Read = tuple[PastChange, PullRequest]
Window = Sequence[tuple[str, Read | NotRead | None]]
"""Ids of neighbouring commits, newest first, each with its change; `None` where it was known."""


class History:
    """One repository's default branch; a `LayerSource` at its tip."""

    def __init__(self, client: Client, repository: str) -> None:
        self._client = client
        self._repository = repository
        self._shelf = Shelf()
        self._source = GitHubSource(client, repository, 0, self._shelf)
        self._layers = Texts(client, self._shelf, repository, lambda _: None)
        self.tip = ""
        self.page = ""
        """The repository's address for people."""
        self.ended = ""
        """Why there are no more windows, where more were asked for."""

    async def open(self) -> None:
        """Find the branch and its tip: two requests. Comes first."""
        found = await self._client.get(f"/repos/{self._repository}")
        self._repository, self.page = found["full_name"], found["html_url"]
        where = f"/repos/{self._repository}/git/ref/heads/{found['default_branch']}"
        self.tip = (await self._client.get(where))["object"]["sha"]

    async def texts_at(self, places: Sequence[Place]) -> Mapping[Place, Content]:
        """See `app.advise.protocols.Source`; the base is the branch's tip."""
        spots = {
            place: Spot.of(place)
            if place.repository
            else Spot(self._repository, self.tip, place.path)
            for place in places
        }
        texts = await self._layers.read(list(spots.values()))
        return {place: texts[spot] for place, spot in spots.items()}

    async def windows(
        self, standing: Sequence[str], most: int, known: Callable[[str], bool]
    ) -> AsyncIterator[Window]:
        """The newest changes, `most` in all; a window of `known` commits is not read again."""
        sha, start = self.tip, None
        while most > 0:
            steps = await line(self._client, self._shelf, self._repository, sha, min(WINDOW, most))
            if not steps:
                self.ended = "the history that was read ends there"
                return
            if all(known(step.commit) for step in steps):
                window: Window = [(step.commit, None) for step in steps]
                sha, start = steps[-1].parent, None
            else:
                start = start or await self._start(sha, standing)
                window, start = await self._window(start, steps)
                sha = start.opening.base_sha if start else steps[0].parent
            most -= len(window)
            yield window

    async def _window(
        self, start: "_Start", steps: Sequence[Step]
    ) -> "tuple[Window, _Start | None]":
        """As many of the steps as the budget allows, and what is known before them."""
        where = (self._client, self._shelf, start.opening, start.tree)
        found = await past(*where, len(steps), self._source.texts)
        if not found.changes:  # the newest alone is beyond the budget: it goes on behind it
            return [(steps[0].commit, NotRead(found.ended))], None
        window = [(change.commit, (change, whole)) for change, whole in found.changes]
        return window, start.before(found.changes[-1][1])

    async def _texts(self, sha: str, paths: Sequence[str]) -> dict[str, Content]:
        read = await self._source.texts([(sha, path) for path in paths])
        return {path: read[sha, path] for path in paths}

    async def _start(self, sha: str, standing: Sequence[str]) -> "_Start":
        """What is known at a commit, as if something were proposed to it."""
        tree = await self._source.tree(sha)
        there = [path for path in standing if path in tree.blobs or not tree.is_whole]
        texts = await self._texts(sha, there)
        opening = Opening(
            repository=self._repository,
            number=None,
            title="",
            body="",
            author="",
            labels=(),
            draft=False,
            state="open",
            locked=False,
            base_sha=sha,
            head_sha=sha,
            standing={path: texts.get(path) for path in standing},
        )
        return _Start(opening, tree)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a window begins, with the files there."""

    opening: Opening
    tree: Tree

    def before(self, oldest: PullRequest) -> "_Start":
        """What is known before the oldest change of the window, without asking for it."""
        standing = {path: oldest.neighbours.get(path) for path in self.opening.standing}
        opening = replace(self.opening, base_sha=oldest.base_sha, standing=standing)
        return _Start(opening, replace(self.tree, blobs=dict.fromkeys(oldest.tree, "")))
