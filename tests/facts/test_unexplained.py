"""What is new and not explained, gathered by unit."""

from builders import a_change

from app.facts.unexplained import MOST_UNITS, unexplained_units

CHART = {"charts/web/Chart.yaml": "name: web\n"}


def units(files, **rest):
    found = unexplained_units(a_change(files, **rest))
    return [(unit.name, unit.format, [point.name for point in unit.points]) for unit in found]


def test_what_is_new_in_one_module_is_told_together():
    files = {
        "modules/queue/outputs.tf": (None, 'output "address" {\n  value = 1\n}\n'),
        "modules/queue/variables.tf": (None, 'variable "size" {\n  type = number\n}\n'),
    }
    assert units(files) == [("modules/queue", "terraform", ["address", "size"])]


def test_at_the_top_the_file_gives_its_name():
    assert units({"variables.tf": (None, 'variable "a" {}\n')}) == [
        ("variables.tf", "terraform", ["a"])
    ]


def test_a_workflow_is_a_unit_by_itself():
    text = "on:\n  workflow_call:\n    inputs:\n      image: {type: string}\n"
    path = ".github/workflows/build.yml"
    assert units({path: (None, text)}) == [(path, "github", ["image"])]


def test_what_its_name_says_needs_no_word():
    values = {"charts/web/values.yaml": ("a: 1\n", "a: 1\nuploadLimit: 2\nimage: {tag: v1}\n")}
    assert units(values, neighbours=CHART) == [("charts/web", "helm", ["uploadLimit"])]


def test_the_settings_of_the_program_that_a_chart_runs_need_no_word():
    added = "a: 1\nloki:\n  config:\n    auth_type: trust\n  shards: 2\n"
    values = {"charts/web/values.yaml": ("a: 1\n", added)}
    assert units(values, neighbours=CHART) == [("charts/web", "helm", ["loki.shards"])]


def test_a_label_that_the_program_sets_needs_no_word():
    names = 'const (\n\tPausedLabel = "acme.dev/paused"\n\tExpiresLabel = "acme.dev/expires"\n)\n'
    sets = 'func stamp(o *Object) {\n\to.Labels[ExpiresLabel] = "soon"\n}\n'
    code = {"pkg/stamp/stamp.go": ("package stamp\n", f"package stamp\n\n{names}\n{sets}")}
    assert [points for _, _, points in units(code)] == [["acme.dev/paused"]]


def test_a_module_inside_another_that_calls_it_is_a_part_of_that():
    inner = {"modules/search/domain/outputs.tf": (None, 'output "url" {\n  value = 1\n}\n')}
    outer = 'module "blue" {\n  source = "./domain"\n}\n'
    assert units({**inner, "modules/search/main.tf": (None, outer)}) == []
    assert units(inner) == [("modules/search/domain", "terraform", ["url"])]


def test_what_only_this_repository_uses_needs_no_word():
    tree = ("charts/web/values-dev.yaml", "charts/web/values-prod.yaml")
    values = {"charts/web/values.yaml": ("a: 1\n", "a: 1\nuploadLimit: 2\n")}
    assert units(values, neighbours=CHART, tree=tree) == []


def test_a_definition_that_a_chart_brings_along_is_explained_elsewhere():
    text = "kind: CustomResourceDefinition\nspec:\n  names:\n    kind: Queue\n    plural: queues\n"
    assert units({"charts/web/crds/queues.yaml": (None, text)}, neighbours=CHART) == []
    assert units({"crds/queues.yaml": (None, text)}) == [("crds", "other", ["Queue"])]


def test_what_code_exports_needs_no_word_but_an_interface_does():
    head = "// Package v1 is for queues.\npackage v1\n\n"
    told = "".join(f"// Kind{n} is one.\nconst Kind{n} = 1\n\n" for n in range(4))
    code = f"{head}{told}"
    new = "const QueueKind = 2\n\ntype Store interface {\n\tRead() string\n}\n"
    found = units({"api/v1/a.go": (code, code + new)}, tree=("go.mod",))
    assert found == [("api/v1", "other", ["Store"])]


TYPES = (
    "package v1\n\n// A is a resource.\ntype A struct {\n"
    '\tmetav1.TypeMeta   `json:",inline"`\n\tmetav1.ObjectMeta `json:"metadata"`\n'
    '\tSpec Spec `json:"spec"`\n}\n\n// Spec is what is wanted.\ntype Spec struct {\n%s}\n'
)


def test_fields_of_resources_that_others_define_are_explained_there():
    def found(group, **rest):
        path = f"pkg/apis/{group}/v1/a_types.go"
        text = TYPES % '\tSize int `json:"size"`\n'
        tree = (f"pkg/apis/{group}/v1/zz_generated.deepcopy.go",)
        names = units({path: (TYPES % "", text)}, tree=tree, **rest)
        return [name for _, _, points in names for name in points]

    module = {"go.mod": "module github.com/acme/harbour\n"}
    assert found("acme.org", neighbours=module) == ["spec.size"]
    assert found("harbour.dev", neighbours=module) == ["spec.size"]
    assert found("sql.cloud.rival.com", neighbours=module) == []
    assert found("sql.cloud.rival.com", repository="acme/harbour") == []
    assert found("sql.cloud.rival.com", repository="") == ["spec.size"]


def test_a_method_that_nobody_has_to_write_needs_no_word():
    code = "package a;\n\n/** A job. */\npublic abstract class Job {\n%s}\n"
    new = "    public final int twice() { return 2; }\n\n    public abstract int once();\n"
    found = units({"src/main/java/a/Job.java": (code % "", code % new)}, tree=("pom.xml",))
    assert [points for _, _, points in found] == [["Job.once()"]]


def test_a_new_version_of_an_api_brings_along_what_was_there():
    text = TYPES % '\tSize int `json:"size"`\n'
    path = "pkg/apis/queues/v1/a_types.go"
    tree = ("pkg/apis/queues/v1/zz_generated.deepcopy.go",)
    assert units({path: (None, text)}, tree=tree) != []
    assert units({path: (None, text)}, tree=(*tree, "pkg/apis/queues/v1beta1/a_types.go")) == []


def test_a_type_that_leaves_another_package_brings_along_what_was_there():
    now = TYPES % '\tWindow *Window `json:"window"`\n'
    now += '// Window is when.\ntype Window struct {\n\tDay int `json:"day"`\n}\n'
    path = "pkg/apis/queues/v1/a_types.go"
    tree = ("pkg/apis/queues/v1/zz_generated.deepcopy.go",)
    borrowed = TYPES % '\tWindow *shared.Window `json:"window"`\n'
    without = TYPES % '\tWindow *Opening `json:"window"`\n'
    assert units({path: (borrowed, now)}, tree=tree) == []
    assert units({path: (without, now)}, tree=tree) != []


def test_a_method_that_reads_a_property_needs_no_word():
    head = "// Package a is for stores.\npackage a\n\n// Store keeps.\ntype Store interface {\n"
    old = f"{head}\t// Open opens it.\n\tOpen()\n}}\n"
    new = old.replace("}", "\tGetSize() int\n\tClose()\n}")
    found = units({"api/a.go": (old, new)}, tree=("go.mod",))
    assert [points for _, _, points in found] == [["Store.Close"]]


def test_one_of_many_that_a_number_tells_apart_needs_no_word():
    def inputs(last):
        return "inputs:\n" + "".join(f"  secret{n}: {{}}\n" for n in range(1, last)) + "runs: {}\n"

    assert units({"action.yml": (inputs(3), inputs(6))}) == []
    assert units({"action.yml": (inputs(3), inputs(4))}) != []


def test_no_more_units_are_told_than_anybody_reads():
    files = {f"m/modules/q{n}/variables.tf": (None, 'variable "a" {}\n') for n in range(60)}
    assert len(units(files)) == MOST_UNITS
