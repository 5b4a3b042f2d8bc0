"""Capabilities that are new to platform users."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Paths
from app.facts.core_features import ENOUGH_LINES, MOST_PATHS, core_features

OTHER = 'variable "line" {\n  type = string\n}\n'
MODULE = 'variable "name" {\n  description = "What it is called"\n}\n'


def names(files, title="Add it", **rest):
    return [feature.name for feature in core_features(a_change(files, title=title, **rest))]


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("modules/queue/variables.tf", MODULE, "queue"),
        ("actions/deploy/action.yml", "name: Deploy\n", "deploy"),
        ("charts/cache/Chart.yaml", "name: cache\n", "cache"),
        (".github/workflows/deploy.yml", "on:\n  workflow_call:\n", "deploy"),
        ("cmd/ship/main.go", "package main\n", "ship"),
        ("crds/queues.yaml", "kind: CustomResourceDefinition\n", "queues"),
    ],
)
def test_a_new_unit_of_the_core_is_a_feature(path, text, name):
    assert names({path: (None, text)}) == [name]


@pytest.mark.parametrize(
    "path",
    [
        "examples/queue/modules/queue/variables.tf",
        "tests/modules/queue/variables.tf",
        "vendor/modules/queue/variables.tf",
        "extensions/queue/modules/queue/variables.tf",
        "plugins/queue/Chart.yaml",
        "environments/prod/modules/queue/variables.tf",
        "internal/queue/action.yml",
        "modules/util/queue/variables.tf",
        "devel/queue/action.yml",
        ".github/actions/queue/action.yml",
        "docs/queue.md",
    ],
)
def test_samples_tests_extensions_and_internals_are_no_core_features(path):
    assert names({path: (None, MODULE)}) == []


def test_a_workflow_that_the_repository_itself_calls_is_no_offer():
    called = {
        ".github/workflows/build.yml": (None, "on:\n  workflow_call:\n"),
        ".github/workflows/main.yml": (
            "a",
            "jobs:\n  b:\n    uses: ./.github/workflows/build.yml\n",
        ),
    }
    assert names(called) == []


def test_a_capability_of_an_existing_unit_is_named_as_the_title_names_it():
    code = "".join(f"step({n})\n" for n in range(20))
    change = {"src/find.ts": (None, code)}
    tree = ("action.yml",)
    assert names(change, "feat: Add support for `.tool-versions` files (#12)", tree=tree) == []
    assert names(change, "feat: Add support for other runtimes (#12)", tree=tree) == [
        "other runtimes"
    ]


def test_the_lines_of_new_files_are_counted_and_these_files_come_first():
    code = "".join(f"step({n})\n" for n in range(20))
    files = {
        "src/a.ts": ("x\n", f"x\n{code}"),
        "src/find.ts": (None, code),
        "docs/find.md": (None, code),
    }
    (feature,) = core_features(
        a_change(files, title="feat: Add support for other runtimes", tree=("action.yml",))
    )
    assert feature.own_lines == 20
    assert feature.paths == ("src/find.ts", "src/a.ts")


def test_a_definition_that_a_chart_brings_along_is_no_unit():
    text = "kind: CustomResourceDefinition\n"
    chart = {"charts/web/Chart.yaml": "name: web\n"}
    assert names({"charts/web/crds/queues.yaml": (None, text)}, neighbours=chart) == []


def test_a_manifest_that_was_rendered_defines_nothing_new():
    text = "kind: CustomResourceDefinition\n---\nkind: Deployment\n"
    assert names({"deploy/manifests/all.yaml": (None, text)}) == []


def test_what_patches_definitions_defines_nothing_itself():
    patch = "patches:\n  - target:\n      kind: CustomResourceDefinition\n"
    assert names({"config/crd/kustomization.yaml": (None, patch)}) == []


def test_a_definition_of_a_type_that_was_there_is_nothing_new():
    definition = (
        "kind: CustomResourceDefinition\nspec:\n  names:\n    kind: Queue\n    plural: queues\n"
    )
    types = "package v1\n\ntype Queue struct {\n}\n"
    files = {
        "config/crd/bases/queues.yaml": (None, definition),
        "api/v1/a.go": (types, types + "\n"),
    }
    assert names(files) == []
    assert names(files | {"api/v1/a.go": ("package v1\n", types)}) == ["Queue"]


def test_a_definition_that_is_written_from_an_older_type_is_nothing_new():
    definition = (
        "kind: CustomResourceDefinition\nmetadata:\n  annotations:\n"
        "    controller-gen.kubebuilder.io/version: v0.4.1\nspec:\n  names:\n    kind: Queue\n"
    )
    files = {"config/crd/bases/queues.yaml": (None, definition)}
    tree = ("api/v1/zz_generated.deepcopy.go",)
    assert names(files, tree=tree) == []
    new = {"api/v1/queue.go": (None, "package v1\n\ntype Queue struct {\n}\n")}
    assert names(files | new, tree=tree) == ["Queue"]


def test_a_patch_for_a_definition_is_no_definition():
    text = "kind: CustomResourceDefinition\nmetadata:\n  name: queues.acme.org\n"
    assert names({"config/crd/patches/queues.yaml": (None, text)}) == []


def test_what_a_tool_wrote_is_no_line_of_its_own():
    code = "".join(f"step({n})\n" for n in range(20))
    files = {
        "pkg/client/queue.go": (None, f"// Code generated by client-gen. DO NOT EDIT.\n{code}"),
        "pkg/queue/queue.go": (None, code),
    }
    title = "feat: Add support for other runtimes"
    (feature,) = core_features(a_change(files, title=title, tree=("go.mod",)))
    assert (feature.paths, feature.own_lines) == (("pkg/queue/queue.go",), 20)


def test_a_chart_among_the_parts_of_another_is_no_unit():
    files = {"charts/web/charts/crds/Chart.yaml": (None, "name: crds\n")}
    assert names(files) == ["crds"]
    assert names(files, neighbours={"charts/web/Chart.yaml": "name: web\n"}) == []


def test_a_definition_deep_in_a_chart_is_no_unit():
    text = "kind: CustomResourceDefinition\n"
    charts = {"charts/web/charts/crds/Chart.yaml": "name: crds\n"}
    path = "charts/web/charts/crds/crds/queues.yaml"
    assert names({path: (None, text)}, neighbours=charts) == []


def test_a_resource_of_another_group_could_not_stand_elsewhere():
    def apart(group):
        text = f"kind: CustomResourceDefinition\nspec:\n  group: {group}\n"
        change = a_change({"config/queues.yaml": (None, text)}, title="Add it")
        return [feature.apart for feature in core_features(change)]

    assert apart("harbour.example") == [True]
    assert apart("jaegertracing.io") == [False]


@pytest.mark.parametrize(
    ("known", "apart"),
    [
        ("config/crd/bases/cloud.rival.com_taskqueues.yaml", False),
        ("crds/taskqueues.yaml", False),
        ("pkg/apis/cloud.rival.com/v1/task_queue_types.go", False),
        ("pkg/apis/cloud.rival.com/v1/taskqueue_types.go", False),
        ("config/crd/bases/cloud.rival.com_queues.yaml", True),
        ("values/taskqueues.yaml", True),
        ("testdata/crds/taskqueues.yaml", True),
    ],
)
def test_a_resource_whose_kind_was_there_could_not_stand_elsewhere(known, apart):
    text = "kind: CustomResourceDefinition\nspec:\n  names:\n    kind: TaskQueue\n"
    change = a_change(
        {"config/crd/bases/harbour.com_taskqueues.yaml": (None, text)},
        title="Add it",
        tree=(known,),
    )
    assert [feature.apart for feature in core_features(change)] == [apart]


@pytest.mark.parametrize(
    ("kind", "known", "apart"),
    [
        ("Policy", "config/crd/bases/a.com_policies.yaml", False),
        ("Class", "config/crd/bases/a.com_classes.yaml", False),
        ("Kustomization", "config/crd/kustomization.yaml", True),
    ],
)
def test_kinds_are_known_by_their_plurals(kind, known, apart):
    text = f"kind: CustomResourceDefinition\nspec:\n  names:\n    kind: {kind}\n"
    change = a_change({"definitions/new.yaml": (None, text)}, title="Add it", tree=(known,))
    assert [feature.apart for feature in core_features(change)] == [apart]


def test_what_takes_the_place_of_a_unit_could_not_stand_elsewhere():
    files = {
        "modules/queue/variables.tf": (None, MODULE),
        "modules/line/variables.tf": (OTHER, None),
    }
    (feature,) = core_features(a_change(files, title="Add it"))
    assert (feature.name, feature.apart) == ("queue", False)


def test_what_could_stand_elsewhere_is_a_unit_or_many_lines_that_users_are_shown():
    def apart(files, **rest):
        title = "feat: Add support for other runtimes"
        return [it.apart for it in core_features(a_change(files, title=title, **rest))]

    code = "".join(f"step({n})\n" for n in range(ENOUGH_LINES))
    tree, page = ("action.yml",), {"docs/runtimes.md": (None, "# Runtimes\n")}
    assert apart({"modules/queue/variables.tf": (None, MODULE)}) == [True]
    assert apart({"cmd/ship/main.go": (None, "package main\n" + code)}) == [False]
    assert apart({"src/find.ts": (None, code)} | page, tree=tree) == [True]
    assert apart({"src/find.ts": (None, code)}, tree=tree) == [False]
    assert apart({"src/find.ts": ("", code)} | page, tree=tree) == [False]
    assert apart({"src/find.ts": (None, code[:700])} | page, tree=tree) == [False]


@pytest.mark.parametrize(
    "path", ["pkg/util/parse.go", "app/components/form/Secret.tsx", "src/help/search_ja.properties"]
)
def test_what_serves_other_code_is_no_capability(path):
    code = "".join(f"step({n})\n" for n in range(40))
    assert (
        names({path: (None, code)}, "feat: Add support for other runtimes", tree=("go.mod",)) == []
    )


@pytest.mark.parametrize("title", ['Revert "Add it"', "refactor: move it", "chore: bump x to 2.0"])
def test_reverts_moves_and_upgrades_give_users_nothing_new(title):
    assert names({"src/find.ts": ("a", "b\n" * 30)}, title, tree=("action.yml",)) == []


def test_a_site_that_is_read_offers_no_units():
    files = {"src/spinner.js": (None, "step()\n" * 30)}
    assert names(files, tree=("gatsby-config.js", "package.json")) == []


def test_a_declared_core_bounds_what_counts():
    files = {"actions/deploy/action.yml": (None, "name: Deploy\n")}
    declared = Configuration(paths=Paths(core=("modules/**",)))
    assert core_features(a_change(files, declared, title="Add it")) == ()


def test_at_most_twenty_paths_are_shown():
    files = {f"modules/queue/{n}.tf": (None, "") for n in range(30)}
    files["modules/queue/variables.tf"] = (None, MODULE)
    (feature,) = core_features(a_change(files, title="Add it"))
    assert len(feature.paths) == MOST_PATHS


def test_definitions_copied_from_another_project_are_no_features():
    text = (
        "kind: CustomResourceDefinition\nannotations: {controller-gen.kubebuilder.io/version: 1}\n"
    )
    assert names({"chart/crds/queues.yaml": (None, text)}) == []
    ours = ("api/v1/zz_generated.deepcopy.go",)
    types = {"api/v1/queues.go": (None, "package v1\n\ntype queues struct {\n}\n")}
    assert names({"chart/crds/queues.yaml": (None, text)} | types, tree=ours) == ["queues"]


def test_a_module_split_off_by_a_refactoring_is_no_feature_even_where_it_breaks():
    files = {"modules/endpoints/variables.tf": (None, MODULE)}
    assert names(files, "refactor!: Move endpoints to a module of their own") == []


def test_what_its_author_calls_a_chore_is_no_feature():
    files = {"actions/publish/action.yml": (None, "name: Publish\n")}
    assert names(files, "chore: Make the publisher an action") == []


def test_a_repository_that_begins_joins_no_core():
    assert names({"action.yml": (None, "name: Deploy\n")}, "Initial implementation") == []


@pytest.mark.parametrize(
    "title", ["Changing the database to the latest chart", "Add settings for search", "Merge #1"]
)
def test_many_settings_are_no_capability_where_none_is_named(title):
    values = "".join(f"# What it is\nlimit{n}: 1\n" for n in range(8))
    files = {"charts/cache/values.yaml": ("{}\n", values)}
    assert names(files, title, neighbours={"charts/cache/Chart.yaml": "name: cache\n"}) == []


def test_a_resource_has_the_name_that_its_definition_gives_it():
    text = "kind: CustomResourceDefinition\nspec:\n  names:\n    kind: Queue\n    plural: queues\n"
    assert names({"crds/acme.org_queues.yaml": (None, text)}) == ["Queue"]


def test_what_serves_the_platforms_own_people_is_no_capability():
    files = {"internal/find.go": (None, "step()\n" * 30)}
    assert names(files, "feat: Add support for other runtimes", tree=("go.mod",)) == []
