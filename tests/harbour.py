"""A repository with one pull request, and our App at work on it."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from app.advise.protocols import Published
from app.advise.reading import read_change
from app.core.publication import MARKER, CheckRun, Offer, Publication
from app.facts.wanted import STANDING
from app.github.forge import GitHubForge
from app.github.identity import App
from app.github.shelf import Shelf
from app.sandbox.records import CheckRun as ThereCheckRun
from app.sandbox.records import Comment, LineComment, PullRequest, Repository
from app.sandbox.server import Sandbox


def told(text: str | None, **changes: Any) -> Publication:
    """A publication with this comment."""
    check = CheckRun("1 suggestion", f"About: {text}", "neutral", "acme/harbour#1")
    return Publication(replace(check, **changes), None if text is None else f"{MARKER}\n{text}")


def offering(text: str, line: int = 1) -> Offer:
    """A change of a line of the file that the pull request adds."""
    fingerprint = sha256(text.encode()).hexdigest()[:16]
    body = f"Look.\n\n```suggestion\n{text}\n```\n"
    return Offer(fingerprint, "new.md", line, "new", body)


class Harbour:
    """A repository with one pull request, and our App at work on it."""

    def __init__(self, box: Sandbox, app: App) -> None:
        files = {".github/cowpath.yml": "version: 1\n", "README.md": "# Harbour\n"}
        self.box = box
        self.repository: Repository = box.world.add_repository("acme/harbour", files)
        self.one: PullRequest = box.world.open_pull_request(self.repository, {"new.md": "new\n"})
        self.last: Published | None = None
        self.app = app
        self._shelf = Shelf()

    async def run(self, publication: Publication, *, remember: bool = True) -> Published:
        """Read the pull request and publish, as a journey does."""
        installation = next(iter(self.box.world.installations))
        forge = GitHubForge(self.app, installation, "acme/harbour", 1, self._shelf)
        opening = await forge.opening(STANDING)
        await read_change(forge, opening)
        room = forge.room_for_offers(self.last)
        publication = replace(publication, offers=publication.offers[:room])
        published = await forge.publish(publication, opening.head_sha, self.last)
        if remember:
            self.last = published
        return published

    @property
    def comments(self) -> list[Comment]:
        return list(self.repository.comments.values())

    @property
    def line_comments(self) -> list[LineComment]:
        return list(self.repository.line_comments.values())

    @property
    def check_runs(self) -> list[ThereCheckRun]:
        return list(self.repository.check_runs.values())

    def writes(self) -> list[str]:
        """Paths written to since the last time this was asked."""
        kinds = ("/graphql", "/access_tokens")
        written = [
            f"{logged.method} {logged.path}"
            for logged in self.box.log
            if logged.method != "GET" and not logged.path.endswith(kinds)
        ]
        self.box.log.clear()
        return written
