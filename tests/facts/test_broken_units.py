"""What breaks, by the unit that people use, and why nobody may need to be told."""

import pytest
from builders import a_change, a_changed_file

from app.core.broken_unit import BrokenUnit
from app.core.configuration import Capability, Configuration, Paths, Stream
from app.core.pull_request import Content
from app.facts.broken_units import broken_units

TWO = 'variable "region" {\n  type = string\n}\n\nvariable "size" {\n  type = number\n}\n'
ONE = 'variable "size" {\n  type = number\n}\n'
MODULE: dict[str, tuple[Content, Content]] = {"modules/cache/variables.tf": (TWO, ONE)}
CALLER = 'module "cache" {\n  source = "../../modules/cache"\n}\n'


def units(files=MODULE, configuration=None, **rest) -> list[BrokenUnit]:
    return list(broken_units(a_change(files, configuration, **rest)))


def spared(files=MODULE, configuration=None, **rest) -> str | None:
    (unit,) = units(files, configuration, **rest)
    return unit.spared


def test_what_breaks_in_one_module_is_one_entry():
    (unit,) = units({"modules/cache/variables.tf": (TWO, "# nothing\n")})
    assert (unit.name, unit.path, unit.line) == ("modules/cache", "modules/cache/variables.tf", 1)
    assert [each.name for each in unit.breaks] == ["region", "size"]
    assert unit.spared is None


def test_two_modules_are_two_entries():
    files = {f"modules/{name}/variables.tf": (TWO, ONE) for name in ("cache", "queue")}
    assert [unit.name for unit in units(files)] == ["modules/cache", "modules/queue"]


# Who uses it --------------------------------------------------------------------------------------

STREAMS = Configuration(streams={"payments": Stream("@acme/payments", ("streams/payments/**",))})


def test_streams_whose_files_here_refer_to_the_module_use_it():
    (unit,) = units(MODULE, STREAMS, neighbours={"streams/payments/main.tf": CALLER})
    assert unit.users == ("@acme/payments",)


def test_a_module_whose_name_only_begins_alike_is_another():
    other = CALLER.replace("cache", "cache-v2")
    (unit,) = units(MODULE, STREAMS, neighbours={"streams/payments/main.tf": other})
    assert unit.users == ()


def test_the_register_says_how_users_refer_to_it():
    declared = Configuration(
        streams=STREAMS.streams,
        capabilities={"deploy": Capability(("actions/deploy/**",), match=("uses:acme/p/deploy",))},
    )
    (unit,) = units(
        {"actions/deploy/action.yml": ("inputs:\n  a: {}\n  b: {}\nruns: {}\n", "runs: {}\n")},
        declared,
        neighbours={"streams/payments/ci.yml": "uses: acme/p/deploy@v3\n"},
    )
    assert unit.users == ("@acme/payments",)


def test_teams_that_the_description_names_use_it():
    (unit,) = units(body="Affected teams: @acme/search, @acme/billing\n")
    assert unit.users == ("@acme/billing", "@acme/search")


def test_nobody_is_made_up():
    (unit,) = units()
    assert unit.users == ()


# Why nobody may need to be told -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ('Revert "Add the region"', "takes back"),
        ("chore: remove unused inputs", "unused"),
        ("Remove the deprecated region", "deprecated"),
        ("Rename region to zone", "title tells"),
        ("feat!: region => zone", "title tells"),
        ("fix: Split region to zone and area", "title tells"),
        ("Update the name of region", "title tells"),
        ("bugfix: typo in region", "title tells"),
        ("feat: Break out regions into separate modules", "title tells"),
        ("chore: Make the publisher an action", "title tells"),
        ("Remove unnecessary region", "unused"),
        ("Remove deprected region", "unused"),
        ("Delete the moved modules", "title tells"),
        ("Remove a variable that version 3 doesn't support", "unused"),
        ("Address code review", "proposed elsewhere"),
        ("Merge branch 'main' into smaller-modules", "proposed elsewhere"),
    ],
)
def test_the_title_may_spare_the_advice(title, reason):
    assert reason in (spared(title=title) or "")


def test_the_description_may_say_that_it_breaks_nobody():
    assert "unused" in (spared(body="It never worked, so this is not a breaking change.") or "")


def test_a_repository_that_deploys_its_own_modules_is_their_only_user():
    reason = spared(tree=("environments/live/main.tf", "modules/cache/main.tf"))
    assert reason == "it is used only in this repository, as far as can be seen"


def test_a_stream_in_a_repository_that_deploys_is_a_user_all_the_same():
    rest = {
        "tree": ("environments/live/main.tf",),
        "neighbours": {"streams/payments/main.tf": CALLER},
    }
    assert spared(MODULE, STREAMS, **rest) is None


@pytest.mark.parametrize(
    "path",
    ["modules/cache-alpha/variables.tf", "experimental/modules/cache/variables.tf"],
)
def test_early_versions_may_change(path):
    assert "early version" in (spared({path: (TWO, ONE)}) or "")


def test_an_experimental_capability_of_the_register_may_change():
    early = {"cache": Capability(("modules/cache/**",), lifecycle="experimental")}
    assert "early version" in (spared(MODULE, Configuration(capabilities=early)) or "")


@pytest.mark.parametrize(("version", "speaks"), [("0.9.1", False), ("1.0.0", True)])
def test_a_chart_below_version_1_may_change(version, speaks):
    chart = {"charts/web/Chart.yaml": f"name: web\nversion: {version}\n"}
    values = {"charts/web/values.yaml": ("# a\nreplicas: 1\n# b\nimage: x\n", "# b\nimage: x\n")}
    assert (spared(values, neighbours=chart) is None) is speaks


def test_a_value_that_only_loses_its_default_can_still_be_set():
    values = {
        "charts/web/values.yaml": ("# a\nreplicas: 1\nimage: x\n", "# replicas: 1\nimage: x\n")
    }
    chart = {"charts/web/Chart.yaml": "name: web\nversion: 1.0.0\n"}
    (unit,) = units(values, neighbours=chart) or [None]
    assert unit is None or unit.spared == "it can still be set, as a comment shows"


@pytest.mark.parametrize(("version", "speaks"), [("0.3.0", False), ("1.0.0", True)])
def test_a_package_below_version_1_may_change(version, speaks):
    beside = {"queue/__init__.py": f'"""Queues."""\n\n__version__ = "{version}"\n'}
    signals = "from signals import Signal\n# it came\nCAME = Signal()\n# it went\nWENT = Signal()\n"
    files = {"queue/signals/a.py": (signals, signals.partition("# it went")[0])}
    assert (spared(files, neighbours=beside) is None) is speaks


NESTED = "logs:\n  # which\n  filters:\n    # how\n    level: 1\n"


@pytest.mark.parametrize(
    ("was_read", "speaks"), [(".Values.logs.filters.level", False), (".Values.logs.level", True)]
)
def test_a_value_that_comes_to_where_it_is_read_was_in_the_wrong_place(was_read, speaks):
    files = {
        "charts/web/values.yaml": (
            "logs:\n  # which\n  filters: {}\n  # how\n  level: 1\n",
            NESTED,
        ),
        "charts/web/templates/a.yaml": (
            f"a: {{{{ {was_read} }}}}\n",
            "a: {{ .Values.logs.filters.level }}\n",
        ),
    }
    chart = {"charts/web/Chart.yaml": "name: web\nversion: 1.0.0\n"}
    assert (spared(files, neighbours=chart) is None) is speaks


WORKFLOW = "on:\n  workflow_call:\n    inputs:\n      a: {type: string}\n"


def test_a_workflow_that_is_there_under_the_other_ending_is_not_missed():
    files = {".github/workflows/ship.yaml": (WORKFLOW, None)}
    assert spared(files) is None
    assert "other ending" in (spared(files, tree=(".github/workflows/ship.yml",)) or "")


@pytest.mark.parametrize(
    ("said", "speaks"),
    [
        ("This action is in its early stages.", False),
        ("Future breaking changes may occur.", False),
        ("It ships what is built.", True),
    ],
)
def test_a_readme_may_call_it_early(said, speaks):
    files = {"actions/ship/action.yml": ("inputs:\n  a: {}\nruns: {}\n", "inputs: {}\nruns: {}\n")}
    page = {"actions/ship/README.md": f"# Ship\n\n{said}\n"}
    assert (spared(files, neighbours=page) is None) is speaks


@pytest.mark.parametrize(("heading", "speaks"), [("### To 5.0.0", False), ("### Values", True)])
def test_a_page_beside_it_may_tell_what_is_different_in_a_version(heading, speaks):
    text = "# Web\n\n## Upgrading\n"
    files = {
        "charts/web/values.yaml": ("# a\nsize: 1\n# b\nother: x\n", "# b\nother: x\n"),
        "charts/web/README.md": (text, f"{text}\n{heading}\n\nDeprecated values are gone.\n"),
    }
    chart = {"charts/web/Chart.yaml": "name: web\nversion: 1.0.0\n"}
    assert (spared(files, neighbours=chart) is None) is speaks


def _resource(fields: str) -> str:
    return (
        "package v1\n\n// A is a resource.\ntype A struct {\n"
        '\tmetav1.TypeMeta   `json:",inline"`\n\tmetav1.ObjectMeta `json:"metadata"`\n'
        '\tSpec Spec `json:"spec"`\n}\n\n// Spec is what is wanted.\ntype Spec struct {\n'
        f"{fields}}}\n"
    )


RESOURCES = ("apis/v1/zz_generated.deepcopy.go",)
SIZE, ZONE = '\tSize int `json:"size"`\n', '\tZone string `json:"zone"`\n'


@pytest.mark.parametrize(("mark", "speaks"), [("deprecated: true\n", False), ("", True)])
def test_a_chart_that_was_marked_as_deprecated_may_go(mark, speaks):
    files = {
        "charts/web/Chart.yaml": (f"name: web\nversion: 1.0.0\n{mark}", None),
        "charts/web/values.yaml": ("# a\nsize: 1\n", None),
    }
    assert (spared(files) is None) is speaks


def test_what_a_guide_tells_of_is_no_longer_untold():
    (unit,) = units()
    assert unit.untold
    (unit,) = units(body="## Migrating\n\nUse zone instead of region.\n")
    assert not unit.untold


def test_a_field_that_a_resource_loses_is_a_break():
    files = {"apis/v1/a_types.go": (_resource(SIZE + ZONE), _resource(SIZE))}
    found = units(files, tree=RESOURCES)
    assert [(each.breaks[0].name, each.spared) for each in found] == [("spec.zone", None)]


def test_a_field_that_comes_from_an_embedded_type_now_is_still_there():
    place = f"package v1\n\n// Place is where.\ntype Place struct {{\n{ZONE}}}\n"
    files = {
        "apis/v1/a_types.go": (
            _resource(SIZE + ZONE), _resource(SIZE + '\tPlace `json:",inline"`\n'),
        ),
        "apis/v1/place.go": ("package v1\n", place),
    }  # fmt: skip
    found = [each.spared for each in units(files, tree=RESOURCES)]
    assert found == ["it may come from another type now"]


def test_what_a_list_of_changes_tells_is_told():
    news = {"CHANGELOG.md": ("# 1.0\n", "# 2.0\n- Removed `region`\n# 1.0\n")}
    assert spared({**MODULE, **news}) == "the list of changes tells of it"


def test_what_came_after_the_last_release_is_news_to_nobody():
    old = "# Unreleased\n- Added `region`\n# 1.0\n"
    assert spared({**MODULE, "CHANGELOG.md": (old, "# Unreleased\n# 1.0\n")}) == (
        "it is not released yet"
    )


def test_what_is_marked_as_deprecated_was_told_before():
    old = "inputs:\n  a: {description: Deprecated}\nruns: {}\n"
    assert "deprecated before" in (spared({"deploy/action.yml": (old, "runs: {}\n")}) or "")


def test_code_counts_where_the_core_is_declared():
    files: dict[str, tuple[Content, Content]] = {
        "go.mod": ("module acme.example/x\n", "module acme.example/x\n\ngo 1.24\n"),
        "pkg/s/s.go": (
            "package s\n\n// A is a.\nfunc A() {}\n\n// B is b.\nfunc B() {}\n",
            "package s\n\n// A is a.\nfunc A() {}\n",
        ),
    }
    assert "it is code" in (spared(files) or "")
    assert spared(files, Configuration(paths=Paths(core=("pkg/**",)))) is None


def test_a_title_may_name_what_is_different():
    chart = {"charts/web/Chart.yaml": "name: web\nversion: 1.0.0\n"}
    files = {"charts/web/values.yaml": ("# a\nallowEmpty: false\n", "# a\nallowEmpty: true\n")}
    assert "title names" in (
        spared(files, neighbours=chart, title="fix!: set allowEmpty by default") or ""
    )
    assert spared(files, neighbours=chart, title="fix!: another default") is None


def test_what_takes_something_else_breaks_few_unless_the_author_says_so():
    files = {"modules/cache/v.tf": (TWO, TWO.replace("number", "list(string)"))}
    assert "go on as before" in (spared(files) or "")
    assert spared(files, title="feat!: several sizes") is None


def test_a_file_that_can_no_longer_be_read_proves_nothing():
    old = "inputs:\n  a: {}\n  b: {}\nruns: {}\n"
    files = {"deploy/action.yml": (old, "inputs: [\nruns: {\n")}
    assert spared(files) == "its file can no longer be read"


def test_a_page_in_the_place_of_a_module_tells_where_it_went():
    change = {
        "modules/cache/variables.tf": (TWO, None),
        "modules/cache/README.md": ("# Cache\n", "See the managed service.\n"),
    }
    assert spared(change) == "a page tells of it"


def test_an_action_that_the_repository_itself_calls_moves_with_its_callers():
    action = "inputs:\n  a: {}\n  b: {}\nruns: {}\n"
    change = a_change(
        (
            a_changed_file("tasks/pack/action.yml", action, action.replace("  a: {}\n", "")),
            a_changed_file("tasks/all/action.yml", "x: 1\n", "runs: {uses: ../pack}\n"),
        )
    )
    (unit,) = broken_units(change)
    assert unit.spared == "it is used only in this repository, as far as can be seen"


def test_announced_breaks_stand_for_themselves():
    (unit,) = units({"src/x.ts": ("a", "b")}, title="feat!: sign every image")
    assert (unit.name, unit.path, unit.spared) == ("", "", None)


@pytest.mark.parametrize("title", ["feat!: need Terraform 1.5", "feat(deps)!: use cache v3"])
def test_an_announced_break_that_names_a_version_says_what_to_do(title):
    assert "version" in (spared({"src/x.ts": ("a", "b")}, title=title) or "")


# Breaks in code -----------------------------------------------------------------------------------

TYPES = """package v1

// Queue holds messages.
type Queue struct {
\tmetav1.TypeMeta   `json:",inline"`
\tmetav1.ObjectMeta `json:"metadata"`
\tSpec Spec         `json:"spec"`
}

// Spec is what is wanted.
type Spec struct {
%s}
"""
OFFERED = Configuration(paths=Paths(core=("pkg/**",)))
TREE = ("pkg/apis/queues/v1/zz_generated.deepcopy.go",)


def of_types(before, after, **rest):
    path = "pkg/apis/queues/v1/queue_types.go"
    return units({path: (before, after)}, OFFERED, tree=TREE, **rest)


def test_a_method_that_reads_a_field_goes_with_it():
    field, method = (
        '\tSize int `json:"size"`\n',
        "\n// GetSize reads it.\nfunc (q *Queue) GetSize() int { return 0 }\n",
    )
    both, none = TYPES % field + method, TYPES % ""
    (unit,) = of_types(both, none)
    assert [each.name for each in unit.breaks] == ["spec.size"]
    (unit,) = of_types(both, TYPES % field)
    assert [each.name for each in unit.breaks] == ["Queue.GetSize"]
    assert unit.spared is None


def test_a_slip_in_a_name_is_mended_by_a_fix_alone():
    before, after = (
        f"package v1\n\n// {n} is one.\nconst {n} = 1\n" for n in ("JobComplete", "JobCompleted")
    )
    assert (
        of_types(before, after, title="fix: the name")[0].spared == "a slip in its name is mended"
    )
    assert of_types(before, after, title="feat: the name")[0].spared is None
    other = "package v1\n\n// Done is one.\nconst Done = 1\n"
    assert of_types(before, other, title="fix: the name")[0].spared is None


def test_what_people_write_is_named_before_what_programs_call():
    field, other = (
        '\tSize int `json:"size"`\n',
        "\n// NewQueue makes one.\nfunc NewQueue() *Queue { return nil }\n",
    )
    (unit,) = of_types(
        TYPES.replace("type Queue", "%stype Queue", 1) % (other.lstrip(), field), TYPES % ""
    )
    assert [each.name for each in unit.breaks] == ["spec.size", "NewQueue"]


def test_what_is_deprecated_may_send_its_users_elsewhere():
    text = "package v1\n\n// Deprecated: use {0}.\nconst Old = 1\n\n// {0} is.\nconst {0} = 1\n"
    (unit,) = of_types(text.format("NewThing"), text.format("Thing"))
    assert unit.spared == "what is deprecated sends its users elsewhere now"


def test_an_interface_may_ask_for_what_the_types_beside_it_bring():
    store = "package v1\n\n// Store keeps.\ntype Store interface {{\n\tOpen()\n{}}}\n"
    file = "\n// File is one.\ntype File struct{}\n"
    size = "\n// Size tells.\nfunc (f File) Size() int { return 0 }\n"
    now = store.format("\tSize() int\n") + file
    (unit,) = of_types(store.format("") + file, now + size)
    assert unit.spared == "the types beside it bring what it asks for"
    (unit,) = of_types(store.format("") + file, now)
    assert unit.spared is None


def test_an_attribute_that_the_module_reads_is_missed():
    types = 'variable "a" {{\n  type = list(object({{\n    name = string\n{}  }}))\n}}\n'
    code = 'resource "b" "c" {\n  zone = [for one in var.a : one.zone]\n}\n'
    with_zone = types.format("    zone = optional(string)\n")
    files = {"modules/n/variables.tf": (with_zone, types.format(""))}
    assert spared({**files, "modules/n/main.tf": (code, "# nothing\n")}) != "nothing read it"
    unread = code.replace("one.zone", "one.name")
    assert spared({**files, "modules/n/main.tf": (unread, "# nothing\n")}) == "nothing read it"
    assert spared(files) != "nothing read it"
