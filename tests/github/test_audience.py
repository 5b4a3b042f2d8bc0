"""Who may say what, looked up at GitHub, and how they hear that it was understood."""

import pytest
from harbour import Harbour

from app.core.reply import Role
from app.github.audience import GitHubAudience
from app.github.identity import App
from app.sandbox.faults import Fault
from app.sandbox.server import Sandbox

pytestmark = pytest.mark.anyio


@pytest.fixture
def harbour(box: Sandbox, app: App) -> Harbour:
    return Harbour(box, app)


def audience(harbour: Harbour) -> GitHubAudience:
    installation = next(iter(harbour.box.world.installations))
    return GitHubAudience(harbour.app.installation(installation), "acme/harbour")


@pytest.mark.parametrize(
    ("given", "role"),
    [
        ("read", "reader"),
        ("triage", "reader"),
        ("write", "writer"),
        ("maintain", "maintainer"),
        ("admin", "maintainer"),
    ],
)
async def test_roles_are_those_of_github_now(harbour: Harbour, given: str, role: Role) -> None:
    harbour.repository.roles["ana"] = given
    assert await audience(harbour).role("ana") == role


async def test_one_person_is_looked_up_once(harbour: Harbour) -> None:
    them = audience(harbour)
    for _ in range(3):
        assert await them.role("ana") == "reader"
    assert [one.path for one in harbour.box.log].count(
        "/repos/acme/harbour/collaborators/ana/permission"
    ) == 1


async def test_whoever_cannot_be_looked_up_may_only_read(harbour: Harbour) -> None:
    harbour.box.faults.append(Fault("GET", "permission", status=403))
    assert await audience(harbour).role("ana") == "reader"


async def test_a_second_reaction_of_the_same_kind_changes_nothing(harbour: Harbour) -> None:
    comment = harbour.box.world.say(harbour.repository, 1, "ana", "/cowpath again")
    for done in (True, True, False):
        await audience(harbour).react(comment.id, done)
    assert comment.reactions == [("cowpath[bot]", "+1"), ("cowpath[bot]", "confused")]


async def test_a_reaction_needs_the_right_to_write_pull_requests_and_no_other(
    harbour: Harbour,
) -> None:
    comment = harbour.box.world.say(harbour.repository, 1, "ana", "/cowpath again")
    granted = next(iter(harbour.box.world.installations.values())).permissions
    assert "issues" not in granted
    await audience(harbour).react(comment.id, True)
    assert comment.reactions == [("cowpath[bot]", "+1")]


async def test_a_reaction_that_is_refused_is_no_trouble(harbour: Harbour) -> None:
    comment = harbour.box.world.say(harbour.repository, 1, "ana", "/cowpath again")
    harbour.box.faults.append(Fault("POST", "reactions", status=403))
    await audience(harbour).react(comment.id, True)
    assert comment.reactions == []


async def test_a_comment_that_was_deleted_needs_no_reaction(harbour: Harbour) -> None:
    await audience(harbour).react(404, True)
