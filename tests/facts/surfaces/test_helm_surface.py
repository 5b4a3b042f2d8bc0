"""The values of Helm charts, wherever the chart shows them."""

import pytest
from builders import a_change

from app.core.fact import CannotTell
from app.core.pull_request import Content, NotRead
from app.facts import helm_values
from app.facts.surface import Declaration
from app.facts.surfaces import helm

VALUES = """\
# -- How many run at once
replicas: 2
image:
  repository: acme/queue  # where the image lies
  tag: "1.0"

# Give it room when it is busy
limits: {}
  # cpu: 100m
# sideCar: true
path: /health

# The switch for being reachable
ingress:
  enabled: false
  host: ""
resources:
  requests: {cpu: 1}
"""


def declared(
    text: str, path: str = "chart/values.yaml", beside: dict[str, Content] | None = None
) -> dict[str, Declaration]:
    files = {"chart/Chart.yaml": "name: queue\n"} | (beside or {})
    change = a_change({path: (None, text)}, neighbours=files)
    found = helm.surface(path, text, change.after)
    return {each.name: each for each in found if not each.grouping}


def test_leaves_are_values() -> None:
    assert list(declared(VALUES)) == [
        "replicas",
        "image.repository",
        "image.tag",
        "limits",
        "path",
        "ingress.enabled",
        "ingress.host",
        "resources",
    ]


@pytest.mark.parametrize(
    ("name", "comment"),
    [
        ("replicas", "How many run at once"),
        ("image.repository", "where the image lies"),
        ("image.tag", ""),
        ("limits", "Give it room when it is busy"),
        ("path", ""),
        ("ingress.enabled", "The switch for being reachable"),
        ("ingress.host", "The switch for being reachable"),
    ],
)
def test_a_comment_belongs_to_its_key(name: str, comment: str) -> None:
    assert declared(VALUES)[name].documentation == comment


def test_generators_name_the_key_they_explain() -> None:
    text = "## @param image.tag [string] Which version to run\nimage:\n  tag: x\n  digest: y\n"
    found = declared(text)
    assert found["image.tag"].documentation == "Which version to run"
    assert found["image.digest"].documentation == ""


def test_a_key_without_a_name_is_no_value() -> None:
    assert list(declared('"": 1\na: {"": 1, b: 2}\n')) == ["a.b"]


def test_a_folder_without_a_chart_declares_nothing() -> None:
    change = a_change({"config/values.yaml": (None, VALUES)})
    assert helm.surface("config/values.yaml", VALUES, change.after) == ()


TEMPLATE = """\
{{- if .Values.ingress.enabled }}
host: {{ .Values.ingress.host | quote }}
class: {{ .Values.ingress.class }}
{{- range $name, $vault := .Values.vaults }}
vault: {{ $name }} {{ $vault.identity }} {{ $.Values.region }}
{{- end }}
{{- with .Values.probe }}
path: {{ .path }}
{{- end }}
{{/* .Values.hidden */}} {{ "x .Values.quoted" }}
name: {{ tpl .Values.title $ }} {{ index .Values.keys "one" }}
{{- end }}
"""


def in_template(text: str, values: Content = VALUES, **beside: Content) -> dict[str, Declaration]:
    files: dict[str, Content] = {"chart/values.yaml": values}
    files |= {f"chart/templates/{name}.tpl": content for name, content in beside.items()}
    return declared(text, "chart/templates/a.yaml", files)


def test_a_template_declares_what_no_values_file_shows() -> None:
    found = in_template(TEMPLATE)
    assert {name: each.line for name, each in found.items()} == {
        "ingress.class": 3,
        "vaults[].identity": 5,
        "region": 5,
        "probe.path": 8,
        "title": 11,
        "keys.one": 11,
    }
    assert found["title"].type == "template"
    assert all(each.inferred for each in found.values())


def test_a_value_inside_an_open_map_needs_no_declaration() -> None:
    assert in_template("{{ .Values.limits.cpu }}") == {}


def test_what_entries_have_in_common_is_declared_by_any_of_them() -> None:
    values = "ports:\n  web:\n    port: 80\n"
    text = "{{ range .Values.ports }}{{ .port }}{{ .name }}{{ end }}"
    assert list(in_template(text, values)) == ["ports[].name"]
    open_map = "ports:\n  web:\n    redirect:\n      to: {}\n"
    inside = "{{ range .Values.ports }}{{ .redirect.to.scheme }}{{ end }}"
    assert list(in_template(inside, open_map)) == []


def test_an_example_that_is_commented_out_explains_a_value() -> None:
    assert in_template("{{ .Values.sideCar }}")["sideCar"].documented_by == "commented-out example"


def test_a_partial_template_is_followed_to_what_its_callers_hand_it() -> None:
    partial = '{{ define "q" }}{{ range $k, $v := . }}{{ $v.off }}{{ end }}{{ end }}'
    found = in_template(partial, caller='{{ include "q" .Values.secrets }}')
    assert list(found) == ["secrets[].off"]


def test_values_for_a_dependency_are_not_ours_to_explain() -> None:
    chart = "dependencies:\n  - {name: postgresql, alias: db}\n"
    found = declared("db:\n  user: x\n", beside={"chart/Chart.yaml": chart})
    assert found["db.user"].documentation_unseen
    assert found["db.user"].inferred


def test_a_schema_declares_what_values_do_not_show() -> None:
    schema = '{"properties": {"path": {}, "mode": {"enum": ["a", "b"], "description": "How"}}}'
    beside: dict[str, Content] = {"chart/values.yaml": VALUES}
    found = declared(schema, "chart/values.schema.json", beside)
    assert [(each.name, each.choices) for each in found.values()] == [("mode", ("a", "b"))]


def test_without_the_values_nothing_can_be_told_of_a_template() -> None:
    with pytest.raises(CannotTell, match="was not read"):
        in_template(TEMPLATE, NotRead("too large"))


@pytest.mark.parametrize("text", ["a: [", "- 1", "", "a: &a {b: *a}", "? [x]\n: y\n", "a: 1\n%"])
def test_broken_values_declare_nothing(text: str) -> None:
    assert declared(text) == {}


@pytest.mark.parametrize("text", ["{{", "{{ end }}", "{{ else }}", "{{ $x := }}", "{{ range }}{{"])
def test_broken_templates_declare_what_can_be_read(text: str) -> None:
    assert in_template(text) == {}


def test_thousands_of_switches_in_a_row_are_looked_at_together() -> None:
    """Each used to count all the others, which took minutes."""
    many = "".join(f"  rule{number}: true\n" for number in range(10_000))
    found = declared(f"rules:\n{many}few:\n  a: true\n")
    assert [name for name, each in found.items() if not each.standard] == ["few.a"]


def test_a_switch_is_explained_by_what_stands_above_its_block() -> None:
    text = "# Lets others reach it\ningress:\n  enabled: false\n  # Under this name\n  host: a\n"
    assert declared(text)["ingress.enabled"].documentation == "Lets others reach it"


def test_fields_of_kubernetes_are_explained_there() -> None:
    found = declared("livenessProbe: {}\npriorityClassName: a\nuploadLimit: 1\n")
    assert [name for name, each in found.items() if not each.standard] == ["uploadLimit"]


def test_a_block_that_refers_to_a_page_is_explained_there() -> None:
    text = "# See https://example.org for all of them\nconfig:\n  a: {b: 1}\n  # Mine\n  c: 2\n"
    assert declared(text)["config.a.b"].documentation_unseen


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("{{ with .Values.a }}{{ .Release.Namespace }}{{ .b }}{{ end }}", ["a.b"]),
        ("{{ with .Values.a }}{{ (($.Values).c).d }}{{ end }}", ["a", "c.d"]),
        ("{{ with .Values.a }}{{ (index .list 0).name }}{{ end }}", ["a.list"]),
    ],
)
def test_only_what_is_read_of_the_values_is_one(template: str, names: list[str]) -> None:
    path = "chart/templates/a.yaml"
    assert sorted(declared(template, path, {"chart/values.yaml": ""})) == names


def test_what_a_template_only_refuses_is_not_to_be_set() -> None:
    template = (
        '{{- if .Values.old }}\n  {{- fail "`old` is gone: use `new`" }}\n{{- end }}\n'
        "{{- if .Values.new }}\n{{ .Values.new.name }}\n{{- end }}\n"
    )
    assert list(in_template(template)) == ["new.name"]


def test_a_chart_whose_version_is_filled_in_later_is_a_chart() -> None:
    beside = {"chart/Chart.template.yaml": "name: queue\nversion: {{ version }}\n"}
    change = a_change({"chart/values.yaml": (None, VALUES)}, neighbours=beside)
    assert helm.surface("chart/values.yaml", VALUES, change.after)


@pytest.mark.parametrize(
    "name",
    ["image.tag", "api.image.repository", "serviceAccount.create", "web.enabled", "replicaCount",
     "serviceMonitor.interval", "web.ingress.hosts", "extraManifests", "cache.tolerations",
     "service.httpPort", "prometheus.monitor.namespace", "containerPortName",
     "patch.ttlSecondsAfterFinished", "web.readinessProbeFailureThreshold",
     "livenessProbeInitialDelay", "web.readinessTimeoutSeconds", "web.rules.namespace"],
)  # fmt: skip
def test_what_many_charts_name_alike_says_enough(name: str) -> None:
    assert helm_values.says_enough(name)


@pytest.mark.parametrize(
    "name",
    ["uploadLimit", "image.scanner", "service.mesh", "cache.size", "web.failureThreshold",
     "uploadTimeoutSeconds", "readinessProbeTarget"],
)  # fmt: skip
def test_what_a_chart_names_by_itself_says_not_enough(name: str) -> None:
    assert not helm_values.says_enough(name)


def test_entries_commented_out_below_what_is_empty_explain_it() -> None:
    text = "rules: []\n# - alert: Slow\n#   for: 5m\nother: []\n# a: b\nlast: []\n"
    assert [bool(each.documentation) for each in declared(text).values()] == [True, False, False]
    text = "rules: []\n  # - alert: Slow\n  #   for: 5m\nother: []\n"
    assert [bool(each.documentation) for each in declared(text).values()] == [True, False]
    text = "resolvers: {}\n#   main:\n#     email: a\nother: {}\n# a: b\nlast: {}\n"
    assert [bool(each.documentation) for each in declared(text).values()] == [True, False, False]


SCHEMA = '{"properties": {"a": {"type": "string"}, "b": {"type": "string"%s}}}'


def test_one_of_many_switches_without_a_word_says_enough() -> None:
    switches = "".join(f"  rule{n}: true\n" for n in range(5))
    assert declared(f"rules:\n{switches}")["rules.rule1"].standard
    explained = f"rules:\n{switches}  # what it is\n  other: true\n"
    assert not declared(explained)["rules.rule1"].standard
    assert not declared("rules:\n  rule1: true\n  rule2: true\n")["rules.rule1"].standard


def test_a_schema_that_only_tells_types_is_no_place_for_explanations() -> None:
    path = "chart/values.schema.json"
    assert declared(SCHEMA % "", path)["a"].documentation_unseen
    described = SCHEMA.replace('"string"}', '"string", "description": "one"}', 1)
    assert not declared(described.replace("%s", ', "description": "two"'), path)[
        "a"
    ].documentation_unseen


def test_a_name_of_a_dependency_may_hold_dots() -> None:
    listed = "name: c\ndependencies:\n  - {name: job, alias: tests.smoke, version: 1.0.0}\n"
    text = "tests:\n  smoke:\n    kind: Job\n  other: x\n"
    found = declared(text, beside={"chart/Chart.yaml": listed})
    assert {name: each.documentation_unseen for name, each in found.items()} == {
        "tests.smoke.kind": True,
        "tests.other": False,
    }


@pytest.mark.parametrize(("call", "unseen"), [('(dict "Values" .job)', True), (".", False)])
def test_partial_templates_may_be_handed_values_that_nobody_sets(call: str, unseen: bool) -> None:
    caller = {"chart/templates/job.yaml": f'{{{{ include "job" {call} }}}}'}
    text = '{{ define "job" }}{{ .Values.task }}{{ end }}'
    found = declared(text, "chart/templates/_job.tpl", caller)
    assert found["task"].documentation_unseen is unseen


def test_what_a_template_reads_of_a_dependency_is_explained_there() -> None:
    listed = "name: c\ndependencies:\n  - {name: store, version: 1.0.0}\n"
    text = "{{ .Values.store.shards }}{{ .Values.shards }}"
    found = declared(text, "chart/templates/a.yaml", {"chart/Chart.yaml": listed})
    assert {name: each.documentation_unseen for name, each in found.items()} == {
        "store.shards": True,
        "shards": False,
    }


def test_a_key_that_goes_on_from_the_explained_one_above_shares_its_word() -> None:
    def explained(text: str) -> list[str]:
        return [name for name, each in declared(text).items() if each.documentation]

    port = "# Deprecated: the port outside.\nport: 1\n"
    assert explained(port + "portTls: 2\nportUdp: 3\nother: 4\nportLate: 5\n") == [
        "port", "portTls", "portUdp",
    ]  # fmt: skip
    assert explained(port + "portal: 2\nweb:\n  portTls: 2\n") == ["port"]
    assert explained("port: 1\nportTls: 2\n") == []
    assert not declared(port + "portTls: 2\n")["portTls"].deprecated
