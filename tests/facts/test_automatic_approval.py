"""Workflows that approve pull requests by themselves."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Platform
from app.facts.approvals import approvals

PLACE = ".github/workflows/automatic-approval.yml"
OURS = Configuration(platform=Platform(team="@acme/platform"))
HEAD = """\
name: Approve what needs no eye
on:
  pull_request:
    paths: ["teams/*/labels.yml"]
jobs:
  look:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
"""
ACTION = HEAD + "      - uses: someone/auto-approve-action@v4\n"
OWN_TOKEN = ACTION + "        with:\n          github-token: ${{ secrets.OWNER_TOKEN }}\n"
DEFAULT_TOKEN = ACTION + "        with:\n          github-token: ${{ secrets.GITHUB_TOKEN }}\n"
COMMAND = HEAD + "      - run: gh pr review $NUMBER --approve --body fine\n"
CALL = HEAD + (
    "      - uses: actions/github-script@v7\n"
    "        with:\n"
    "          script: |\n"
    "            github.rest.pulls.createReview({pull_number: 1, event: 'APPROVE'})\n"
)
CALLED = (
    HEAD.partition("    runs-on")[0]
    + "    uses: acme/flows/.github/workflows/auto-approve.yml@v1\n"
)


def effects(
    before: str | None, after: str | None, configuration: Configuration = OURS
) -> list[str]:
    change = a_change({PLACE: (before, after)}, configuration)
    return [approval.effect for approval in approvals(change)]


@pytest.mark.parametrize("after", [ACTION, OWN_TOKEN, COMMAND, CALL, CALLED])
def test_a_workflow_that_approves_by_itself_relaxes(after: str) -> None:
    assert effects(None, after) == ["relaxes"]
    assert effects(HEAD, after) == ["relaxes"]


def test_it_speaks_of_the_paths_that_the_workflow_runs_for() -> None:
    (approval,) = approvals(a_change({PLACE: (HEAD, ACTION)}, OURS))
    assert (approval.pattern, approval.path) == ("teams/*/labels.yml", PLACE)
    assert ACTION.splitlines()[approval.line - 1] == "      - uses: someone/auto-approve-action@v4"


def test_only_a_token_of_its_own_can_approve_as_an_owner() -> None:
    assert effects(ACTION, OWN_TOKEN) == ["relaxes"]
    assert effects(OWN_TOKEN, ACTION) == ["requires"]
    assert effects(ACTION, DEFAULT_TOKEN) == []


def test_without_the_automatic_approval_its_files_wait_for_the_platform() -> None:
    (approval,) = approvals(a_change({PLACE: (ACTION, None)}, OURS))
    assert approval.effect == "requires"
    assert approval.platform_owners == ("@acme/platform",)


def test_without_a_known_platform_nobody_is_said_to_be_waited_for() -> None:
    assert effects(ACTION, HEAD, Configuration()) == []


@pytest.mark.parametrize(
    "after",
    [
        HEAD,
        HEAD + "      - run: echo this needs an approval\n",
        HEAD + "#      - uses: someone/auto-approve-action@v4\n",
        HEAD + "      - run: gh pr review $NUMBER --comment --body 'please approve'\n",
        ACTION + "        if: github.actor == 'dependabot[bot]'\n",
        ACTION.replace("  look:\n", "  look:\n    if: github.actor == 'renovate[bot]'\n"),
        ACTION.replace("Approve what needs no eye", "Approve Dependabot"),
        "approve: [",
        "- approve",
    ],
)
def test_comments_remarks_and_updates_of_bots_are_no_approval_rule(after: str) -> None:
    assert effects(None, after) == []


def test_a_workflow_for_a_bot_by_its_files_name_is_left_out() -> None:
    files = {".github/workflows/dependabot-approve.yml": (None, ACTION)}
    assert approvals(a_change(files, OURS)) == ()
