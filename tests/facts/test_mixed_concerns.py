"""Concerns of the other kind of platform."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Paths, Platform, Stream
from app.core.fact import CannotTell
from app.facts.mixed_concerns import mixed_concerns

CORE = Configuration(platform=Platform(kind="core"))
DATA = Configuration(platform=Platform(kind="data"))
TABLES = """
resource "google_bigquery_dataset" "logs" {
}
resource "google_bigquery_table" "users" {
}
"""
FIREWALL = """
resource "aws_route53_resolver_firewall_domain_list" "blocked" {
}
resource "aws_route53_resolver_firewall_rule_group" "blocked" {
}
"""
STREAMED = "dependencies:\n  - {}\n"
LOG_STREAM = """
resource "aws_kinesis_firehose_delivery_stream" "audit_logs" {
}
"""
GROUP = """
// +groupName=kafka.acme.example
package v1
"""


def test_a_new_warehouse_in_a_core_platform_is_a_data_concern():
    (concern,) = mixed_concerns(a_change({"live/analytics/bigquery.tf": (None, TABLES)}, CORE))
    assert (concern.concern, concern.term, concern.line) == ("data", "google_bigquery_dataset", 2)


def test_a_new_network_firewall_in_a_data_platform_is_a_core_concern():
    (concern,) = mixed_concerns(a_change({"cluster/resolver-firewall.tf": (None, FIREWALL)}, DATA))
    assert concern.concern == "core"


@pytest.mark.parametrize(("core", "count"), [((), 0), (("live/analytics/**",), 1)])
def test_what_extends_the_platform_may_be_of_either_kind(core, count):
    declared = Configuration(
        platform=Platform(kind="core"), paths=Paths(core=core, extensions=("live/**",))
    )
    change = a_change({"live/analytics/bigquery.tf": (None, TABLES)}, declared)
    assert len(mixed_concerns(change)) == count


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("live/analytics/bigquery.tf", TABLES, None),  # a removal
        ("live/analytics/bigquery.tf", TABLES, TABLES + "# tuned\n"),
        ("live/analytics/bigquery.tf", None, TABLES.replace("resource", "data")),  # look-ups
        ("live/analytics/bigquery.tf", None, TABLES.replace('" "', '_iam_member" "')),
        ("live/rights/main.tf", None, TABLES[: TABLES.index("resource", 9)]),  # one signal only
        ("live/cost/bigquery.tf", None, TABLES),  # the platform's own accounts
        ("namespaces/payments/bigquery.tf", None, TABLES),  # a tenant's own
        ("docker-compose.yml", None, "services:\n  kafka:\n    image: acme/kafka\n"),
        ("charts/kafka-exporter/Chart.yaml", None, STREAMED.format("name: kafka")),
        ("live/kinesis/main.tf", None, LOG_STREAM),
        ("live/user-data/main.tf", None, 'resource "aws_instance" "data" {\n}\n'),
        ("dist/analytics/bigquery.tf", None, TABLES),
        ("docs/bigquery.md", None, TABLES),
        ("examples/bigquery/bigquery.tf", None, TABLES),
    ],
)
def test_what_only_looks_like_a_data_concern_is_none(path, before, after):
    assert mixed_concerns(a_change({path: (before, after)}, CORE)) == ()


def test_data_words_in_a_data_platform_are_normal():
    assert mixed_concerns(a_change({"live/bigquery.tf": (None, TABLES)}, DATA)) == ()


def test_services_that_only_moved_are_no_new_concern():
    change = a_change({"a/bigquery.tf": (TABLES, None), "b/bigquery.tf": (None, TABLES)}, CORE)
    assert mixed_concerns(change) == ()


def test_without_knowing_the_kind_of_platform_nothing_can_be_told():
    with pytest.raises(CannotTell):
        mixed_concerns(a_change({"live/bigquery.tf": (None, TABLES)}))


def test_two_tables_are_a_concern_whatever_their_file_is_called():
    before = "locals {\n}\n"
    (concern,) = mixed_concerns(a_change({"live/search/main.tf": (before, before + TABLES)}, CORE))
    assert concern.term == "google_bigquery_dataset"


def test_one_table_in_a_folder_that_names_its_duty_is_a_concern():
    one = TABLES[: TABLES.index("resource", 9)]
    path = "live/web-analytics/modules/access/main.tf"
    (concern,) = mixed_concerns(a_change({path: (None, one)}, CORE))
    assert concern.path == path


def test_an_api_group_of_event_streaming_is_a_data_concern():
    (concern,) = mixed_concerns(
        a_change({"apis/kafka.acme.example/v1/meta.go": (None, GROUP)}, CORE)
    )
    assert (concern.term, concern.line) == ("kafka.acme.example", 2)


def test_another_definition_in_a_known_api_group_is_nothing_new():
    change = a_change(
        {
            "charts/crds/kafka.acme.example_topics.yaml": (
                None,
                "spec:\n  group: kafka.acme.example\n",
            )
        },
        CORE,
        tree=("apis/kafka.acme.example/v1/types.go",),
    )
    assert mixed_concerns(change) == ()


def test_ci_runners_for_others_are_a_core_concern_in_a_data_platform():
    chart = "charts/build-runners/values.yaml"
    image = "image:\n  repository: registry.example/acme/actions-runner\n"
    (concern,) = mixed_concerns(a_change({chart: (None, image)}, DATA))
    assert (concern.concern, concern.term) == ("core", "actions-runner")


def test_the_own_workflows_of_a_data_platform_are_no_core_concern():
    path = ".github/workflows/runners.yml"
    assert mixed_concerns(a_change({path: (None, "image: acme/actions-runner\n")}, DATA)) == ()


def test_what_a_stream_declares_in_its_own_folder_is_no_concern_of_the_platform():
    streams = {"search": Stream(paths=("apps/search/**",))}
    configuration = Configuration(platform=Platform(kind="core"), streams=streams)
    change = a_change({"apps/search/bigquery.tf": (None, TABLES)}, configuration)
    assert mixed_concerns(change) == ()


def test_a_service_under_another_name_is_nothing_new():
    before = TABLES.replace('"logs"', '"requests"').replace('"users"', '"people"')
    assert mixed_concerns(a_change({"live/bigquery.tf": (before, TABLES)}, CORE)) == ()


def test_environments_of_very_many_are_those_of_tenants():
    path = "live/environments/payments/bigquery.tf"
    few = tuple(f"live/environments/{name}/main.tf" for name in ("dev", "prod"))
    many = tuple(f"live/environments/team-{number}/main.tf" for number in range(12))
    assert mixed_concerns(a_change({path: (None, TABLES)}, CORE, tree=few))
    assert not mixed_concerns(a_change({path: (None, TABLES)}, CORE, tree=many))


def test_a_type_for_topics_that_users_get_is_a_data_concern():
    text = "package kafkatopic\n\ntype KafkaTopic struct {\n}\n"
    (concern,) = mixed_concerns(a_change({"api/kafkatopic/models.go": (None, text)}, CORE))
    assert (concern.term, concern.duty) == ("KafkaTopic", "event streaming")
    client = text.replace("KafkaTopic", "KafkaProducer")
    assert not mixed_concerns(a_change({"api/kafkatopic/models.go": (None, client)}, CORE))
