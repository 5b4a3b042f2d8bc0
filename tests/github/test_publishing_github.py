"""Publishing on GitHub: one comment, one check run, nothing twice, in few requests."""

from dataclasses import replace

import pytest
from harbour import Harbour, told

from app.core.publication import MARKER, Annotation
from app.errors import PassingTrouble
from app.github.identity import App
from app.github.troubles import Gone
from app.sandbox.faults import Fault
from app.sandbox.records import Account
from app.sandbox.server import Sandbox

pytestmark = pytest.mark.anyio
COMMENTS = "/repos/acme/harbour/issues/1/comments"
CHECK_RUNS = "/repos/acme/harbour/check-runs"


@pytest.fixture
def harbour(box: Sandbox, app: App) -> Harbour:
    return Harbour(box, app)


@pytest.fixture(params=["GraphQL", "REST"])
def way(request: pytest.FixtureRequest, box: Sandbox) -> str:
    box.offers_graphql = request.param == "GraphQL"
    return str(request.param)


async def test_advice_appears_as_a_comment_and_a_check_run_that_leads_to_it(
    way: str, harbour: Harbour
) -> None:
    published = await harbour.run(told("Look again"))
    [comment], [check] = harbour.comments, harbour.check_runs
    assert comment.author.login == "cowpath[bot]"
    assert (check.head_sha, check.status, check.conclusion) == (
        harbour.one.head_sha,
        "completed",
        "neutral",
    )
    assert check.external_id == "acme/harbour#1"
    assert check.details_url.endswith(f"/acme/harbour/pull/1#issuecomment-{comment.id}")
    assert (published.comment_id, published.check_run_id) == (comment.id, check.id)


async def test_nothing_to_say_is_a_check_run_alone(way: str, harbour: Harbour) -> None:
    published = await harbour.run(told(None, conclusion="success"))
    assert harbour.comments == []
    assert published.comment_id is None
    assert harbour.check_runs[0].details_url.endswith("/acme/harbour/pull/1")


async def test_publishing_twice_writes_once(way: str, harbour: Harbour) -> None:
    for remember in (True, True, False):
        await harbour.run(told("Look again"), remember=remember)
    assert harbour.writes() == [f"POST {COMMENTS}", f"POST {CHECK_RUNS}"]


async def test_another_outcome_amends_what_is_there(way: str, harbour: Harbour) -> None:
    await harbour.run(told("Look again"))
    await harbour.run(told("All settled", conclusion="success"))
    [comment], [check] = harbour.comments, harbour.check_runs
    assert comment.body.endswith("All settled")
    assert check.conclusion == "success"


async def test_a_comment_stays_where_there_is_nothing_new_to_say(harbour: Harbour) -> None:
    await harbour.run(told("Look again"))
    await harbour.run(told(None, title="Stopped"))
    assert harbour.comments[0].body.endswith("Look again")
    await harbour.run(told("Look again", title="Stopped"))
    assert [path for path in harbour.writes() if "comments" in path] == [f"POST {COMMENTS}"]


@pytest.mark.parametrize("cut_after", [f"POST {COMMENTS}", f"POST {CHECK_RUNS}"])
async def test_a_run_that_died_anywhere_is_completed_by_the_next(
    way: str, cut_after: str, harbour: Harbour
) -> None:
    method, path = cut_after.split()
    # the write is done, the answer lost, and so is the process before it could look
    harbour.box.faults += [
        Fault(method, path, when="after"),
        Fault("GET", "/comments", times=3),
        Fault("GET", "/check-runs", times=3),
    ]
    with pytest.raises(PassingTrouble):
        await harbour.run(told("Look again"))
    harbour.box.faults.clear()
    await harbour.run(told("Look again"))
    assert len(harbour.comments) == len(harbour.check_runs) == 1


@pytest.mark.parametrize("path", [COMMENTS, CHECK_RUNS])
async def test_after_an_unclear_answer_it_looks_before_it_writes_again(
    way: str, path: str, harbour: Harbour
) -> None:
    harbour.box.faults.append(Fault("POST", path, when="after"))
    published = await harbour.run(told("Look again"))
    assert published.comment_id == harbour.comments[0].id
    assert published.check_run_id == harbour.check_runs[0].id
    assert harbour.writes() == [f"POST {COMMENTS}", f"POST {CHECK_RUNS}"]


@pytest.mark.parametrize("path", [COMMENTS, CHECK_RUNS])
async def test_a_write_that_was_not_done_is_left_to_another_try(
    path: str, harbour: Harbour
) -> None:
    harbour.box.faults.append(Fault("POST", path))
    with pytest.raises(PassingTrouble):
        await harbour.run(told("Look again"))
    await harbour.run(told("Look again"))
    assert len(harbour.comments) == len(harbour.check_runs) == 1


async def test_a_marker_in_somebody_elses_comment_means_nothing(way: str, harbour: Harbour) -> None:
    forged = harbour.box.world.comment(
        harbour.repository, 1, Account("mallory"), f"{MARKER}\nAll is well", None
    )
    other_app = harbour.box.world.comment(
        harbour.repository, 1, Account("other[bot]"), f"{MARKER}\nAll is well", 99
    )
    await harbour.run(told("Look again"))
    assert forged.body.endswith("All is well")
    assert other_app.body.endswith("All is well")
    assert harbour.comments[-1].author.login == "cowpath[bot]"


async def test_our_comment_is_found_behind_many_others(harbour: Harbour) -> None:
    for n in range(120):
        harbour.box.world.comment(harbour.repository, 1, Account("robin"), f"{n}", None)
    app = harbour.box.world.app
    ours = harbour.box.world.comment(harbour.repository, 1, app.author, f"{MARKER}\nOlder", app.id)
    published = await harbour.run(told("Look again"))
    assert published.comment_id == ours.id
    assert ours.body.endswith("Look again")


async def test_a_deleted_comment_stays_away_while_it_would_say_the_same(
    way: str, harbour: Harbour
) -> None:
    await harbour.run(told("Look again"))
    harbour.repository.comments.clear()
    await harbour.run(told("Look again"))
    assert harbour.comments == []


async def test_a_deleted_comment_comes_back_with_something_new_but_not_with_praise(
    way: str, harbour: Harbour
) -> None:
    await harbour.run(told("Look again"))
    harbour.repository.comments.clear()
    await harbour.run(told("All settled", conclusion="success"))
    assert harbour.comments == []
    await harbour.run(told("Something else"))
    assert [comment.body for comment in harbour.comments] == [f"{MARKER}\nSomething else"]


async def test_a_conversation_locked_meanwhile_gets_the_check_run_alone(harbour: Harbour) -> None:
    harbour.box.faults.append(
        Fault("POST", COMMENTS, status=403, message="Unable to create comment: issue is locked.")
    )
    published = await harbour.run(told("Look again"))
    assert published.comment_id is None
    assert len(harbour.check_runs) == 1
    assert harbour.comments == []


async def test_a_head_that_vanished_is_gone(harbour: Harbour) -> None:
    harbour.box.faults.append(
        Fault("POST", CHECK_RUNS, status=422, message="No commit found for SHA: abc")
    )
    with pytest.raises(Gone):
        await harbour.run(told(None))


async def test_a_check_that_was_asked_for_again_is_concluded_again(
    way: str, harbour: Harbour
) -> None:
    await harbour.run(told("Look again"))
    harbour.box.world.rerequest(harbour.repository, harbour.check_runs[0])
    await harbour.run(told("Look again"))
    [check] = harbour.check_runs
    assert (check.status, check.conclusion) == ("completed", "neutral")


def remarks(*lines: int) -> tuple[Annotation, ...]:
    return tuple(Annotation("new.md", line, "Title", f"Message {line}") for line in lines)


async def test_no_more_remarks_are_written_than_github_takes_at_once(
    way: str, harbour: Harbour
) -> None:
    many = told("Look again", annotations=remarks(*range(1, 71)))
    await harbour.run(many)
    harbour.writes()
    await harbour.run(many, remember=False)
    [check] = harbour.check_runs
    assert [item["start_line"] for item in check.annotations] == list(range(1, 51))
    assert harbour.writes() == []


async def test_details_of_a_remark_are_written_and_make_it_no_other_one(
    way: str, harbour: Harbour
) -> None:
    (plain,) = remarks(1)
    detailed = told("Look again", annotations=(replace(plain, details="a:\n  b"),))
    await harbour.run(detailed)
    await harbour.run(detailed, remember=False)
    [check] = harbour.check_runs
    assert [item["raw_details"] for item in check.annotations] == ["a:\n  b"]


async def test_new_remarks_are_added_and_stale_ones_vanish_with_their_check_run(
    way: str, harbour: Harbour
) -> None:
    await harbour.run(told("Look again", annotations=remarks(1)))
    await harbour.run(told("Look again", annotations=remarks(1, 2)))
    [check] = harbour.check_runs
    assert [item["start_line"] for item in check.annotations] == [1, 2]
    await harbour.run(told("Look again", annotations=remarks(2)))
    assert [item["start_line"] for item in harbour.check_runs[-1].annotations] == [2]
    assert len(harbour.check_runs) == 2


async def test_a_first_evaluation_of_a_hundred_files_takes_eight_requests(
    box: Sandbox, app: App
) -> None:
    harbour = Harbour(box, app)
    variable = 'variable "size" {\n  description = "%s"\n}\n'
    paths = [f"modules/m{n}/variables.tf" for n in range(100)]
    box.world.commit(harbour.repository, dict.fromkeys(paths, variable % "old"))
    changes = dict.fromkeys(paths, variable % "new")
    harbour.repository.pull_requests.clear()
    harbour.one = box.world.open_pull_request(harbour.repository, changes)
    await harbour.run(told("Look again"))
    assert len(box.log) <= 8


async def test_a_later_evaluation_takes_five_requests_and_four_where_nothing_is_new(
    box: Sandbox, harbour: Harbour
) -> None:
    await harbour.run(told("Look again"))
    for text, most in (("Something else", 5), ("Something else", 4)):
        box.log.clear()
        box.world.push(harbour.repository, harbour.one, {"new.md": f"newer {most}\n"})
        await harbour.run(told(text))
        assert box.counting() <= most


async def test_the_same_outcome_for_a_new_head_leaves_the_comment_alone(harbour: Harbour) -> None:
    await harbour.run(told(f"Look at {harbour.one.head_sha[:12]}"))
    harbour.box.world.push(harbour.repository, harbour.one, {"new.md": "newer\n"})
    harbour.writes()
    await harbour.run(told(f"Look at {harbour.one.head_sha[:12]}"))
    assert harbour.writes() == [f"POST {CHECK_RUNS}"]
