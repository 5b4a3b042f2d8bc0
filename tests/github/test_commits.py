"""Questions about a commit alone: whose head it is, and the merge queue's check."""

import pytest

from app.github.client import Client
from app.github.commits import let_through, pull_request_with_head
from app.github.identity import App
from app.sandbox.faults import Fault
from app.sandbox.records import Repository
from app.sandbox.server import Sandbox

pytestmark = pytest.mark.anyio


@pytest.fixture
def harbour(box: Sandbox) -> Repository:
    return box.world.add_repository("acme/harbour", {".github/cowpath.yml": "version: 1\n"})


@pytest.fixture
def client(box: Sandbox, app: App, harbour: Repository) -> Client:
    return app.installation(next(iter(box.world.installations)))


async def test_a_head_leads_to_its_pull_request_also_from_a_fork(
    box: Sandbox, client: Client, harbour: Repository
) -> None:
    for fork in (False, True):
        one = box.world.open_pull_request(harbour, {"new.md": "new\n"}, fork=fork)
        assert await pull_request_with_head(client, "Acme/Harbour", one.head_sha) == one.number


async def test_between_two_pull_requests_with_one_head_nothing_is_guessed(
    box: Sandbox, client: Client, harbour: Repository
) -> None:
    first = box.world.open_pull_request(harbour, {"new.md": "new\n"})
    second = box.world.open_pull_request(harbour, {"new.md": "new\n"})
    second.head_sha = first.head_sha
    assert await pull_request_with_head(client, "acme/harbour", first.head_sha) is None
    box.world.close(harbour, second)
    assert await pull_request_with_head(client, "acme/harbour", first.head_sha) == first.number


@pytest.mark.parametrize("when", ["before", "after"])
async def test_the_merge_queue_gets_one_passing_check(
    when: str, box: Sandbox, client: Client, harbour: Repository
) -> None:
    one = box.world.open_pull_request(harbour, {"new.md": "new\n"})
    sha = box.world.queue(harbour, one)
    if when == "after":
        box.faults.append(Fault("POST", "/check-runs", when="after"))
    for _ in range(2):
        assert await let_through(client, "acme/harbour", sha, box.world.app.id)
    [check] = harbour.check_runs.values()
    assert (check.name, check.head_sha, check.conclusion) == ("cowpath", sha, "success")


async def test_a_repository_that_did_not_invite_us_hears_nothing(
    box: Sandbox, client: Client
) -> None:
    other = box.world.add_repository("acme/other", {"README.md": "# Other\n"})
    sha = box.world.queue(other, box.world.open_pull_request(other, {"new.md": "new\n"}))
    assert not await let_through(client, "acme/other", sha, box.world.app.id)
    assert other.check_runs == {}
    box.world.add_repository("acme/.github", {".github/cowpath.yml": "version: 1\n"})
    assert await let_through(client, "acme/other", sha, box.world.app.id)
