"""OWNERS files of folders, with groups, parents and persons."""

import pytest
from builders import a_change, a_changed_file

from app.core.fact import CannotTell
from app.core.pull_request import NotRead
from app.facts.approvals import approvals
from app.facts.wanted import wanted

TOP = "approvers: [tom, tina]\n"
ALIASES = """\
aliases:
  leads: [tom, tina, lea]
  search-approvers: [ana, bob]
  billing-approvers: [cleo]
"""
BESIDE = {"OWNERS": TOP, "OWNERS_ALIASES": ALIASES, "area/OWNERS": None}
TREE = ("area/search/a.go",)
PLACE = "area/search/OWNERS"
SEARCH = "approvers:\n- search-approvers\n"


def effects(before: str | None, after: str | None, **beside: str) -> list[str]:
    neighbours = BESIDE | {path.replace("__", "/"): text for path, text in beside.items()}
    change = a_change({PLACE: (before, after)}, neighbours=neighbours, tree=TREE)
    return [approval.effect for approval in approvals(change)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, SEARCH, "relaxes"),
        (None, "approvers: [ana]", "relaxes"),
        (None, "approvers: [tom]", "none"),  # the top may approve anyway
        (None, "approvers: [leads]", "none"),  # and so may a group of all who stand there
        (SEARCH, SEARCH + "- billing-approvers\n", "relaxes"),
        (SEARCH, SEARCH + "- Ana\n", "none"),  # she is in the group
        (SEARCH, SEARCH + "- leads\n", "co_owner_added"),
        (SEARCH, "approvers: [billing-approvers]", "none"),
        (SEARCH, "approvers: [ana, bob]", "none"),  # the same persons
        ("approvers: [ana]", SEARCH, "none"),
        (SEARCH, "reviewers:\n- search-approvers\n", "requires"),
        ("approvers: [ana]", "emeritus_approvers: [ana]", "none"),  # persons come and go
        (SEARCH, f"options: {{no_parent_owners: true}}\n{SEARCH}", "relaxes"),
        (f"options: {{no_parent_owners: true}}\n{SEARCH}", SEARCH, "co_owner_added"),
        (None, 'filters: {"\\\\.go$": {approvers: [search-approvers]}}', "relaxes"),
    ],
)
def test_who_may_approve_a_folder_decides(before: str | None, after: str, expected: str) -> None:
    assert set(effects(before, after)) <= {expected}
    assert expected == "none" or effects(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "labels: [area/search]"),
        (SEARCH, SEARCH + "reviewers: [ana]\n"),
        (SEARCH, "# See the docs\n" + SEARCH),
        ("approvers: [search-approvers, ana]", "approvers: [search-approvers, ana]\n"),
        ("approvers: [", "approvers: ["),
    ],
)
def test_labels_reviewers_and_comments_are_no_approval_rule(before: str | None, after: str) -> None:
    assert effects(before, after) == []


def test_a_folder_above_that_names_the_group_already_lets_it_approve() -> None:
    assert effects(SEARCH, None, area__OWNERS=SEARCH) == []


@pytest.mark.parametrize(
    ("above", "approver", "expected"),
    [
        (SEARCH, "leads", "requires"),  # search may approve no longer, the platform may
        (None, "leads", "none"),  # only those at the top could, and they still can
        (None, "billing-approvers", "relaxes"),  # those at the top may approve no longer
    ],
)
def test_a_folder_that_cuts_itself_off_takes_away_what_those_above_might_approve(
    above: str | None, approver: str, expected: str
) -> None:
    after = f"options: {{no_parent_owners: true}}\napprovers: [{approver}]\n"
    change = a_change({PLACE: (None, after)}, neighbours=BESIDE | {"area/OWNERS": above}, tree=TREE)
    assert [approval.effect for approval in approvals(change)] == [expected]


def test_a_group_at_the_top_before_or_after_is_the_platforms() -> None:
    files = {
        "OWNERS": ("approvers: [search-approvers]", TOP),
        PLACE: (SEARCH, "approvers: [leads]"),
    }
    change = a_change(files, neighbours={"OWNERS_ALIASES": ALIASES}, tree=TREE)
    assert "requires" not in {approval.effect for approval in approvals(change)}


def test_without_approvers_at_the_top_there_is_nobody_to_wait_for() -> None:
    change = a_change({PLACE: (None, "approvers: [ana]")}, tree=TREE)
    assert [approval.effect for approval in approvals(change)] == ["none"]


def test_a_group_that_is_dissolved_waits_for_nobody() -> None:
    without = ALIASES.replace("  search-approvers: [ana, bob]\n", "")
    files = {"OWNERS_ALIASES": (ALIASES, without), PLACE: (SEARCH, "labels: [area/search]")}
    change = a_change(files, neighbours={"OWNERS": TOP}, tree=TREE)
    assert [approval.effect for approval in approvals(change)] == ["none"]


def test_an_owners_file_that_moves_with_its_folder_changes_nothing() -> None:
    moved = a_changed_file(PLACE, SEARCH, SEARCH, old_path="area/find/OWNERS")
    change = a_change((moved,), neighbours=BESIDE, tree=TREE)
    assert approvals(change) == ()


def test_an_owners_file_that_goes_with_its_folder_says_nothing() -> None:
    change = a_change({PLACE: (SEARCH, None)}, neighbours=BESIDE)
    assert approvals(change) == ()


def test_an_owners_file_above_that_was_not_read_cannot_be_told() -> None:
    change = a_change(
        {PLACE: (None, SEARCH)},
        neighbours=BESIDE | {"area/OWNERS": NotRead("it is a symbolic link")},
        tree=TREE,
    )
    with pytest.raises(CannotTell, match="symbolic link"):
        approvals(change)


def test_what_an_owners_file_is_understood_by_is_wanted() -> None:
    tree = ("OWNERS", "OWNERS_ALIASES", "area/OWNERS")
    asked = wanted((a_changed_file(PLACE, None, SEARCH),), tree)
    assert {path for side, path in asked if side == "before"} == set(tree)
