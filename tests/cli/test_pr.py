"""Reading a pull request from GitHub for the command line."""

import anyio
import httpx
import pytest

from app.cli.change import Subject
from app.cli.pr import read
from app.cli.saved import load, save
from app.core.layers import Layers, only
from app.github.client import Server
from app.github.identity import visitor
from app.github.shelf import Shelf
from app.github.source import GitHubSource
from app.sandbox.server import Sandbox
from app.sandbox.world import World


def read_first(box: Sandbox, repository: str = "acme/harbour") -> Subject:
    async def reading() -> Subject:
        server = Server(transport=httpx.ASGITransport(box.app), pauses=())
        try:
            return await read(GitHubSource(visitor(server, None), repository, 1, Shelf()))
        finally:
            await server.close()

    return anyio.run(reading)


@pytest.fixture
def box() -> Sandbox:
    return Sandbox(World())


def open_one(box: Sandbox, files: dict[str, str]) -> None:
    repository = box.world.add_repository("acme/harbour", files)
    box.world.open_pull_request(repository, {"docs/search.md": "# Search\n"})


def test_a_pull_request_is_read_with_its_configuration(box: Sandbox) -> None:
    open_one(box, {".github/cowpath.yml": "version: 1\n"})
    subject = read_first(box)
    assert [file.path for file in subject.pull_request.files] == ["docs/search.md"]
    assert subject.layers == only("version: 1\n", ".github/cowpath.yml")


def test_the_organisations_configuration_counts_where_there_is_no_other(box: Sandbox) -> None:
    open_one(box, {"README.md": "# Harbour\n"})
    box.world.add_repository("acme/.github", {".github/cowpath.yml": "version: 1\n"})
    [layer] = read_first(box).layers.texts
    assert layer.where == "acme/.github:.github/cowpath.yml"


def test_no_configuration_is_needed(box: Sandbox) -> None:
    open_one(box, {"README.md": "# Harbour\n"})
    assert read_first(box).layers == Layers(())


def test_reading_writes_nothing(box: Sandbox) -> None:
    open_one(box, {"README.md": "# Harbour\n"})
    read_first(box)
    assert {logged.method for logged in box.log} == {"GET"}


def test_what_is_saved_is_read_again_as_it_was(
    box: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> None:
    open_one(box, {"README.md": "# Harbour\n"})
    subject = read_first(box)
    file = str(tmp_path_factory.mktemp("saved") / "pr.json")
    save(subject, file)
    assert load(file) == subject
