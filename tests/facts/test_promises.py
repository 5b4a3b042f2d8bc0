"""Promises of service that become weaker, in every format that is read."""

from collections.abc import Mapping
from contextlib import suppress

import pytest
from builders import a_change, a_changed_file
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.configuration import Configuration
from app.core.fact import CannotTell
from app.core.promise import WeakenedPromise
from app.core.pull_request import Content, NotRead
from app.facts.promise_files import slos
from app.facts.promise_resources import resources
from app.facts.promises import weakened_promises
from app.facts.yaml_text import YamlTrouble

SLOTH = """\
version: "prometheus/v1"
service: deploy-api
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(c{job="d"}[{{.window}}])) - sum(rate(b{le="0.3"}[{{.window}}]))
"""
SLOTH_RESOURCE = """\
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: {name: deploy}
spec:
  service: deploy-api
  slos: [{name: availability, objective: 99.9}]
"""
PYRRA = """\
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: {name: latency, namespace: registry}
spec:
  target: "99"
  window: 4w
  indicator:
    latency:
      success: {metric: 'd_bucket{le="0.3"}'}
      total: {metric: 'd_count'}
"""
OPENSLO = """\
apiVersion: openslo/v1
kind: SLO
metadata: {name: latency}
spec:
  service: gateway
  timeWindow: [{duration: 30d, isRolling: true}]
  objectives:
    - {op: lte, value: 300, target: 0.99}
    - {op: lte, value: 900, target: 0.999}
"""
OPENSLO_ALPHA = """\
apiVersion: openslo/v1alpha
kind: SLO
metadata: {name: throughput}
spec:
  service: gateway
  timeWindows: [{unit: Day, count: 30, isRolling: true}]
  objectives: [{displayName: steady, op: gte, value: 100, target: 0.99}]
"""
GOOGLE = """\
resource "google_monitoring_slo" "api" {
  goal                = 0.995
  rolling_period_days = 28
  request_based_sli {
    distribution_cut {
      range { max = 500 }
    }
  }
}
"""
DATADOG = """\
resource "datadog_service_level_objective" "api" {
  name = "Deploys"
  type = "metric"
  thresholds {
    timeframe = "7d"
    target    = 99.9
  }
  thresholds {
    timeframe = "30d"
    target    = 99.5
  }
}
"""
NOBL9 = """\
resource "nobl9_slo" "api" {
  service = "deploys"
  objective {
    target = 0.99
    value  = 200
    op     = "lte"
  }
  time_window {
    unit  = "Day"
    count = 30
  }
}
"""
CLOUDWATCH = """\
resource "awscc_applicationsignals_service_level_objective" "api" {
  goal = {
    attainment_goal = 99.9
    interval        = { rolling_interval = { duration = 30, duration_unit = "DAY" } }
  }
}
"""
GRAFANA = """\
resource "grafana_slo" "api" {
  objectives {
    value  = 0.995
    window = "30d"
  }
}
"""


def weaker(
    files: Mapping[str, tuple[Content, Content]], *, globs: tuple[str, ...] = (), title: str = "T"
) -> tuple[WeakenedPromise, ...]:
    return weakened_promises(a_change(files, Configuration(slo=globs), title=title))


def rewritten(before: str, old: str, new: str) -> tuple[WeakenedPromise, ...]:
    """What becomes weaker where one part of a text is replaced."""
    assert old in before
    path = "monitoring/slo.tf" if "resource" in before else "slo/promises.yaml"
    return weaker({path: (before, before.replace(old, new))})


@pytest.mark.parametrize(
    ("before", "old", "new", "change", "was", "now"),
    [
        (SLOTH, "99.9", "99.5", "target", "99.9 %", "99.5 %"),
        (SLOTH, '"0.3"', '"1"', "threshold", "0.3", "1"),
        (SLOTH_RESOURCE, "99.9", "99", "target", "99.9 %", "99 %"),
        (PYRRA, '"99"', '"98.5"', "target", "99 %", "98.5 %"),
        (PYRRA, "4w", "1w", "window", "28 days", "7 days"),
        (PYRRA, 'le="0.3"', 'le="2"', "threshold", "0.3", "2"),
        (OPENSLO, "0.999", "0.995", "target", "99.9 %", "99.5 %"),
        (OPENSLO, "target: 0.999", "targetPercent: 99", "target", "99.9 %", "99 %"),
        (OPENSLO, "900", "1500", "threshold", "900", "1500"),
        (OPENSLO_ALPHA, "count: 30", "count: 7", "window", "30 days", "7 days"),
        (OPENSLO_ALPHA, "value: 100", "value: 50", "threshold", "100", "50"),
        (GOOGLE, "0.995", "0.9", "target", "99.5 %", "90 %"),
        (GOOGLE, "max = 500", "max = 700", "threshold", "500", "700"),
        (GOOGLE, "= 28", "= 7", "window", "28 days", "7 days"),
        (DATADOG, "99.9", "99", "target", "99.9 %", "99 %"),
        (NOBL9, "0.99", "0.9", "target", "99 %", "90 %"),
        (NOBL9, "200", "400", "threshold", "200", "400"),
        (NOBL9, "count = 30", "count = 3", "window", "30 days", "3 days"),
        (CLOUDWATCH, "99.9", "95", "target", "99.9 %", "95 %"),
        (CLOUDWATCH, "= 30", "= 1", "window", "30 days", "1 day"),
        (GRAFANA, "0.995", "0.99", "target", "99.5 %", "99 %"),
    ],
)
def test_what_a_promise_loses_is_told_with_both_values(before, old, new, change, was, now):
    told = {(p.change, p.before, p.after) for p in rewritten(before, old, new)}
    assert (change, was, now) in told


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        (SLOTH, "99.9", "99.95"),
        (SLOTH, "99.9", "0.999"),
        (SLOTH, "name: availability\n", "description: Deploys.\n    name: availability\n"),
        (SLOTH, '"0.3"', '"0.1"'),
        (PYRRA, "4w", "28d"),
        (PYRRA, "4w", "8w"),
        (OPENSLO, "0.999", "99.9"),
        (OPENSLO, "target: 0.999", "targetPercent: 99.9"),
        (OPENSLO, "30d", "28d"),
        (OPENSLO, "    - {op: lte, value: 300, target: 0.99}\n", ""),
        (OPENSLO, "900, target: 0.999", "1200, target: 0.9999"),
        (OPENSLO_ALPHA, "value: 100", "value: 200"),
        (GOOGLE, "0.995", "0.9950"),
    ],
)
def test_what_says_as_much_or_more_is_no_weakening(before, old, new):
    assert rewritten(before, old, new) == ()


def test_one_of_several_targets_that_goes_is_told_by_its_name():
    week = '  thresholds {\n    timeframe = "7d"\n    target    = 99.9\n  }\n'
    (promise,) = rewritten(DATADOG, week, "")
    assert (promise.change, promise.name, promise.before) == ("removal", "api (7d)", "99.9 %")


def test_the_budget_of_a_month_is_told_before_and_after():
    (promise,) = rewritten(SLOTH, "99.9", "99.5")
    assert promise == WeakenedPromise(
        name="deploy-api/availability",
        service="deploy-api",
        change="target",
        path="slo/promises.yaml",
        line=5,
        before="99.9 %",
        after="99.5 %",
        budget_before="43 min",
        budget_after="3 h 36 min",
    )


def test_a_promise_that_is_taken_back_is_told_where_it_stood():
    (promise,) = weaker({"slo/promises.yaml": (SLOTH, None)})
    assert (promise.change, promise.before, promise.after) == ("removal", "99.9 %", "")
    assert (promise.path, promise.line, promise.budget_before) == ("slo/promises.yaml", 4, "43 min")


def test_a_promise_that_moves_to_another_file_or_format_is_the_same():
    assert weaker({"slo/a.yaml": (SLOTH, None), "slo/b.yaml": (None, SLOTH)}) == ()
    assert weaker({"slo/a.yaml": (SLOTH, None), "slo/b.yaml": (None, SLOTH_RESOURCE)}) == ()


def test_a_promise_that_moves_and_falls_is_told():
    fallen = SLOTH.replace("99.9", "99")
    (promise,) = weaker({"slo/a.yaml": (SLOTH, None), "slo/b.yaml": (None, fallen)})
    assert (promise.change, promise.path) == ("target", "slo/b.yaml")


def test_environments_with_the_same_promise_are_kept_apart():
    told = weaker(
        {
            "prod/slo.yaml": (SLOTH, None),
            "staging/slo.yaml": (SLOTH, SLOTH.replace("99.9", "99.95")),
        }
    )
    assert [(p.change, p.path) for p in told] == [("removal", "prod/slo.yaml")]


def test_a_promise_under_another_name_is_none_that_was_weakened():
    assert rewritten(SLOTH, "name: availability", "name: requests") == ()
    assert rewritten(PYRRA, "name: latency", "name: speed") == ()


def test_it_stays_open_whether_a_weaker_promise_is_the_old_one_by_another_name():
    with pytest.raises(CannotTell, match="goes on as"):
        rewritten(SLOTH, "name: availability\n    objective: 99.9", "name: r\n    objective: 99")


def test_a_promise_that_goes_with_its_service_is_none_that_was_weakened():
    service = {"services/deploy-api/main.tf": ("resource {}\n", None)}
    assert weaker({"slo/promises.yaml": (SLOTH, None), **service}) == ()
    beside = {"services/d/slo.yaml": (SLOTH, None), "services/d/main.py": ("x = 1\n", None)}
    assert weaker(beside) == ()


@pytest.mark.parametrize(
    "path",
    ["examples/slo.yaml", "tests/data/slo.yaml", "vendor/x/slo.yaml", "schema-test/slo.yaml"],
)
def test_nobody_relies_on_the_promises_of_examples_tests_and_copies(path):
    assert weaker({path: (SLOTH, SLOTH.replace("99.9", "9"))}) == ()


def test_declared_files_alone_promise_something():
    fallen = {"examples/slo.yaml": (SLOTH, SLOTH.replace("99.9", "99"))}
    assert len(weaker(fallen, globs=("examples/**",))) == 1
    elsewhere = {"other/slo.yaml": (SLOTH, SLOTH.replace("99.9", "99"))}
    assert weaker(elsewhere, globs=("slo/**",)) == ()


def test_a_revert_is_no_news():
    files = {"slo/promises.yaml": (SLOTH, SLOTH.replace("99.9", "99"))}
    assert weaker(files, title='Revert "Promise more"') == ()


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        (SLOTH, "99.9", "{{ .Values.target }}"),
        (SLOTH, "99.9", '"{{ .Values.target }}"'),
        (SLOTH, "99.9", "${TARGET}"),
        (GOOGLE, "0.995", "var.goal"),
        (PYRRA, '"99"', "{{ .Values.slo.target | quote }}"),
    ],
)
def test_a_value_that_is_set_elsewhere_cannot_be_told(before, old, new):
    with pytest.raises(CannotTell):
        rewritten(before, old, new)


def test_a_placeholder_that_stays_is_no_change():
    chart = PYRRA.replace('"99"', "{{ .Values.target | quote }}").replace(
        "metadata:", "{{- if .Values.slo }}\nmetadata:"
    )
    chart += "{{- end }}\n"
    assert rewritten(chart, "4w", "5w") == ()
    (promise,) = rewritten(chart, "4w", "1w")
    assert (promise.change, promise.budget_before) == ("window", "")


def test_what_jsonnet_makes_cannot_be_told_where_values_change():
    text = "{ apiVersion: 'pyrra.dev/v1alpha1', spec: {\n  target: '99',\n  note: 'a' } }\n"
    with pytest.raises(CannotTell, match=r"slo\.jsonnet promises is worked out elsewhere"):
        weaker({"slo.jsonnet": (text, text.replace("99", "98"))})
    assert weaker({"slo.jsonnet": (text, text.replace("'a'", "'b'"))}) == ()


def test_a_promise_that_seems_to_go_may_go_on_where_it_cannot_be_read():
    with pytest.raises(CannotTell):
        weaker({"slo.yaml": (PYRRA, None), "slo.jsonnet": (None, "local x = 'pyrra.dev/v1';\n")})


def test_a_file_that_was_not_read_leaves_it_open():
    with pytest.raises(CannotTell, match="larger"):
        weaker({"slo/promises.yaml": (SLOTH, NotRead("it is larger than 1 MB"))})


def test_another_path_in_the_same_change_is_the_same_file_where_it_is_renamed():
    file = a_changed_file("b/slo.yaml", SLOTH, SLOTH.replace("99.9", "99"), old_path="a/slo.yaml")
    (promise,) = weakened_promises(a_change((file,)))
    assert (promise.change, promise.path) == ("target", "b/slo.yaml")


def test_a_list_of_resources_holds_several_promises():
    text = "kind: List\napiVersion: v1\nitems:\n- " + "\n  ".join(PYRRA.rstrip().split("\n")) + "\n"
    (promise,) = rewritten(text, '"99"', '"90"')
    assert promise.name == "registry/latency"


def test_other_resources_promise_nothing():
    other = "apiVersion: pyrra.dev/v1alpha1\nkind: Other\nspec: {target: '99'}\n"
    assert rewritten(other, "99", "90") == ()


ANY_FORMAT = (SLOTH, SLOTH_RESOURCE, PYRRA, OPENSLO, OPENSLO_ALPHA)


@given(st.sampled_from(ANY_FORMAT), st.text(max_size=40), st.integers(0, 300))
@settings(deadline=None)
def test_whatever_stands_in_the_file_nothing_is_raised_but_what_is_meant(text, noise, at):
    broken = text[:at] + noise + text[at:]
    with suppress(YamlTrouble):
        slos("slo.yaml", broken)
    try:
        told = weaker({"slo.yaml": (text, broken)})
    except CannotTell:
        return
    assert all(1 <= promise.line <= broken.count("\n") + 1 for promise in told)


@given(
    st.sampled_from((GOOGLE, DATADOG, NOBL9, CLOUDWATCH, GRAFANA)),
    st.text(max_size=40),
    st.integers(0, 200),
)
@settings(deadline=None)
def test_any_terraform_is_read_without_an_error(text, noise, at):
    resources("slo.tf", text[:at] + noise + text[at:])
