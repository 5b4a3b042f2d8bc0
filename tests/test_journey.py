"""From a signed delivery to one comment and one check run, over real HTTP on both sides."""

import hmac
import json
from pathlib import Path

import httpx
import pytest
from town import EXPLAINED, INVITED, SECRET, UNEXPLAINED, Town, checks, comments, until

from app.core.publication import MARKER
from app.sandbox.faults import Fault
from app.sandbox.records import Account

pytestmark = pytest.mark.anyio


async def test_a_delivery_leads_to_one_comment_and_one_check_run(town: Town) -> None:
    harbour = town.world.add_repository("acme/first", INVITED)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED, title="feat: a time to live")
    sent = await town.deliver()
    assert [one.status for one in sent] == [202]
    [comment], [check] = comments(harbour, proposed), checks(harbour, proposed.head_sha)
    assert comment.body.startswith(MARKER)
    assert "`ttl`" in comment.body
    assert (check.name, check.conclusion) == ("cowpath", "neutral")
    assert check.title == "1 suggestion, nothing blocks"
    assert check.external_id == "acme/first#1"
    assert [(one["path"], one["start_line"]) for one in check.annotations] == [
        ("modules/dns/variables.tf", 5)
    ]


async def test_an_edited_body_and_a_pushed_fix_update_the_same_comment(town: Town) -> None:
    harbour = town.world.add_repository("acme/same", INVITED)
    new = {
        "modules/cache/main.tf": 'resource "cache" "it" {}\n',
        "modules/cache/variables.tf": 'variable "size" {\n  type = number\n  default = 1\n}\n',
        "modules/cache/README.md": "# Cache\n",
    }
    proposed = town.world.open_pull_request(harbour, new, title="feat: add a cache module")
    await town.deliver()
    [first] = comments(harbour, proposed)
    both = first.body
    assert "rule-of-three" in both
    assert "documented-extension-points" in both

    today = "https://github.com/acme/a/blob/main/cache.tf"
    named = f"## Consumers\n- @acme/a: {today}\n- @acme/b: {today}\n- @acme/c\n"
    town.world.edit(harbour, proposed, body=named)
    await town.deliver()
    [second] = comments(harbour, proposed)
    assert second.id == first.id
    assert "rule-of-three" not in second.body

    documented = 'variable "size" {\n  description = "Nodes."\n  type = number\n  default = 1\n}\n'
    head = town.world.push(harbour, proposed, {"modules/cache/variables.tf": documented})
    await town.deliver()
    [third] = comments(harbour, proposed)
    assert third.id == first.id
    assert len(third.body.splitlines()) < 8, "all settled is said in a line"
    assert [one.conclusion for one in checks(harbour, head)] == ["success"]


async def test_ten_events_in_a_burst_are_one_or_two_evaluations_of_the_newest_head(
    town: Town,
) -> None:
    harbour = town.world.add_repository("acme/burst", INVITED)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED)
    for number in range(9):
        town.world.push(harbour, proposed, {"notes.md": f"{number}\n"})
    sent = await town.deliver()
    assert [one.status for one in sent] == [202] * 10
    evaluated = {one.head_sha for one in harbour.check_runs.values()}
    assert proposed.head_sha in evaluated
    assert len(evaluated) <= 2
    assert len(comments(harbour, proposed)) == 1


async def test_a_delivery_seen_twice_is_one(town: Town) -> None:
    harbour = town.world.add_repository("acme/twice", INVITED)
    town.world.open_pull_request(harbour, UNEXPLAINED)
    [sent] = await town.deliver()
    asked = len(town.box.log)
    body = json.dumps(sent.payload).encode()
    again = httpx.post(f"{town.app.url}/webhook", content=body, headers=signed(body, sent.id))
    assert again.status_code == 202
    until(town.app.is_idle, lambda: town.app.log)
    assert len(town.box.log) == asked


def signed(body: bytes, name: str, event: str = "pull_request") -> dict[str, str]:
    signature = hmac.new(SECRET.encode(), body, "sha256").hexdigest()
    return {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": name,
        "X-Hub-Signature-256": f"sha256={signature}",
    }


async def test_what_is_no_delivery_of_github_is_refused(town: Town) -> None:
    url, body = f"{town.app.url}/webhook", b'{"action": "opened"}'
    forged = signed(body, "f") | {"X-Hub-Signature-256": "sha256=" + "0" * 64}
    unsigned = {k: v for k, v in signed(body, "u").items() if "Signature" not in k}
    oversized = b" " * (26 * 1024 * 1024)
    assert httpx.post(url, content=body, headers=forged).status_code == 401
    assert httpx.post(url, content=body, headers=unsigned).status_code == 401
    assert httpx.post(url, content=b"{", headers=signed(b"{", "m")).status_code == 400
    assert httpx.post(url, content=oversized, headers=signed(oversized, "o")).status_code == 413
    assert httpx.post(url, content=body, headers=signed(body, "x", "star")).status_code == 202


@pytest.mark.parametrize(
    "files", [{"README.md": "# Not invited\n"}, {**INVITED, ".github/cowpath.yml": None}]
)
async def test_nothing_is_said_where_nobody_invited_us(
    town: Town, files: dict[str, str | bytes | None]
) -> None:
    name = f"acme/uninvited-{len(files)}"
    harbour = town.world.add_repository(name, {k: v for k, v in files.items() if v})
    town.world.open_pull_request(harbour, UNEXPLAINED)
    await town.deliver()
    assert (harbour.comments, harbour.check_runs) == ({}, {})


async def test_an_organisation_invites_for_its_repositories(town: Town) -> None:
    town.world.add_repository("guild/.github", {".github/cowpath.yml": "version: 1\n"})
    harbour = town.world.add_repository("guild/harbour", {"README.md": "# Harbour\n"})
    proposed = town.world.open_pull_request(harbour, {"README.md": "# The Harbour\n"})
    await town.deliver()
    assert [one.conclusion for one in checks(harbour, proposed.head_sha)] == ["success"]


async def test_closed_and_locked_pull_requests_stay_silent(town: Town) -> None:
    harbour = town.world.add_repository("acme/ended", INVITED)
    town.world.close(harbour, town.world.open_pull_request(harbour, UNEXPLAINED))
    town.world.lock(harbour, town.world.open_pull_request(harbour, UNEXPLAINED))
    await town.deliver()
    assert (harbour.comments, harbour.check_runs) == ({}, {})


async def test_a_draft_gets_its_comment_when_it_is_ready(town: Town) -> None:
    harbour = town.world.add_repository("acme/draft", INVITED)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED, draft=True)
    await town.deliver()
    assert comments(harbour, proposed) == []
    assert [one.conclusion for one in checks(harbour, proposed.head_sha)] == ["neutral"]
    town.world.ready(harbour, proposed)
    await town.deliver()
    assert len(comments(harbour, proposed)) == 1


@pytest.mark.parametrize(
    ("author", "spoken"), [("dependabot[bot]", 0), ("coding-agent[bot]", 1), ("robin", 1)]
)
async def test_only_named_bots_go_without_a_comment(town: Town, author: str, spoken: int) -> None:
    harbour = town.world.add_repository(f"acme/by-{author.partition('[')[0]}", INVITED)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED, author=author)
    await town.deliver()
    assert len(comments(harbour, proposed)) == spoken
    assert len(checks(harbour, proposed.head_sha)) == 1


async def test_a_fork_is_served_in_full(town: Town) -> None:
    harbour = town.world.add_repository("acme/forked", INVITED)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED, fork=True, author="visitor")
    await town.deliver()
    assert len(comments(harbour, proposed)) == len(checks(harbour, proposed.head_sha)) == 1


async def test_a_change_cannot_choose_the_rules_it_is_judged_by(town: Town) -> None:
    harbour = town.world.add_repository("acme/rules", INVITED)
    silenced = "version: 1\npolicies:\n  documented-extension-points: {enabled: false}\n"
    changes = {**UNEXPLAINED, ".github/cowpath.yml": silenced}
    proposed = town.world.open_pull_request(harbour, changes, fork=True, author="visitor")
    await town.deliver()
    assert "documented-extension-points" in comments(harbour, proposed)[0].body


async def test_a_configuration_that_cannot_be_read_is_told_where_and_why(town: Town) -> None:
    broken = "version: 1\nplatfrom: {team: acme}\ncomment: {at_most: many}\n"
    harbour = town.world.add_repository("acme/broken", {**INVITED, ".github/cowpath.yml": broken})
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED)
    await town.deliver()
    [check] = checks(harbour, proposed.head_sha)
    assert check.conclusion == "neutral"
    assert "suggestion" not in check.title
    assert "platfrom" in check.summary
    assert "platform" in check.summary
    assert ":3:" in check.summary
    assert comments(harbour, proposed) == []


async def test_asked_for_another_run_we_run_again(town: Town) -> None:
    """GitHub shows the check as waiting until it is concluded anew, changed or not."""
    harbour = town.world.add_repository("acme/rerun", INVITED)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED, fork=True, author="visitor")
    await town.deliver()
    [check] = checks(harbour, proposed.head_sha)
    town.world.rerequest(harbour, check)
    await town.deliver()
    newest = checks(harbour, proposed.head_sha)[-1]
    assert (newest.status, newest.conclusion) == ("completed", "neutral")
    assert len(comments(harbour, proposed)) == 1


async def test_a_merge_queue_is_let_through_at_once(town: Town) -> None:
    harbour = town.world.add_repository("acme/queue", INVITED)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED)
    sha = town.world.queue(harbour, proposed)
    await town.deliver()
    assert [one.conclusion for one in checks(harbour, sha)] == ["success"]


async def test_a_forged_marker_is_not_taken_for_our_comment(town: Town) -> None:
    harbour = town.world.add_repository("acme/forged", INVITED)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED)
    forged = town.world.comment(harbour, 1, Account("mallory"), f"{MARKER}\nAll good!", None)
    await town.deliver()
    assert forged.body == f"{MARKER}\nAll good!"
    assert len(comments(harbour, proposed)) == 2


async def test_a_comment_that_arrived_though_the_answer_was_lost_is_not_posted_again(
    town: Town,
) -> None:
    harbour = town.world.add_repository("acme/lost", INVITED)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED)
    town.box.faults.append(Fault("POST", "/repos/acme/lost/issues/1/comments", 502, "after"))
    await town.deliver()
    assert len(comments(harbour, proposed)) == 1
    assert len(checks(harbour, proposed.head_sha)) == 1


async def test_a_first_evaluation_takes_eight_requests_and_a_later_one_four_or_five(
    town: Town,
) -> None:
    many = {
        f"modules/m{n}/variables.tf": 'variable "a" {\n  type = string\n}\n' for n in range(100)
    }
    grown = {path: text + '\nvariable "b" {\n  default = 1\n}\n' for path, text in many.items()}
    harbour = town.world.add_repository("budget/harbour", {**INVITED, **many})
    proposed = town.world.open_pull_request(harbour, grown)
    await town.deliver()
    assert len(town.box.log) <= 8, [(one.method, one.path) for one in town.box.log]

    town.box.log.clear()
    town.world.push(harbour, proposed, {"notes.md": "nothing that matters\n"})
    await town.deliver()
    assert sum(one.counts for one in town.box.log) <= 4
    writes = [one.path for one in town.box.log if one.method in ("POST", "PATCH")]
    assert [path for path in writes if "graphql" not in path] == [
        "/repos/budget/harbour/check-runs"
    ]

    town.box.log.clear()
    documented = 'variable "a" {\n  type = string\n}\n\nvariable "b" {\n  description = "B."\n}\n'
    town.world.push(harbour, proposed, {"modules/m0/variables.tf": documented})
    await town.deliver()
    assert sum(one.counts for one in town.box.log) <= 5


async def test_without_graphql_it_takes_a_request_more_for_each_text(own_town: Town) -> None:
    own_town.box.offers_graphql = False
    harbour = own_town.world.add_repository("rest/harbour", INVITED)
    proposed = own_town.world.open_pull_request(harbour, UNEXPLAINED)
    await own_town.deliver()
    assert len(comments(harbour, proposed)) == 1
    assert len(checks(harbour, proposed.head_sha)) == 1


async def test_a_fixed_pull_request_says_so_even_to_those_who_lost_our_record(
    town: Town, tmp_path: Path
) -> None:
    harbour = town.world.add_repository("acme/lost-record", INVITED)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED)
    await town.deliver()
    town.app.kill()
    town.app.database.unlink()
    town.app.start()
    town.world.push(harbour, proposed, EXPLAINED)
    await town.deliver()
    [comment] = comments(harbour, proposed)
    assert "`ttl`" not in comment.body
