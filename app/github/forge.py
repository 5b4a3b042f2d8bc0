"""One pull request on GitHub, to be read and to be published on."""

from collections.abc import Mapping, Sequence

from app.advise.protocols import FileList, Opening, Past, Published
from app.core.layers import Place
from app.core.publication import Publication
from app.core.pull_request import Content, Wanted
from app.core.reply import Role
from app.github import offers
from app.github.audience import GitHubAudience
from app.github.identity import App
from app.github.publisher import GitHubPublisher
from app.github.shelf import Shelf
from app.github.source import GitHubSource


class GitHubForge:
    """Reads and publishes as our App; what the first look showed spares the publisher another."""

    def __init__(
        self, app: App, installation: int, repository: str, number: int, shelf: Shelf
    ) -> None:
        self._client = client = app.installation(installation).counting()
        self._source = GitHubSource(client, repository, number, shelf, app.id)
        self._publisher = GitHubPublisher(client, repository, number, app.me)
        self._audience = GitHubAudience(client, repository)

    async def opening(self, standing: Sequence[str]) -> Opening:
        """See `Source`."""
        return await self._source.opening(standing)

    async def organisation_file(self, path: str) -> Content:
        """See `Source`."""
        return await self._source.organisation_file(path)

    async def texts_at(self, places: Sequence[Place]) -> Mapping[Place, Content]:
        """See `Source`."""
        return await self._source.texts_at(places)

    async def files(self) -> FileList:
        """See `Source`."""
        return await self._source.files()

    async def contents(self, wanted: Sequence[Wanted]) -> Mapping[Wanted, Content]:
        """See `Source`."""
        return await self._source.contents(wanted)

    async def past(self, most: int) -> Past:
        """See `Historian`; the opening is read first."""
        return await self._source.past(most)

    def room_for_offers(self, last: Published | None) -> int:
        """See `Publisher`; the opening is read first."""
        return offers.room(self._client.spent, self._source.looked.ours, last)

    async def publish(
        self, publication: Publication, head_sha: str, last: Published | None
    ) -> Published:
        """See `Publisher`; the opening is read first."""
        seen = self._source.looked
        return await self._publisher.publish(publication, head_sha, last, seen.page, seen.ours)

    async def role(self, login: str) -> Role:
        """See `Audience`."""
        return await self._audience.role(login)

    async def react(self, comment: int, done: bool) -> None:
        """See `Audience`."""
        await self._audience.react(comment, done)
