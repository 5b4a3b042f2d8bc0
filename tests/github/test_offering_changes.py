"""Offering changes on lines: each once, in few requests, and never in anybody's way."""

from dataclasses import replace

import pytest
from harbour import Harbour, offering, told

from app.core.publication import Publication
from app.errors import PassingTrouble
from app.github.identity import App
from app.sandbox.faults import Fault
from app.sandbox.server import Sandbox

pytestmark = pytest.mark.anyio
LINES = "/repos/acme/harbour/pulls/1/comments"


@pytest.fixture
def harbour(box: Sandbox, app: App) -> Harbour:
    return Harbour(box, app)


def offers(*names: str, line: int = 1) -> Publication:
    return replace(told("Look again"), offers=tuple(offering(one, line) for one in names))


async def test_a_change_is_offered_on_its_line(harbour: Harbour) -> None:
    published = await harbour.run(offers("a"))
    [comment] = harbour.line_comments
    assert (comment.path, comment.line, comment.commit) == ("new.md", 1, harbour.one.head_sha)
    assert comment.body.endswith("```suggestion\na\n```\n")
    assert published.offered == {offering("a").fingerprint: offering("a").digest}


async def test_it_is_offered_once_whatever_becomes_of_it(harbour: Harbour) -> None:
    first = await harbour.run(offers("a"))
    harbour.repository.line_comments.clear()
    harbour.box.world.push(harbour.repository, harbour.one, {"new.md": "older\nnew\n"})
    await harbour.run(offers("a", line=2))
    await harbour.run(told("Look again"))
    again = await harbour.run(offers("a"))
    assert harbour.line_comments == []
    assert again.offered == first.offered


async def test_who_lost_the_record_offers_nothing_beside_a_comment_that_stands(
    harbour: Harbour,
) -> None:
    await harbour.run(offers("a"))
    harbour.last = None
    await harbour.run(offers("a", "b"))
    assert len(harbour.line_comments) == 1


async def test_nothing_is_offered_once_the_comment_is_there_or_was(harbour: Harbour) -> None:
    await harbour.run(told("Look again"))
    await harbour.run(offers("a"))
    harbour.repository.comments.clear()
    await harbour.run(offers("a"))
    assert harbour.line_comments == []


async def test_what_was_only_looked_at_before_is_offered_when_it_is_heard(harbour: Harbour) -> None:
    """A draft, most of all, gets its comment once it is ready."""
    await harbour.run(told(None))
    await harbour.run(offers("a"))
    assert len(harbour.line_comments) == 1


async def test_without_graphql_nothing_is_offered(harbour: Harbour) -> None:
    """The first look does not tell there what is ours."""
    harbour.box.offers_graphql = False
    await harbour.run(offers("a"))
    assert len(harbour.comments) == 1
    assert harbour.line_comments == []


@pytest.mark.parametrize("when", ["before", "after"])
async def test_after_an_answer_that_is_not_clear_it_is_not_offered_again(
    harbour: Harbour, when: str
) -> None:
    harbour.box.faults.append(Fault("POST", LINES, when=when))  # type: ignore[arg-type]
    with pytest.raises(PassingTrouble):
        await harbour.run(offers("a"))
    assert len(harbour.comments) == len(harbour.check_runs) == 1
    await harbour.run(offers("a"))
    assert len(harbour.line_comments) == (when == "after")
    assert len(harbour.comments) == 1


async def test_what_github_does_not_show_is_not_offered(harbour: Harbour) -> None:
    published = await harbour.run(offers("a", line=9))
    assert published.offered == {offering("a").fingerprint: ""}
    assert harbour.line_comments == []


async def test_nothing_is_offered_where_nothing_is_said(harbour: Harbour) -> None:
    locked = "Unable to create comment because issue is locked."
    harbour.box.faults.append(Fault("POST", "/issues/1/comments", status=403, message=locked))
    await harbour.run(offers("a"))
    assert harbour.line_comments == []


async def test_offers_stay_within_the_share_of_requests(harbour: Harbour, box: Sandbox) -> None:
    await harbour.run(offers("a", "b", "c"))
    assert 1 <= sum(one.path == LINES for one in box.log) <= 3
    assert len(box.log) <= 8, [(one.method, one.path) for one in box.log]
