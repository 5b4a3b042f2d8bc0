"""Changes that are offered on their lines, over real HTTP on both sides."""

import pytest
from town import EXPLAINED, INVITED, UNEXPLAINED, Town, checks, comments

from app.sandbox.history import Changes
from app.sandbox.records import LineComment, Repository

pytestmark = pytest.mark.anyio
OUR_OWN = """\
title: a variable comes without a word
why: Teams meet it where it is declared.
confidence: high
occasions:
  - for_each: extension_points.filter(p, p.change == "added" && p.documented == false)
    advice:
      subject: "{{ each.name }}"
      title: "Nothing says what {{ each.name }} is for"
      next_step: A line above it is enough.
      place: each
      paste:
        into: the declaration
        text: |
          # What a team may set for itself.
          variable "{{ each.name }}" {
        in_place: true
    silence: {for_each: All is explained.}
false_alarms: None.
examples:
  - name: speaks
    expect: advice
    files: [{path: modules/a/variables.tf, after: 'variable "a" {}'}]
  - {name: is silent, expect: silence}
"""
CONFIGURATION = """\
version: 1
platform: {team: "@acme/platform"}
policies:
  documented-extension-points: {enabled: false}
  our-own: {file: .github/cowpath/our-own.yml}
"""


def invited(configuration: str = "") -> Changes:
    return {
        **INVITED,
        ".github/cowpath.yml": CONFIGURATION + configuration,
        ".github/cowpath/our-own.yml": OUR_OWN,
    }


async def looked_at_before(town: Town, name: str, configuration: str = "") -> Repository:
    """Its own policy was read for an earlier change, which leaves requests for offers."""
    harbour = town.world.add_repository(name, invited(configuration))
    town.world.open_pull_request(harbour, {"notes.md": "# Notes\n"})
    await town.deliver()
    return harbour


def offers(repository: Repository) -> list[LineComment]:
    return list(repository.line_comments.values())


async def test_a_first_evaluation_with_an_offer_takes_eight_requests(town: Town) -> None:
    owners = "* @acme/platform\n/streams/payments/ @acme/payments\n"
    configuration = (
        'version: 1\nplatform: {team: "@acme/platform"}\n'
        'streams: {payments: {team: "@acme/payments", paths: ["streams/payments/**"]}}\n'
    )
    files: Changes = {
        ".github/cowpath.yml": configuration,
        ".github/CODEOWNERS": owners,
        "streams/payments/config.yml": "replicas: 2\n",
    }
    harbour = town.world.add_repository("first/harbour", files)
    taken = owners.replace("@acme/payments", "@acme/platform")
    proposed = town.world.open_pull_request(harbour, {".github/CODEOWNERS": taken})
    await town.deliver()
    [_], [offer] = comments(harbour, proposed), offers(harbour)
    assert (offer.path, offer.line) == (".github/CODEOWNERS", 2)
    assert "```suggestion\n/streams/payments/ @acme/payments @acme/platform\n```" in offer.body
    assert len(town.box.log) <= 8, [(one.method, one.path) for one in town.box.log]


async def test_the_comment_leaves_to_the_line_what_is_offered_there(town: Town) -> None:
    harbour = await looked_at_before(town, "acme/offered")
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED)
    await town.deliver()
    [comment], [offer] = comments(harbour, proposed), offers(harbour)
    assert (offer.path, offer.line) == ("modules/dns/variables.tf", 5)
    assert '```suggestion\n# What a team may set for itself.\nvariable "ttl" {\n```' in offer.body
    assert "ready to apply beside the line" in comment.body
    assert "may set for itself" not in comment.body
    [remark] = checks(harbour, proposed.head_sha)[0].annotations
    assert remark["raw_details"].endswith('# What a team may set for itself.\nvariable "ttl" {')


async def test_later_evaluations_spend_no_request_on_what_was_offered(town: Town) -> None:
    harbour = await looked_at_before(town, "later/harbour")
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED)
    await town.deliver()
    for changes, most in (({"notes.md": "nothing\n"}, 4), (EXPLAINED, 5)):
        town.box.log.clear()
        town.world.push(harbour, proposed, changes)
        await town.deliver()
        assert sum(one.counts for one in town.box.log) <= most
    assert len(offers(harbour)) == 1


async def test_what_comes_up_later_stands_in_the_comment_at_no_request_more(town: Town) -> None:
    harbour = await looked_at_before(town, "second/harbour")
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED)
    await town.deliver()
    [text] = UNEXPLAINED.values()
    town.box.log.clear()
    grown = f'{text}\nvariable "zone" {{\n  default = 1\n}}\n'
    town.world.push(harbour, proposed, {"modules/dns/variables.tf": grown})
    await town.deliver()
    assert [one.line for one in offers(harbour)] == [5]
    [comment] = comments(harbour, proposed)
    assert 'variable "zone" {' in comment.body
    assert 'variable "ttl" {' not in comment.body
    assert sum(one.counts for one in town.box.log) <= 5


async def test_a_draft_is_offered_it_with_its_first_comment(town: Town) -> None:
    harbour = town.world.add_repository("ready/harbour", invited())
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED, draft=True)
    await town.deliver()
    assert offers(harbour) == []
    town.box.log.clear()
    town.world.ready(harbour, proposed)
    await town.deliver()
    assert len(offers(harbour)) == len(comments(harbour, proposed)) == 1
    assert sum(one.counts for one in town.box.log) <= 5


async def test_no_policy_offers_more_than_there_are_requests_for(town: Town) -> None:
    """A policy of the repository's own, and one from elsewhere, that offer on every line."""
    files = {"base.yml": "policies: {theirs: {file: theirs.yml}}\n", "theirs.yml": OUR_OWN}
    shared = town.world.add_repository("many/.github", dict(files))
    shared.branches["refs/tags/v1"] = shared.branches["main"]
    extends = 'extends: ["many/.github:base.yml@v1"]\n'
    names = [f"v{n}" for n in range(70)]
    text = "".join(f'variable "{name}" {{\n  default = 1\n}}\n' for name in names)
    for name, configuration, most in (("many/own", "", 8), ("many/layers", extends, 10)):
        harbour = town.world.add_repository(name, invited(configuration))
        town.world.open_pull_request(harbour, {"modules/dns/variables.tf": text})
        town.box.log.clear()
        await town.deliver()
        assert len(town.box.log) <= most, [(one.method, one.path) for one in town.box.log]


@pytest.mark.parametrize(
    ("configuration", "draft"),
    [
        ("comment: {suggested_changes: false}\n", False),
        ("comment: {mode: check-only}\n", False),
        ("comment: {mode: report}\n", False),
        ("learning_days: 9\n", False),
        ("skip: {authors: [robin]}\n", False),
        ("", True),
    ],
)
async def test_nothing_is_offered_where_it_is_not_wanted(
    town: Town, configuration: str, draft: bool
) -> None:
    name = f"acme/quiet-{len(town.world.repositories)}"
    harbour = await looked_at_before(town, name, configuration)
    proposed = town.world.open_pull_request(harbour, UNEXPLAINED, draft=draft)
    await town.deliver()
    assert offers(harbour) == []
    if "suggested_changes" in configuration:
        assert "may set for itself" in comments(harbour, proposed)[0].body


async def test_a_fork_is_offered_the_same(town: Town) -> None:
    harbour = await looked_at_before(town, "acme/forked-offer")
    town.world.open_pull_request(harbour, UNEXPLAINED, fork=True, author="visitor")
    await town.deliver()
    assert len(offers(harbour)) == 1
