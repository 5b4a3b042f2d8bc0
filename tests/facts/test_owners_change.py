"""Kinds of edit that owners files see in real repositories, and what each does to approvals."""

import pytest
from builders import a_change, a_changed_file

from app.facts.approvals import approvals

PLACE = ".github/CODEOWNERS"
TREE = ("apps/billing/b.tf", "apps/search/a.tf", "docs/index.md", "top.tf", "web/x.ts")
BASE = "* @acme/platform\n/apps/search/ @acme/search\n/apps/billing/ @acme/billing\n"
SHARED = BASE.replace("@acme/search", "@acme/platform @acme/search")


def strongest(before: str | None, after: str | None, tree: tuple[str, ...] = TREE) -> str:
    effects = [a.effect for a in approvals(a_change({PLACE: (before, after)}, tree=tree))]
    return effects[0] if effects else "none"


@pytest.mark.parametrize(
    "after",
    [
        "# who owns what\n\n" + BASE,
        BASE.replace("/apps/search/ @acme/search", "/apps/search/      @acme/search"),
        BASE.replace("/apps/search/ @acme/search", "/apps/search/ @acme/search # since May"),
        BASE.replace("/apps/search/", "apps/search/**"),
        BASE.replace("/apps/search/ @acme/search\n/apps/b", "/apps/b").rstrip()
        + "\n/apps/search/ @acme/search\n",
        BASE.replace("\n", "\r\n"),
        BASE + "!/apps/search/ @acme/platform\n",  # GitHub knows no negation
        BASE + "/apps/search/[a-z] @acme/platform\n",  # nor ranges
        BASE + "/apps/search/ acme/platform\n",  # and skips a line with a name that is none
    ],
)
def test_what_only_looks_different_has_no_effect(after: str) -> None:
    assert strongest(BASE, after) == "none"


@pytest.mark.parametrize(
    "after",
    [
        BASE.replace("@acme/search", "@acme/discovery"),  # renamed
        BASE.replace("@acme/search", "@ana"),  # a person of the team
        BASE.replace("@acme/search", "@acme/search @ana"),
        BASE.replace("@acme/platform", "@acme/infrastructure"),  # the platform's new name
        BASE.replace("* @acme/platform", "* @acme/platform @tom"),
        BASE + "/apps/new/ @acme/platform\n",
        BASE + "/.github/CODEOWNERS @acme/platform\n",
    ],
)
def test_the_same_hands_under_another_name_have_no_effect(after: str) -> None:
    assert strongest(BASE, after) == "none"


@pytest.mark.parametrize(
    "after",
    [
        BASE.replace("/apps/search/ @acme/search\n", ""),
        BASE.replace("/apps/search/", "/apps/search/only-here/"),  # the rule is narrowed
        BASE.replace("@acme/search", "@acme/search,"),  # GitHub skips the line
        BASE + "/apps/ @acme/platform\n",
        BASE + "* @acme/platform\n",  # a second catch-all that comes last
        BASE + "**/*.tf @acme/platform\n",
    ],
)
def test_a_stream_loses_its_folder_to_the_platform(after: str) -> None:
    assert strongest(BASE, after) == "requires"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BASE, BASE + "/web/ @acme/platform @acme/web\n"),
        (BASE, BASE + "/web/\n"),  # a line without an owner asks for nobody
        (BASE, BASE.replace("* @acme/platform", "*")),
        (BASE, BASE + "*.ts @acme/web\n"),
        (SHARED, SHARED.replace("@acme/search", "@acme/search @acme/discovery")),
        ("* @acme/platform\n/web/ @acme/platform\n", "/web/ @acme/platform\n"),
    ],
)
def test_whoever_no_longer_waits_for_the_platform_is_relieved(before: str, after: str) -> None:
    assert strongest(before, after) == "relaxes"


def test_the_last_person_beside_the_platform_leaves_it_alone() -> None:
    before = "* @acme/platform\n/web/ @acme/platform @ana\n"
    assert strongest(before, before.replace(" @ana", "")) == "requires"


def test_a_person_more_beside_the_platform_and_others_has_no_effect() -> None:
    before = "* @acme/platform\n/web/ @acme/platform @ana\n"
    assert strongest(before, before.replace("@ana", "@ana @bob")) == "none"


def test_persons_in_a_narrower_new_rule_of_the_platform_were_its_own() -> None:
    before = "* @acme/platform\n/web/ @acme/platform @ana\n"
    tree = (*TREE, "web/new/x.ts")
    assert strongest(before, before + "/web/new/ @acme/platform\n", tree) == "none"


def test_owners_of_the_owners_file_are_the_platforms() -> None:
    before = "* @acme/platform\n"
    after = f"{before}.github/CODEOWNERS @ana @bob\n/docs/rfcs/ @ana @bob\n"
    assert strongest(before, after, (*TREE, "docs/rfcs/1.md")) == "none"


def test_whoever_hosts_other_teams_folders_is_to_them_what_the_platform_is() -> None:
    before = (
        "* @acme/office\n/groups/ @acme/board\n/groups/a/ @acme/a\n/groups/b/ @acme/b\n"
        "/projects/ @acme/board\n"
    )
    tree = ("groups/a/x", "groups/b/x", "projects/p/audit/x")
    after = before + "/projects/*/audit @acme/a\n"
    assert strongest(before, after, tree) == "relaxes"
    assert strongest(after, before, tree) == "requires"


def test_without_another_sign_whoever_stands_beside_most_others_is_the_platform() -> None:
    before = "/a/ @ana\n/b/ @bob\n/c/ @cleo\n"
    after = "/a/ @ana @acme/lead\n/b/ @bob @acme/lead\n/c/ @cleo @acme/lead\n"
    assert strongest(before, after, ("a/x", "b/x", "c/x")) == "co_owner_added"


def test_a_folder_may_move_with_its_rule() -> None:
    after = BASE.replace("/apps/search/", "/apps/find/")
    moved = a_changed_file("apps/find/a.tf", "a", "a", old_path="apps/search/a.tf")
    files = (a_changed_file(PLACE, BASE, after), moved)
    assert {approval.effect for approval in approvals(a_change(files))} == {"none"}


def test_several_may_stand_beside_all_others() -> None:
    before = "".join(f"/{x}/ @acme/{x} @acme/review @acme/backend\n" for x in "abcd")
    after = before.replace("/a/ @acme/a ", "/a/ ")
    assert strongest(before, after, ("a/x", "b/x")) == "requires"


def test_a_first_owners_file_takes_nothing_from_anybody() -> None:
    assert strongest(None, BASE) == "none"
    assert strongest(None, "# nobody yet\n") == "none"


def test_a_first_owners_file_may_cut_into_the_folders_that_it_gives() -> None:
    assert strongest(None, BASE + "**/*.tf @acme/platform\n") == "requires"


def test_an_owners_file_of_nothing_but_the_platform_may_go() -> None:
    assert strongest("* @acme/platform\n", None) == "none"
    assert strongest(BASE, None) == "relaxes"
