"""Offering changes on lines: each once, in few requests, and never in anybody's way."""

from dataclasses import replace

import pytest
from harbour import Harbour, offering, told

from app.core.publication import MOST_OFFERS, Publication
from app.errors import PassingTrouble
from app.github.identity import App
from app.sandbox.faults import Fault
from app.sandbox.records import Account, LineComment
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
    await harbour.run(offers("a"))
    harbour.repository.line_comments.clear()
    harbour.box.world.push(harbour.repository, harbour.one, {"new.md": "older\nnew\n"})
    await harbour.run(offers("a", line=2))
    await harbour.run(told("Look again"))
    await harbour.run(offers("a"))
    assert harbour.line_comments == []


async def test_those_who_lost_the_record_look_before_they_offer(harbour: Harbour) -> None:
    first = await harbour.run(offers("a"))
    harbour.last = None
    again = await harbour.run(offers("a", "b"))
    assert len(harbour.line_comments) == 2
    assert again.offered.items() > first.offered.items()


async def test_no_more_are_offered_than_a_pull_request_bears(harbour: Harbour) -> None:
    await harbour.run(offers("a", "b"))
    await harbour.run(offers("c", "d"))
    assert len(harbour.line_comments) == MOST_OFFERS


async def test_somebody_elses_marker_means_nothing(harbour: Harbour) -> None:
    await harbour.run(told("Look again"))
    forged = LineComment(7, 1, Account("mallory"), offering("a").marked, "", "new.md", 1)
    harbour.repository.line_comments[7] = forged
    await harbour.run(offers("a"))
    assert [one.author.login for one in harbour.line_comments] == ["mallory", "cowpath[bot]"]


async def test_after_an_unclear_answer_it_looks_before_it_offers_again(harbour: Harbour) -> None:
    harbour.box.faults.append(Fault("POST", LINES, when="after"))
    published = await harbour.run(offers("a"))
    assert len(harbour.line_comments) == len(published.offered) == 1


async def test_an_offer_that_did_not_arrive_is_left_to_another_try(harbour: Harbour) -> None:
    harbour.box.faults.append(Fault("POST", LINES))
    with pytest.raises(PassingTrouble):
        await harbour.run(offers("a"))
    assert len(harbour.comments) == len(harbour.check_runs) == 1
    await harbour.run(offers("a"))
    assert len(harbour.line_comments) == len(harbour.comments) == 1


async def test_what_github_does_not_show_is_not_offered_and_not_tried_again(
    harbour: Harbour,
) -> None:
    published = await harbour.run(offers("a", line=9))
    assert published.offered == {offering("a").fingerprint: ""}
    harbour.box.log.clear()
    await harbour.run(offers("a"))
    assert harbour.line_comments == []
    assert not [one for one in harbour.box.log if one.path == LINES]


async def test_nothing_is_offered_where_nothing_is_said(harbour: Harbour) -> None:
    locked = "Unable to create comment because issue is locked."
    harbour.box.faults.append(Fault("POST", "/issues/1/comments", status=403, message=locked))
    await harbour.run(offers("a"))
    assert harbour.line_comments == []


async def test_a_first_offer_is_one_request_more(harbour: Harbour, box: Sandbox) -> None:
    await harbour.run(offers("a"))
    assert sum(one.path == LINES for one in box.log) == 1
    assert len(box.log) <= 8, [(one.method, one.path) for one in box.log]
    box.log.clear()
    await harbour.run(offers("a"))
    assert not [one for one in box.log if one.path == LINES]
