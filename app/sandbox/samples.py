"""The sample platform for demonstrations: a repository, and pull requests that show something.

Both are data, under `samples/`: the repository as it lies on disk, a pull request as one YAML file
with the files it writes, the lines it replaces, and what its author does later.
"""

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from app.sandbox.history import Changes
from app.sandbox.records import PullRequest, Repository
from app.sandbox.world import World

NAME = "acme/harbour"
_SAMPLES = files(__package__) / "samples" / "harbour"


@dataclass(frozen=True, slots=True)
class Sample:
    """A pull request to be opened, and what it is meant to show."""

    shows: str
    title: str
    body: str
    author: str
    labels: tuple[str, ...]
    fork: bool
    changes: Changes
    later_body: str | None
    """What its author writes after a while; None where it stays."""

    def open(self, world: World, repository: Repository) -> PullRequest:
        """Propose it."""
        return world.open_pull_request(
            repository,
            self.changes,
            title=self.title,
            body=self.body,
            author=self.author,
            labels=self.labels,
            fork=self.fork,
        )

    def settle(self, world: World, repository: Repository, opened: PullRequest) -> bool:
        """Let its author do what is done later; False where that is nothing."""
        if self.later_body is not None:
            world.edit(repository, opened, body=self.later_body)
        return self.later_body is not None


def add_harbour(world: World) -> Repository:
    """The platform, as it is before anybody proposes anything."""
    return world.add_repository(NAME, _platform())


def samples() -> tuple[Sample, ...]:
    """The pull requests, in the order in which to open them."""
    platform = _platform()
    folder = _SAMPLES / "pull_requests"
    pages = sorted(folder.iterdir(), key=lambda page: page.name)
    return tuple(_sample(yaml.safe_load(page.read_text("utf-8")), platform) for page in pages)


def _sample(page: dict[str, Any], platform: dict[str, str]) -> Sample:
    changes: dict[str, str | bytes | None] = dict(page.get("write", {}))
    for path, replacements in page.get("replace", {}).items():
        changes[path] = _replaced(platform[path], replacements)
    return Sample(
        shows=page["shows"],
        title=page["title"],
        body=page["body"],
        author=page["author"],
        labels=tuple(page.get("labels", ())),
        fork=page.get("fork", False),
        changes=changes,
        later_body=page.get("then", {}).get("body"),
    )


def _replaced(text: str, replacements: list[dict[str, str]]) -> str:
    for replacement in replacements:
        if text.count(replacement["old"]) != 1:
            raise ValueError(f"{replacement['old']!r} must stand there once")
        text = text.replace(replacement["old"], replacement["new"])
    return text


def _platform() -> dict[str, str]:
    return dict(_texts(_SAMPLES / "repository", ""))


def _texts(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _texts(entry, f"{prefix}{entry.name}/")
        else:
            found.append((prefix + entry.name, entry.read_text("utf-8")))
    return found
