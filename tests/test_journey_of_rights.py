"""What becomes of a pull request where the App was granted less than it asks for, over HTTP."""

import pytest
from town import INVITED, UNEXPLAINED, Town, checks, comments

from app.sandbox.records import Installation, PullRequest, Repository

pytestmark = pytest.mark.anyio
OK = "/cowpath ok documented-extension-points because it is going away"


async def granted(town: Town, owner: str, **rights: str) -> tuple[Repository, PullRequest]:
    """A pull request where the account granted these rights in place of what was asked for."""
    harbour = town.world.add_repository(f"{owner}/harbour", INVITED)
    found = town.world.installation_of(harbour)
    assert isinstance(found, Installation)
    found.permissions = {**found.permissions, **rights}
    one = town.world.open_pull_request(harbour, UNEXPLAINED, author="robin")
    await town.deliver()
    return harbour, one


async def test_without_the_right_to_write_pull_requests_the_check_run_alone_speaks(
    town: Town,
) -> None:
    harbour, one = await granted(town, "mute", pull_requests="read")
    assert comments(harbour, one) == []
    [check] = checks(harbour, one.head_sha)
    assert check.title == "1 suggestion, nothing blocks"
    said = town.world.say(harbour, one.number, "robin", OK)
    await town.deliver()
    assert said.reactions == []
    assert checks(harbour, one.head_sha)[-1].title == "Nothing to add, 1 exempt"


async def test_without_the_right_to_write_checks_the_comment_alone_speaks(town: Town) -> None:
    harbour, one = await granted(town, "blind", checks="read")
    assert checks(harbour, one.head_sha) == []
    said = town.world.say(harbour, one.number, "robin", OK)
    await town.deliver()
    assert said.reactions == [("cowpath[bot]", "+1")]
    assert "1 exempt" in comments(harbour, one)[0].body


async def test_what_is_granted_later_is_used_from_then_on(town: Town) -> None:
    harbour, one = await granted(town, "late", checks="read")
    found = town.world.installation_of(harbour)
    assert found
    found.permissions = {**found.permissions, "checks": "write"}
    town.world.say(harbour, one.number, "robin", "/cowpath again")
    await town.deliver()
    [check] = checks(harbour, one.head_sha)
    assert check.title == "1 suggestion, nothing blocks"
