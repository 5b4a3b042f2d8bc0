"""What a change does to approvals, and who must approve the files it touches."""

import pytest
from builders import a_change
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.configuration import Configuration, Paths, Platform, Stream
from app.core.fact import CannotTell
from app.core.pull_request import NotRead, PullRequest
from app.facts.approvals import approvals, touched_approvals
from app.facts.change import Change

PLACE = ".github/CODEOWNERS"
TREE = ("apps/billing/b.tf", "apps/search/a.tf", "iam/roles.tf", "modules/queue/main.tf")
BASE = "* @acme/platform\n/apps/search/ @acme/search\n/apps/billing/ @acme/billing\n"


def an_owners_change(before: str | None, after: str | None, **rest: object) -> Change:
    rest.setdefault("tree", TREE)
    return a_change({PLACE: (before, after)}, **rest)


def effects(change: Change) -> list[tuple[str, str]]:
    return [(a.pattern, a.effect) for a in approvals(change) if a.effect != "none"]


def effect(before: str | None, after: str | None, **rest: object) -> list[tuple[str, str]]:
    return effects(an_owners_change(before, after, **rest))


SEARCH = "/apps/search/"


def test_a_rule_taken_away_leaves_the_stream_to_the_platform() -> None:
    change = an_owners_change(BASE, BASE.replace(f"{SEARCH} @acme/search\n", ""))
    (approval,) = approvals(change)
    assert (approval.pattern, approval.effect, approval.line) == (SEARCH, "requires", 1)
    assert approval.stream_owners == ("@acme/search",)
    assert approval.platform_owners == ("@acme/platform",)


@pytest.mark.parametrize(
    "after",
    [
        BASE.replace(f"{SEARCH} @acme/search", f"# {SEARCH} @acme/search"),
        BASE.replace("@acme/search", "@acme/platform"),
        BASE.replace("@acme/search", "@acme/search, @acme/platform"),  # GitHub skips the line
        BASE + f"{SEARCH} @acme/platform\n",
        BASE + "*.tf @acme/platform\n",
        "".join(sorted(BASE.splitlines(keepends=True), reverse=True)),  # only the order changes
    ],
)
def test_what_matters_is_who_owns_the_path_in_the_end(after: str) -> None:
    assert "requires" in {effect for _, effect in effect_list(after)}


def effect_list(after: str) -> list[tuple[str, str]]:
    return effect(BASE, after)


def test_either_may_approve_where_the_platform_is_added() -> None:
    after = BASE.replace("@acme/search", "@acme/platform @acme/search")
    assert effect(BASE, after) == [(SEARCH, "co_owner_added")]


def test_a_stream_dropped_from_beside_the_platform_needs_it_now() -> None:
    before = BASE.replace("@acme/search", "@acme/platform @acme/search")
    assert effect(before, BASE.replace("@acme/search", "@acme/platform")) == [(SEARCH, "requires")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("* @acme/platform\n", BASE),
        ("* @acme/platform\n", f"* @acme/platform\n{SEARCH} @acme/platform @acme/search\n"),
        (
            f"{SEARCH} @acme/search\n* @acme/platform\n",
            f"* @acme/platform\n{SEARCH} @acme/search\n",
        ),
        (BASE.replace("@acme/search", "@acme/platform @acme/search"), BASE),
        (BASE, BASE.replace("* @acme/platform", "*")),
        (BASE, f"{BASE}/apps/new/ @acme/new\n"),
    ],
)
def test_streams_that_may_answer_for_themselves_need_the_platform_less(
    before: str, after: str
) -> None:
    assert {effect for _, effect in effect(before, after)} == {"relaxes"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BASE, "# Owners\n\n" + BASE),
        (BASE + "/gone/ @acme/search\n", BASE),
        (BASE, BASE + "/modules/ @acme/platform\n"),
        (BASE, BASE.replace("@acme/search", "@acme/discovery")),
        (BASE.replace("@acme/search", "@ana"), BASE.replace("@acme/search", "@acme/platform")),
        (f"* @acme/platform\n{SEARCH} @ana @acme/platform\n", "* @acme/platform\n"),
        ("* @acme/platform\n", "* @acme/infra\n"),
        ("* @acme/a @acme/b\n", "* @acme/c\n"),
        ("* @acme/platform\n", None),
        (None, "* @acme/platform\n"),
    ],
)
def test_an_edit_without_effect_asks_nothing_of_anybody(
    before: str | None, after: str | None
) -> None:
    assert [pair for pair in effect(before, after) if pair[0] == SEARCH] == []
    assert "requires" not in {effect for _, effect in effect(before, after)}


def test_a_persons_rule_that_goes_leaves_the_path_to_the_platform() -> None:
    before = f"* @acme/platform\n{SEARCH} @ana\n"
    assert effect(before, "* @acme/platform\n") == [(SEARCH, "requires")]


def test_a_file_that_moves_to_another_place_changes_nothing() -> None:
    change = a_change({"CODEOWNERS": (BASE, None), PLACE: (None, BASE)}, tree=TREE)
    assert approvals(change) == ()


def test_without_a_default_owner_whoever_guards_the_workflows_is_the_platform() -> None:
    before = "/.github/ @acme/tools\n/terraform/ @acme/tools\n/terraform/dns/ @acme/web\n"
    after = before.replace("/terraform/dns/ @acme/web\n", "")
    assert effect(before, after, tree=("terraform/dns/a.tf",)) == [("/terraform/dns/", "requires")]


def test_without_any_sign_of_the_platform_nothing_can_be_told() -> None:
    with pytest.raises(CannotTell, match=r"platform\.team"):
        approvals(an_owners_change("/a/ @acme/a\n", "/a/ @acme/b\n", tree=("a/x",)))


def test_a_listing_that_was_cut_short_cannot_tell_whether_a_folder_is_gone() -> None:
    whole = an_owners_change(BASE + "/gone/ @acme/search\n", BASE)
    values = {name: getattr(whole.pull_request, name) for name in PullRequest.__slots__}
    cut = Change(PullRequest(**{**values, "tree_is_whole": False}), Configuration())
    with pytest.raises(CannotTell, match="not all listed"):
        approvals(cut)


def test_an_owners_file_that_was_not_read_cannot_be_told() -> None:
    with pytest.raises(CannotTell, match="not read"):
        approvals(a_change({PLACE: (BASE, NotRead("it is too large"))}))


CONFIGURATION = Configuration(
    platform=Platform(team="@acme/platform", aliases=("@acme/platform-leads",)),
    paths=Paths(guarded=("iam/**", "apps/search/iam/**")),
    streams={"search": Stream(team="@acme/search", paths=("apps/search/**", "iam/search.tf"))},
)


def test_a_configured_streams_path_that_nobody_had_to_approve_may_need_the_platform_now() -> None:
    change = an_owners_change(None, "* @acme/platform-leads\n", configuration=CONFIGURATION)
    assert effects(change) == [("*", "requires")]


def test_team_folders_are_streams_paths_as_well() -> None:
    tree = ("streams/billing/b.tf", "streams/search/a.tf")
    assert effect(None, "* @acme/platform\n", tree=tree) == [("*", "requires")]


def test_in_a_guarded_path_nothing_is_called_required() -> None:
    change = an_owners_change(
        "* @acme/platform\n/iam/ @acme/search\n",
        "* @acme/platform\n/iam/ @acme/platform\n",
        configuration=CONFIGURATION,
    )
    assert effects(change) == []


def test_a_template_of_owners_speaks_for_every_team_that_copies_it() -> None:
    place = "templates/service/CODEOWNERS"
    files = {place: ("/src/ @acme/x\n", "/src/ @acme/x\n/deploy/ @acme/platform\n")}
    assert effects(a_change(files, CONFIGURATION)) == [("/deploy/", "requires")]


def test_touched_paths_of_a_stream_say_who_must_approve_them_today() -> None:
    files = dict.fromkeys(("apps/search/a.tf", "iam/search.tf", "modules/q.tf"), ("a", "b"))
    change = a_change(
        files, CONFIGURATION, neighbours={PLACE: "* @acme/platform @acme/platform-leads\n"}
    )
    (touched,) = touched_approvals(change)
    assert (touched.path, touched.stream) == ("apps/search/a.tf", "search")
    assert touched.owners == ("@acme/platform", "@acme/platform-leads")
    assert touched.needs_platform


@pytest.mark.parametrize(
    "owners",
    ["* @acme/platform\n/apps/ @acme/platform @acme/search\n", "/iam/ @acme/platform\n"],
)
def test_a_stream_that_may_approve_its_own_path_does_not_need_the_platform(owners: str) -> None:
    change = a_change({"apps/search/a.tf": ("a", "b")}, CONFIGURATION, neighbours={PLACE: owners})
    assert [touched.needs_platform for touched in touched_approvals(change)] == [False]


def test_it_is_told_where_an_inferred_stream_falls_to_the_owners_of_everything() -> None:
    files = {"apps/search/a.tf": ("a", "b")}
    catalog = "kind: Component\nspec: {owner: search}\n"
    beside = {PLACE: "* @acme/platform\n", "apps/search/catalog-info.yaml": catalog}
    (inferred,) = touched_approvals(a_change(files, neighbours=beside))
    (declared,) = touched_approvals(a_change(files, CONFIGURATION, neighbours=beside))
    assert (inferred.needs_platform, inferred.by_default) == (True, True)
    assert (declared.needs_platform, declared.by_default) == (True, False)


def test_streams_known_only_from_the_owners_file_are_not_touched_approvals() -> None:
    change = a_change({"apps/search/a.tf": ("a", "b")}, neighbours={PLACE: BASE})
    assert touched_approvals(change) == ()


JSON = '{{"account": "member", "codeowners": [{}], "environments": [{}]}}'


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('"search"', '"search", "platform"', "co_owner_added"),
        ('"search"', '"platform"', "requires"),
        ('"platform"', '"platform", "search"', "relaxes"),
        ('"search"', '"discovery"', "none"),
    ],
)
def test_a_list_of_owners_is_an_approval_rule(before: str, after: str, expected: str) -> None:
    files = {"environments/search.json": (JSON.format(before, ""), JSON.format(after, ""))}
    (approval,) = approvals(a_change(files, CONFIGURATION))
    assert (approval.pattern, approval.effect, approval.line) == ("codeowners", expected, 1)


def test_the_reviewers_of_a_deployment_are_an_approval_rule() -> None:
    entry = '{{"name": "production", "access": [{{"github_slug": "{}", "reviewer": "true"}}]}}'
    files = {
        "environments/search.json": (
            JSON.format("", entry.format("search")),
            JSON.format("", entry.format("platform")),
        )
    }
    (approval,) = approvals(a_change(files, CONFIGURATION))
    assert approval.pattern == "environments.production.access"
    assert approval.effect == "requires"


def test_approvers_of_a_document_are_no_approval_rule() -> None:
    files = {"proposals/7/proposal.yaml": ("approvers: [search]\n", "approvers: [platform]\n")}
    assert approvals(a_change(files, CONFIGURATION)) == ()


def test_reviewers_of_dependency_updates_are_no_approval_rule() -> None:
    text = "updates:\n  - directory: /\n    reviewers: [{}]\n"
    files = {".github/dependabot.yml": (text.format("search"), text.format("platform"))}
    assert approvals(a_change(files, CONFIGURATION)) == ()


ALIASES = "aliases:\n  search-approvers: [ana]\n  top: [tom]\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("approvers: [search-approvers]", "approvers: []", ["requires"]),
        ("approvers: []", "approvers: [search-approvers]", ["relaxes"]),
        ("approvers: [search-approvers]", None, ["requires"]),
        (
            "options: {no_parent_owners: true}\napprovers: [search-approvers]",
            "approvers: [search-approvers]",
            ["co_owner_added"],
        ),
        ("approvers: [ana]", "approvers: [bob]", ["none"]),
        ("approvers: [search-approvers, ana]", "approvers: [search-approvers]", ["none"]),
    ],
)
def test_owners_files_of_folders_are_approval_rules(
    before: str, after: str | None, expected: list[str]
) -> None:
    change = a_change(
        {"search/OWNERS": (before, after)},
        neighbours={"OWNERS": "approvers: [top]", "OWNERS_ALIASES": ALIASES},
        tree=("search/a.go",),
    )
    assert [approval.effect for approval in approvals(change)] == expected


LINES = st.sampled_from(
    ["* @acme/platform", "* @acme/a @acme/b", "*", "/apps/ @acme/a", "*.tf",
     "/apps/x/ @acme/b @acme/platform",
     "apps/*/y @ana", "# a", "broken a", "/.github/ @acme/platform", "**/z @acme/z"]
)  # fmt: skip
OWNERS = st.lists(LINES, max_size=5).map("\n".join)


@given(OWNERS, OWNERS)
@settings(max_examples=100, deadline=None)
def test_only_a_path_that_the_platform_alone_may_approve_is_required(
    before: str, after: str
) -> None:
    change = an_owners_change(before, after, tree=("apps/x/y", "apps/q.tf", "z"))
    try:
        found = approvals(change)
    except CannotTell:
        return
    for approval in found:
        if approval.effect == "requires":
            assert approval.platform_owners
            assert approval.stream_owners
    assert approvals(an_owners_change(after, after)) == ()


def test_in_guarded_places_lists_of_approvers_outside_codeowners_may_leave_streams_out() -> None:
    guarded = Configuration(
        platform=Platform(team="@acme/platform"), paths=Paths(guarded=("environments/live*",))
    )
    before, after = '{"codeowners": ["search"]}', '{"codeowners": ["platform"]}'
    files = {f"environments/{name}.json": (before, after) for name in ("live", "test")}
    assert [(each.path, each.form) for each in approvals(a_change(files, guarded))] == [
        ("environments/test.json", "list")
    ]


def test_the_platform_s_own_teams_are_known_by_their_aliases() -> None:
    declared = Configuration(
        platform=Platform(team="@acme/platform", aliases=("Platform Labs", "runtime")),
        streams={"search": Stream("@acme/search", ("search/**",))},
    )
    before = "/labs/ @acme/platform-labs\n/run/ @acme/runtime-team\n/search/ @acme/search\n"
    tree = ("labs/x.yml", "run/x.yml", "search/x.yml")
    change = a_change({"CODEOWNERS": (before, "* @acme/platform\n")}, declared, tree=tree)
    assert [each.pattern for each in approvals(change) if each.effect == "requires"] == ["/search/"]
