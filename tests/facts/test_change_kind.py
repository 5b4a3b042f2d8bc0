"""What sort of change this is."""

import pytest
from builders import a_change, a_changed_file
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.pull_request import NotRead
from app.facts.change_kind import change_kind

CODE = "".join(f"const step{n} = run({n});\n" for n in range(60))
ACTION = "name: Set up\ninputs:\n  cache:\n    description: What to cache\nruns:\n  using: node20\n"
MODULE = 'variable "name" {\n  description = "What it is called"\n  type = string\n}\n'


def kind(title: str, files=(), **rest) -> str:
    return change_kind(a_change(files, title=title, **rest))


@pytest.mark.parametrize("title", ["feat: add search", "fix: a typo", "Add search"])
def test_documentation_alone_is_documentation_whatever_the_title_claims(title):
    assert kind(title, {"README.md": ("a", "b"), "docs/search.png": (None, NotRead("x"))}) == "docs"


def test_a_revert_is_no_feature_although_it_repeats_the_title():
    assert kind('Revert "feat: add search"', {"src/search.ts": (CODE, None)}) == "revert"
    assert (
        kind("Search again", {"src/a.ts": ("a", "b")}, body="This reverts commit 1a2b.") == "revert"
    )


def test_a_changelog_is_a_release_although_it_lists_features():
    change = {"CHANGELOG.md": ("# 1.0", "# 1.1\n### Features\n* add search\n# 1.0")}
    assert kind("chore(release): version 1.1.0", change) == "release"
    assert kind("v1.1.0", {"VERSION": ("1.0", "1.1")}) == "release"


def test_lock_files_and_copies_are_dependencies_however_large():
    bulk = {"package-lock.json": ("{}", NotRead("x")), "dist/index.js": ("a", NotRead("x"))}
    assert kind("Upgrade @acme packages to Node 24", {**bulk, "package.json": ("1", "2")}) == "deps"


def test_a_line_that_pins_another_version_is_a_dependency():
    pinned = 'module "net" {\n  source  = "acme/net"\n  version = "4.7.0"\n}\n'
    change = {"live/net.tf": (pinned, pinned.replace("4.7.0", "4.8.0"))}
    assert kind("terraform(deps): Bump acme/net from 4.7.0 to 4.8.0", change) == "deps"
    assert kind("Upgrading the network", change) == "deps"


def test_tests_and_their_workflows_are_tests_and_workflows_alone_are_ci():
    workflow = {".github/workflows/e2e.yml": ("on: push", "on: [push]")}
    assert kind("remove old versions", {**workflow, "__tests__/data.json": ("1", "2")}) == "test"
    assert kind("remove old versions", workflow) == "ci"


def test_owners_are_configuration():
    assert kind("add the platform as owner", {".github/CODEOWNERS": ("a @b", "a @c")}) == "config"


def test_a_described_variable_is_documentation():
    change = {"variables.tf": (MODULE, MODULE.replace("What it is", "What it shall be"))}
    assert kind("Add tier to the description", change) == "docs"


def test_what_moves_along_with_a_comment_is_no_more_than_the_comment():
    chart = "apiVersion: v2\nname: search\nversion: 1.0.0\n"
    values = "# How many replcas run\nreplicas: 1\n"
    change = {
        "charts/search/Chart.yaml": (chart, chart.replace("1.0.0", "1.0.1")),
        "charts/search/values.yaml": (values, values.replace("replcas", "replicas")),
    }
    assert kind("Mend a word", change) == "docs"
    marker = "// +kubebuilder:resource:shortName=h\ntype Harbour struct{}\n"
    assert kind("Name it", {"api/v1/harbour.go": (marker, marker.replace("=h", "=hb"))}) != "docs"


def test_pages_may_come_with_pictures_and_a_few_lines_of_their_index():
    page = "A page.\n" * 20
    assert (
        kind("More", {"src/pages/a.md": (None, page), "src/a.png": (None, NotRead("x"))}) == "docs"
    )
    index = {"data/index.yml": ("- a\n", "- a\n- b\n"), "pages/b.md": (None, page)}
    assert kind("More", index) == "docs"
    live = {"clusters/main.tf": ("a = 1\n", "a = 2\n"), "README.md": (None, page)}
    assert kind("More", live) == "config"


def test_an_entry_for_the_list_of_changes_is_no_part_of_the_platform():
    code = {"src/a.ts": (CODE, CODE.replace("step7", "stepSeven"))}
    entry = {".chloggen/a.yaml": (None, "change_type: enhancement\n" * 30)}
    assert kind("docs: explain", {"docs/a.md": ("a", "b"), **entry}) == "docs"
    assert kind("Correct a name", {**code, **entry}) == "fix"


def test_maintainers_of_a_chart_are_configuration_like_its_owners():
    chart = "version: 1.0.0\nmaintainers:\n- name: ana\n  email: ana@acme.example\n"
    change = {
        ".github/CODEOWNERS": ("/charts/ @ana\n", "/charts/ @bo\n"),
        "charts/search/Chart.yaml": (chart, chart.replace("ana", "bo")),
    }
    assert kind("Update maintainers", change) == "config"


def test_what_is_only_marked_deprecated_is_a_deprecation_whatever_the_title():
    marked = MODULE.replace("What it", "DEPRECATED: what it")
    assert kind("fix: silence a warning", {"variables.tf": (MODULE, marked)}) == "deprecation"


def test_a_knob_under_the_title_of_a_fix_is_an_option_where_the_fix_is_to_add_it():
    more = MODULE + MODULE.replace('"name"', '"prefix"')
    assert kind("fix: adds `prefix`", {"variables.tf": (MODULE, more)}) == "option"
    assert kind("fix: names that are too long", {"variables.tf": (MODULE, more)}) == "fix"


def test_what_takes_less_is_a_break_whatever_else_comes_and_whatever_the_title():
    wider = ACTION.replace("runs:", "  depth:\n    description: How deep\nruns:")
    narrow = wider.replace("What to cache\n", "What to cache\n    required: true\n")
    assert kind("Add `depth`", {"action.yml": (ACTION, wider)}) == "option"
    assert kind("Add `depth`", {"action.yml": (ACTION, narrow)}) == "breaking"
    assert kind("fix: depth", {"action.yml": (ACTION, narrow)}) == "breaking"


def test_what_only_goes_is_a_removal_although_it_breaks():
    gone = {
        "action.yml": (ACTION, ACTION.replace("  cache:\n    description: What to cache\n", ""))
    }
    assert kind("feat!: remove `cache`", gone) == "removal"
    assert kind("feat!: rename things", {"src/a.ts": ("a", "b")}) == "breaking"


def test_an_entry_that_announces_a_break_makes_it_one():
    change = {"src/a.ts": ("a", "b"), ".chloggen/a.yaml": (None, "change_type: breaking\n")}
    assert kind("Make TCP the default", change) == "breaking"


def test_what_users_miss_is_a_removal_and_what_nobody_misses_is_not():
    shorter = CODE[: len(CODE) // 2]
    assert kind("Remove legacy search", {"src/a.ts": (CODE, shorter)}) == "removal"
    assert kind("Remove unused code", {"src/a.ts": (CODE, shorter)}) == "refactor"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Merge branch 'master' into search", "chore"),
        ("Merge remote-tracking branch 'origin/main' into search", "chore"),
        ("Merge branch 'master' of example.org/team/harbour", "feature"),
        ("Merge branch 'search' into master", "feature"),
        ("fix: rollback the queue", "revert"),
        ("Remove the queue again", "revert"),
        ("Rollback support for queues", "feature"),
    ],
)
def test_what_a_branch_catches_up_with_was_proposed_before(title, expected):
    assert kind(title, {"modules/queue/variables.tf": (None, MODULE)}) == expected


def test_what_comes_over_from_another_repository_is_no_feature():
    files = {"modules/queue/variables.tf": (None, MODULE)}
    assert kind("Migrate the queue to this repository", files) == "refactor"
    assert kind("feat: Break out the queue", files) == "refactor"
    assert kind("Copy of branch smaller-queues for testing", files) == "refactor"
    assert kind("Import queues from the old repository", files) == "refactor"
    assert kind("Initial import of queues from an internal version", files) == "refactor"


def test_a_new_unit_is_a_feature_and_a_moved_one_is_not():
    assert kind("More", {"modules/queue/variables.tf": (None, MODULE)}) == "feature"
    moved = (
        a_changed_file("modules/topic/variables.tf", MODULE, MODULE, "modules/queue/variables.tf"),
    )
    assert kind("Rename queue to topic", moved) != "feature"


def test_what_is_imported_was_there_before():
    module = {"modules/queue/variables.tf": (None, MODULE)}
    assert kind("Import the queue of search", module) not in ("feature", "option")


def test_one_plain_setting_is_an_option_and_a_capability_is_a_feature():
    option = ACTION.replace("runs:", "  cache-path:\n    description: Where\nruns:")
    assert kind("Add support for `cache-path`", {"action.yml": (ACTION, option)}) == "option"
    new = ACTION.replace("runs:", "  pip-install:\n    description: What to install\nruns:")
    assert kind("Add support for installing packages", {"action.yml": (ACTION, new)}) == "feature"


def test_new_code_with_a_title_that_adds_support_is_a_feature():
    change = {"src/find.ts": (None, CODE), "dist/index.js": ("a", NotRead("x"))}
    assert kind("Add GraalPy support", change) == "feature"
    assert kind("feat: raise when the setting is missing", {"src/a.ts": ("a", "b")}) == "fix"


def test_a_declaration_that_is_gone_is_a_removal_and_a_bang_is_a_break():
    fewer = {"variables.tf": (MODULE + 'variable "size" {\n}\n', MODULE)}
    assert kind("feat: fewer knobs", fewer) == "removal"
    assert kind("feat!: fewer knobs", fewer) == "breaking"


def test_a_renamed_declaration_is_breaking_without_a_word_of_it():
    change = {"variables.tf": (MODULE, MODULE.replace('"name"', '"title"'))}
    assert kind("refactor: clearer names", change) == "breaking"


def test_what_is_said_to_be_deprecated_is_a_deprecation():
    change = {"src/a.ts": ("a", "// @deprecated\na")}
    assert kind("feat: spec.project is deprecated", change) == "deprecation"
    assert kind("Remove the deprecated path", {"src/a.ts": ("a\nb", "a")}) != "deprecation"


def test_records_and_values_of_what_runs_are_configuration():
    assert kind("Add a record", {"environments/prod/zone.yml": ("a: 1", "a: 1\nb: 2")}) == "config"
    resources = 'resource "aws_a" "x" {\n}\nresource "aws_b" "y" {\n}\n'
    assert kind("add a firewall", {"live/firewall.tf": (None, resources)}) == "feature"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("fix: quote it", "fix"),
        ("Avoid a second request", "fix"),
        ("refactor: shorter", "refactor"),
        ("Rename the helper", "refactor"),
        ("feat: use a linter", "chore"),
    ],
)
def test_small_changes_of_code_are_told_by_their_verbs(title, expected):
    assert kind(title, {"src/a.ts": ("a", "b")}) == expected


def test_a_label_claims_where_the_title_does_not():
    assert kind("Quotes", {"src/a.ts": ("a", "b")}, labels=("kind/bug",)) == "fix"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=60))
def test_any_change_is_of_some_kind(before, after, title):
    for path in (
        "main.tf",
        "action.yml",
        "values.yaml",
        "src/a.ts",
        "x/y.yml",
        ".github/CODEOWNERS",
    ):
        assert kind(title, {path: (before, after)})


def test_code_that_exports_other_names_is_a_refactoring():
    beside = {"go.mod": "module example.org/queue\n"}
    before = "package queue\n\nfunc Push() {}\n"
    after = "package queue\n\nfunc Put() {}\n"
    files = [a_changed_file("queue.go", before, after)]
    assert kind("Name what the queue does", files, neighbours=beside) != "breaking"
