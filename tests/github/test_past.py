"""The past of a branch, read for a preview."""

import pytest

from app.advise.protocols import Past
from app.facts.wanted import STANDING
from app.github.identity import App
from app.github.shelf import Shelf
from app.github.source import GitHubSource
from app.sandbox.history import Changes
from app.sandbox.records import Repository
from app.sandbox.server import Sandbox

pytestmark = pytest.mark.anyio

OWNERS = "CODEOWNERS"
MODULE = "modules/dns/variables.tf"
TEXTS = [f'variable "a" {{\n  default = {number}\n}}\n' for number in range(6)]


async def read(box: Sandbox, app: App, harbour: Repository, shelf: Shelf, most: int = 20) -> Past:
    number = next(n for n, one in harbour.pull_requests.items() if one.state == "open")
    installation = box.world.installation_of(harbour)
    assert installation
    client = app.installation(installation.id)
    source = GitHubSource(client, harbour.name, number, shelf, app.id)
    await source.opening(STANDING)
    box.log.clear()
    return await source.past(most)


def merged(box: Sandbox, harbour: Repository, changes: Changes, title: str) -> None:
    proposed = box.world.open_pull_request(harbour, changes, title=title, body="Because.")
    box.world.merge(harbour, proposed)


@pytest.fixture
def harbour(box: Sandbox) -> Repository:
    """Edits, a rename, a removal, other owners, and a commit without a pull request."""
    harbour = box.world.add_repository("acme/harbour", {MODULE: TEXTS[0], OWNERS: "* @acme/a\n"})
    merged(box, harbour, {MODULE: TEXTS[1], "README.md": "# Harbour\n"}, "feat: one")
    merged(box, harbour, {OWNERS: "* @acme/b\n"}, "chore: owners")
    merged(box, harbour, {MODULE: None, "modules/zone/variables.tf": TEXTS[1]}, "feat: move")
    box.world.commit(harbour, {"README.md": None, "modules/zone/variables.tf": TEXTS[2]})
    merged(box, harbour, {"modules/zone/variables.tf": TEXTS[3]}, "feat: two")
    box.world.open_pull_request(harbour, {"notes.md": "Notes\n"})
    return harbour


async def test_every_step_is_as_it_was(box: Sandbox, app: App, harbour: Repository) -> None:
    past = await read(box, app, harbour, Shelf())
    assert [change.title for change, _ in past.changes] == [
        "feat: two",
        "Change README.md, modules/zone/variables.tf",
        "feat: move",
        "chore: owners",
        "feat: one",
    ]
    assert [change.number for change, _ in past.changes] == [4, None, 3, 2, 1]
    for change, pull_request in past.changes:
        after = harbour.history.get(change.commit)
        assert after
        before = harbour.history.get(after.parents[0])
        assert before
        assert set(pull_request.tree) == set(before.files)
        owners = before.files[OWNERS].decode()
        assert pull_request.neighbours[OWNERS] == owners
        for file in pull_request.files:
            old, new = before.files.get(file.path_before), after.files.get(file.path)
            assert file.before == (old.decode() if old and file.status != "added" else None)
            assert file.after == (new.decode() if new else None)
    assert [file.status for file in past.changes[2][1].files] == ["renamed"]
    assert past.ended == "the history that was read ends there"


async def test_it_costs_few_requests_and_none_of_them_twice(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    shelf = Shelf()
    first = await read(box, app, harbour, shelf)
    assert len(box.log) == 5, "the tree, the line, two comparisons, the texts"
    assert await read(box, app, harbour, shelf) == first
    assert box.log == []
    merged(box, harbour, {"modules/zone/variables.tf": TEXTS[4]}, "feat: three")
    later = await read(box, app, harbour, shelf)
    assert later.changes[1:] == first.changes
    assert len(box.log) == 3, "the tree, the line and the texts of one change"


async def test_no_more_than_asked_for_are_read(box: Sandbox, app: App, harbour: Repository) -> None:
    past = await read(box, app, harbour, Shelf(), most=2)
    assert [change.number for change, _ in past.changes] == [4, None]
    assert past.ended == ""


async def test_a_past_that_must_be_asked_for_one_by_one_is_short(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    for number in range(6):
        box.world.commit(harbour, {"notes.md": f"{number}\n"})
    past = await read(box, app, harbour, Shelf())
    assert len(past.changes) == 4
    assert "one by one" in past.ended


async def test_without_graphql_there_is_no_past(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    box.offers_graphql = False
    past = await read(box, app, harbour, Shelf())
    assert past.changes == ()
    assert "GraphQL" in past.ended
