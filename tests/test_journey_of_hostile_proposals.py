"""Strangers propose configurations: what they cannot learn, spend or say, over real HTTP."""

import re

import pytest
from github_markdown import tokens_of
from town import INVITED, Town, checks, comments

from app.sandbox.history import Changes
from app.sandbox.records import CheckRun, Repository

pytestmark = pytest.mark.anyio

CONFIGURATION = ".github/cowpath.yml"
BASE = str(INVITED[CONFIGURATION])
HOSTILE = "@acme/all <img src=x> ![x](https://evil.example) www.evil.example fixes #1 `"
A_POLICY = """\
title: "{words}"
why: "{words}"
confidence: high
occasions:
  - when: "{when}"
    advice: {{subject: "{words}", title: "{words}", next_step: "{words}"}}
    silence: {{when: "{words}"}}
false_alarms: "{words}"
examples: [{{name: a, expect: advice}}, {{name: b, expect: silence}}]
"""


def shared(town: Town, name: str, files: Changes, *tags: str) -> Repository:
    """A repository that holds layers, tagged."""
    repository = town.world.add_repository(name, files)
    for tag in tags:
        repository.branches[f"refs/tags/{tag}"] = repository.branches["main"]
    return repository


async def proposed(
    town: Town, name: str, files: Changes, changes: Changes
) -> tuple[CheckRun, str, list[str]]:
    """The check run and the comment on a stranger's change, and the paths asked for on the way."""
    repository = town.world.add_repository(name, {**INVITED, **files})
    one = town.world.open_pull_request(repository, changes, fork=True, author="stranger")
    town.box.log.clear()
    await town.deliver()
    body = "".join(comment.body for comment in comments(repository, one))
    return checks(repository, one.head_sha)[-1], body, [logged.path for logged in town.box.log]


async def test_a_layer_that_the_base_does_not_declare_is_named_and_never_read(town: Town) -> None:
    secret = "password: hunter2\nplatform: {name: Submarine}\n"
    shared(town, "acme/vault", {"secrets.yml": secret, "other.yml": secret}, "v1")
    extends = '["acme/vault:secrets.yml@v1"]'
    check, body, asked = await proposed(
        town, "acme/curious", {}, {CONFIGURATION: f"{BASE}extends: {extends}\n"}
    )
    assert not [path for path in asked if "vault" in path], asked
    assert check.title.endswith("configuration: 1 layer not previewed")
    for page in (check.summary, body):
        assert "`acme/vault:secrets.yml@v1`" in page
        assert "only layers that the base branch declares are read before" in page
        assert "hunter2" not in page
        assert "Submarine" not in page


async def test_another_file_of_a_declared_repository_is_not_read_either(town: Town) -> None:
    secret = "platform: {name: Submarine}\n"
    shared(town, "acme/shared", {"base.yml": "version: 1\n", "secrets.yml": secret}, "v1")
    declared = f'{BASE}extends: ["acme/shared:base.yml@v1"]\n'
    check, body, asked = await proposed(
        town,
        "acme/nosy",
        {CONFIGURATION: declared},
        {CONFIGURATION: declared.replace("base.yml", "secrets.yml")},
    )
    assert not [path for path in asked if "secrets" in path], asked
    assert "Submarine" not in check.summary + body


async def test_a_new_pin_of_a_declared_layer_is_previewed(town: Town) -> None:
    layers = shared(town, "acme/pinned", {"base.yml": "comment: {at_most: 2}\n"}, "v1")
    town.world.commit(layers, {"base.yml": "comment: {at_most: 5}\n"})
    layers.branches["refs/tags/v2"] = layers.branches["main"]
    declared = f'{BASE}extends: ["acme/pinned:base.yml@v1"]\n'
    check, body, _ = await proposed(
        town,
        "acme/moving",
        {CONFIGURATION: declared},
        {CONFIGURATION: declared.replace("@v1", "@v2")},
    )
    assert "`comment.at_most`: `2` → `5`" in body
    assert "not previewed" not in check.title


async def test_what_a_withheld_layer_may_bring_is_no_mistake(town: Town) -> None:
    """That the policy is not known proves nothing while the layer is not read."""
    text = f'{BASE}extends: ["acme/elsewhere:base.yml@v1"]\npolicies: {{their-own: {{most: 2}}}}\n'
    check, _, _ = await proposed(town, "acme/tuning", {}, {CONFIGURATION: text})
    assert "1 layer not previewed" in check.title
    assert "mistake" not in check.title


async def test_many_layers_and_files_cost_no_more_requests_than_one(town: Town) -> None:
    _, _, few = await proposed(town, "acme/few", {}, {CONFIGURATION: f"{BASE}# a word\n"})
    layers = [f"acme/x{n}:base.yml@v1" for n in range(7)]
    some = f"{BASE}extends: {layers}\n"
    _, _, asked = await proposed(town, "acme/some", {}, {CONFIGURATION: some})
    assert len(asked) <= len(few) + 1, "the one more is what tells the past of the branch"
    layers = [f"acme/x{n}:base.yml@v1" for n in range(50)]
    files = {f"own-{n}": {"file": f".github/cowpath/own-{n}.yml"} for n in range(100)}
    many = f"{BASE}extends: {layers}\npolicies: {files}\n"
    check, _, asked = await proposed(town, "acme/many", {}, {CONFIGURATION: many})
    assert len(asked) <= len(few)
    assert "more than 7 layers" in check.summary
    assert "more than 20 policies" in check.summary


async def test_no_word_of_a_proposal_comes_alive(town: Town) -> None:
    own = ".github/cowpath/loud.yml"
    said = (
        f"{BASE}policies: {{loud: {{file: {own}}}}}\n"
        f"streams: {{'{HOSTILE}': {{aliases: ['{HOSTILE}']}}}}\n"
        f"exemptions: [{{policy: loud, subject: '{HOSTILE}', reason: '{HOSTILE}', by: '{HOSTILE}', "
        "until: 2020-01-01}]\n"
    )
    wrong = (
        f"{BASE}'{HOSTILE}': 1\npolicies: {{'{HOSTILE}': {{}}}}\nskip: {{labels: '{HOSTILE}'}}\n"
    )
    policy = A_POLICY.format(words=HOSTILE, when="true")
    for name, changes in {
        "acme/loud": {CONFIGURATION: said, own: policy},
        "acme/wrong": {CONFIGURATION: wrong},
    }.items():
        check, body, _ = await proposed(town, name, {}, changes)
        assert "acme/all" in body, name
        for page in (check.summary, check.text, body):
            assert alive_in(page) == [], name


def alive_in(page: str) -> list[str]:
    """What GitHub would make of a page beside words, code and our own folds."""
    return [
        f"{token.type}: {token.content}"
        for token in tokens_of(page)
        if token.type in ("link_open", "image")
        or (token.type == "text" and re.search("@acme|#1|evil[.]example", token.content))
        or (token.type.startswith("html") and "<img" in token.content)
    ]


async def test_a_lock_of_a_layer_holds_for_a_proposal_however_it_is_written(town: Town) -> None:
    key = "policies.rule-of-three.teams"
    base = f"policies: {{rule-of-three: {{teams: 3}}}}\nlocked: {{{key}: agreed with everybody}}\n"
    shared(town, "acme/locks", {"base.yml": base}, "v1")
    declared = f'{BASE}extends: ["acme/locks:base.yml@v1"]\n'
    for number, proposal in enumerate(
        (
            "policies: {rule-of-three: {teams: 1}}",
            "policies: {rule-of-three: {teams: 1, teams: 1}}",
            'policies: {"rule-of-three": {"teams": 1}}',
            "policies:\n  rule-of-three:\n    teams: 1",
        )
    ):
        changes = {CONFIGURATION: f"{declared}{proposal}\n"}
        files = {CONFIGURATION: declared}
        check, _, _ = await proposed(town, f"acme/locked-{number}", files, changes)
        assert "is locked by acme/locks:base.yml@v1: agreed with everybody" in check.summary
        assert "in effect" not in check.title
    for number, proposal in enumerate(("policies: {rule-of-three: }", "policies: {}", "policies:")):
        changes = {CONFIGURATION: f"{declared}{proposal}\n"}
        files = {CONFIGURATION: declared}
        check, _, _ = await proposed(town, f"acme/emptied-{number}", files, changes)
        assert check.title.endswith("configuration: nothing changes in effect"), check.title
