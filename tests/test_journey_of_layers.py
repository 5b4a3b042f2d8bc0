"""Layers, own policies and exemptions of a configuration, over real HTTP on both sides."""

import pytest
from town import INVITED, UNEXPLAINED, Town, checks, comments

from app.sandbox.faults import Fault
from app.sandbox.history import Changes
from app.sandbox.world import CheckRun, PullRequest, Repository

pytestmark = pytest.mark.anyio

CONFIGURATION = ".github/cowpath.yml"
OUR_OWN = """\
title: a module changes without a note
why: Teams learn of it by surprise.
confidence: high
settings: {notes: {type: strings, default: ["notes/**"], about: Where notes are.}}
occasions:
  - when: changed_paths.exists(p, under(p, ["modules/**"]))
    expect: changed_paths.exists(p, under(p, settings.notes))
    advice: {subject: notes, title: Modules change and no note says so, next_step: Write a note.}
    silence: {when: No module changes., expect: There is a note.}
false_alarms: None.
examples:
  - {name: speaks, expect: advice, files: [{path: modules/a/main.tf, after: "2"}]}
  - {name: is silent, expect: silence}
"""


def tag(repository: Repository, name: str) -> None:
    """Name the tip of the default branch."""
    tip = repository.branches[repository.default_branch]
    repository.branches[f"refs/tags/{name}"] = tip


def the_check(repository: Repository, pull_request: PullRequest) -> CheckRun:
    return checks(repository, pull_request.head_sha)[-1]


async def proposed(
    town: Town, name: str, files: Changes, changes: Changes = UNEXPLAINED
) -> tuple[Repository, PullRequest]:
    """A repository with these files beside the invitation, and a pull request that was judged."""
    repository = town.world.add_repository(name, {**INVITED, **files})
    pull_request = town.world.open_pull_request(repository, changes)
    await town.deliver()
    return repository, pull_request


async def test_a_layer_elsewhere_says_what_the_repository_leaves_open(town: Town) -> None:
    shared = town.world.add_repository(
        "guild/.github",
        {"base.yml": "policies: {documented-extension-points: {mode: check-only}}\n"},
    )
    tag(shared, "v3")
    town.box.log.clear()
    harbour, change = await proposed(
        town, "guild/harbour", {CONFIGURATION: 'extends: ["guild/.github:base.yml@v3"]\n'}
    )
    assert the_check(harbour, change).title == "1 suggestion, nothing blocks"
    assert comments(harbour, change) == [], "the layer keeps it out of the comment"
    assert len(town.box.log) <= 10, [(one.method, one.path) for one in town.box.log]

    before = town.box.counting()
    town.world.push(harbour, change, {"notes.md": "nothing that matters\n"})
    await town.deliver()
    assert town.box.counting() - before <= 4, "what a tag leads to is asked for conditionally"


async def test_a_layer_brings_policies_at_one_request_more(town: Town) -> None:
    files: dict[str, str | bytes | None] = {
        "cowpath/base.yml": "policies: {a-note: {file: a-note.yml}, b-note: {file: b-note.yml}}\n",
        "cowpath/a-note.yml": OUR_OWN,
        "cowpath/b-note.yml": OUR_OWN,
    }
    sha = town.world.add_repository("crew/shared", files).branches["main"]
    town.box.log.clear()
    extends = f'extends: ["crew/shared:cowpath/base.yml@{sha}"]\n'
    quiet = "policies: {b-note: {mode: report}}\n"
    harbour, change = await proposed(town, "crew/harbour", {CONFIGURATION: extends + quiet})
    assert len(town.box.log) <= 9, [(one.method, one.path) for one in town.box.log]
    assert the_check(harbour, change).title == "2 suggestions, nothing blocks"
    assert "a-note" in comments(harbour, change)[0].body

    before = town.box.counting()
    town.world.push(harbour, change, {"notes.md": "nothing that matters\n"})
    await town.deliver()
    assert town.box.counting() - before <= 4, "a commit never changes"


async def test_own_policies_are_those_of_the_base(town: Town) -> None:
    files = {
        CONFIGURATION: "policies: {our-own: {file: .github/cowpath/our-own.yml}}\n",
        ".github/cowpath/our-own.yml": OUR_OWN,
    }
    silenced = OUR_OWN.replace("modules/**", "nowhere/**")
    changes = {**UNEXPLAINED, ".github/cowpath/our-own.yml": silenced}
    harbour, change = await proposed(town, "acme/own", files, changes)
    assert "Modules change and no note says so" in comments(harbour, change)[0].body
    assert len(town.box.log) <= 9


@pytest.mark.parametrize(
    ("extends", "reason"),
    [
        ("acme/nowhere:base.yml@v1", "there is no repository acme/nowhere"),
        ("acme/there:base.yml@v9", "acme/there has no tag `v9`"),
        ("acme/there:other.yml@v1", "there is no such file"),
        ("acme/there:loop.yml@v1", "builds on itself"),
        ("acme/there:deep-1.yml@v1", "3 deep at most"),
    ],
)
async def test_a_layer_that_cannot_be_read_is_named_with_what_to_do(
    town: Town, extends: str, reason: str
) -> None:
    if "acme/there" not in town.world.repositories:
        deep = {
            f"deep-{n}.yml": f'extends: ["acme/there:deep-{n + 1}.yml@v1"]\n' for n in range(1, 5)
        }
        loop = 'extends: ["acme/there:loop.yml@v1"]\n'
        files = {"base.yml": "", "loop.yml": loop, **deep}
        tag(town.world.add_repository("acme/there", files), "v1")
    name = f"acme/missing-{len(town.world.repositories)}"
    harbour, change = await proposed(town, name, {CONFIGURATION: f'extends: ["{extends}"]\n'})
    check = the_check(harbour, change)
    assert check.conclusion == "neutral"
    assert "cannot be read" in check.title
    assert reason in check.summary
    assert comments(harbour, change) == []


async def test_the_last_good_configuration_stays_in_force_while_the_newest_is_broken(
    town: Town,
) -> None:
    good = INVITED[CONFIGURATION]
    harbour, change = await proposed(town, "acme/last-good", {CONFIGURATION: good})
    broken = "versoin: 1\npolicies: {documented-extension-points: {enabled: no}}\n"
    town.world.commit(harbour, {CONFIGURATION: broken})
    town.world.push(harbour, change, {"notes.md": "more\n"})
    await town.deliver()
    check = the_check(harbour, change)
    assert check.conclusion == "neutral"
    assert check.title == "1 suggestion, nothing blocks; configuration: 2 mistakes"
    assert "last good one stays in force" in check.summary
    assert "Did you mean `version`?" in check.summary
    assert {one["path"] for one in check.annotations} > {CONFIGURATION}
    assert "versoin" not in comments(harbour, change)[0].body

    town.world.commit(harbour, {CONFIGURATION: good})
    town.world.push(harbour, change, {"notes.md": "mended\n"})
    await town.deliver()
    assert the_check(harbour, change).title == "1 suggestion, nothing blocks"


async def test_a_broken_branch_is_judged_by_its_own_last_good_configuration(town: Town) -> None:
    """What is good on the default branch says nothing of a release branch, and the reverse."""
    good = str(INVITED[CONFIGURATION])
    quiet = f"{good}policies: {{documented-extension-points: {{mode: report}}}}\n"
    harbour, change = await proposed(town, "acme/branches", {CONFIGURATION: good})
    assert the_check(harbour, change).title == "1 suggestion, nothing blocks"
    harbour.branches["release"] = harbour.branches["main"]
    town.world.commit(harbour, {CONFIGURATION: "versoin: 1\n"}, branch="release")
    on_release = town.world.open_pull_request(harbour, UNEXPLAINED, base="release")
    await town.deliver()
    title = the_check(harbour, on_release).title
    assert title == "The configuration cannot be read: 1 mistake", "main's is not taken for it"

    town.world.commit(harbour, {CONFIGURATION: quiet}, branch="release")
    town.world.push(harbour, on_release, {"notes.md": "more\n"})
    await town.deliver()
    assert the_check(harbour, on_release).title == "Nothing to add"
    for branch in ("main", "release"):
        town.world.commit(harbour, {CONFIGURATION: "versoin: 1\n"}, branch=branch)
    for one in (change, on_release):
        town.world.push(harbour, one, {"notes.md": "and more\n"})
    await town.deliver()
    broken = "; configuration: 1 mistake"
    assert the_check(harbour, change).title == f"1 suggestion, nothing blocks{broken}"
    assert the_check(harbour, on_release).title == f"Nothing to add{broken}"


async def test_no_configuration_is_not_taken_for_one_that_cannot_be_read(town: Town) -> None:
    harbour, change = await proposed(town, "acme/withdrawn", {})
    town.world.commit(harbour, {CONFIGURATION: None})
    head = town.world.push(harbour, change, {"notes.md": "more\n"})
    await town.deliver()
    assert checks(harbour, head) == [], "who takes the invitation back hears no more"


async def test_what_cannot_be_read_just_now_is_read_later_and_never_taken_for_missing(
    town: Town,
) -> None:
    harbour = town.world.add_repository("acme/unwell", INVITED)
    change = town.world.open_pull_request(harbour, UNEXPLAINED)
    before = town.app.log.count('"not invited"')
    town.box.faults.append(Fault("POST", "query Opening", times=3))  # a try, and two more at once
    await town.deliver()
    assert the_check(harbour, change).title == "1 suggestion, nothing blocks"
    assert town.app.log.count('"not invited"') == before


async def test_a_configuration_that_is_no_text_is_told_and_the_last_good_one_judges(
    town: Town,
) -> None:
    harbour, change = await proposed(town, "acme/no-text", {})
    for odd, reason in ((b"\x00\xff", "not text"), (b"#" * 1_000_001, "larger than 1,000,000")):
        town.world.commit(harbour, {CONFIGURATION: odd})
        town.world.push(harbour, change, {"notes.md": reason})
        await town.deliver()
        check = the_check(harbour, change)
        assert check.title == "1 suggestion, nothing blocks; configuration: 1 mistake"
        assert reason in check.summary


async def test_an_exemption_holds_until_its_day_and_then_says_how_to_renew_it(town: Town) -> None:
    def exempting(until: str) -> Changes:
        entry = f"{{policy: documented-extension-points, reason: agreed, until: {until}}}"
        return {CONFIGURATION: f"exemptions: [{entry}]\n"}

    harbour, change = await proposed(town, "acme/exempt", exempting("9999-12-31"))
    check = the_check(harbour, change)
    assert (check.conclusion, "1 exempt" in check.title) == ("success", True)
    assert "agreed" in check.summary
    assert comments(harbour, change) == []

    town.world.commit(harbour, exempting("2020-12-31"))
    town.world.push(harbour, change, {"notes.md": "more\n"})
    await town.deliver()
    [comment] = comments(harbour, change)
    assert "This was exempt until" in comment.body
    assert "renew" in comment.body


async def test_no_configuration_spends_more_than_its_share_of_requests(
    town: Town,
) -> None:
    """Every file builds on seven others, and each of these on seven more."""
    names = [f"l{n}.yml" for n in range(40)]
    files = {}
    for n, name in enumerate(names):
        below = [f"wide/layers:{names[(7 * n + m + 1) % 40]}@v1" for m in range(7)]
        files[name] = f"extends: {below}\n"
    tag(town.world.add_repository("wide/layers", files), "v1")
    town.box.log.clear()
    extends = [f"wide/layers:{name}@v1" for name in names[:7]]
    harbour, change = await proposed(town, "wide/harbour", {CONFIGURATION: f"extends: {extends}\n"})
    assert "more than 8 layers" in the_check(harbour, change).summary
    assert len(town.box.log) <= 8 + 2
