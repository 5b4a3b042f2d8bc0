"""Concerns of the other kind of platform."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Platform
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


def test_a_new_warehouse_in_a_core_platform_is_a_data_concern():
    (concern,) = mixed_concerns(a_change({"live/analytics/bigquery.tf": (None, TABLES)}, CORE))
    assert (concern.concern, concern.term, concern.line) == ("data", "google_bigquery_dataset", 2)


def test_a_new_network_firewall_in_a_data_platform_is_a_core_concern():
    (concern,) = mixed_concerns(a_change({"cluster/resolver-firewall.tf": (None, FIREWALL)}, DATA))
    assert concern.concern == "core"


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("live/analytics/bigquery.tf", TABLES, None),  # a removal
        ("live/analytics/bigquery.tf", TABLES, TABLES + "# tuned\n"),
        ("live/analytics/bigquery.tf", None, TABLES.replace("resource", "data")),  # look-ups
        ("live/analytics/bigquery.tf", None, TABLES.replace("_table", "_table_iam_member")[:60]),
        ("live/rights/main.tf", None, TABLES),  # one signal only
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
