"""What a change does with the data that streams work with."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Stream
from app.facts.domain_data import domain_data

KNOWN = Configuration(
    streams={"billing": Stream(), "order-desk": Stream(paths=("streams/order-desk/**",))}
)

MIGRATION = "registry/migrations/V2__x.sql"
INVOICES = "CREATE TABLE billing.invoices (id int);"
INSERTED = "INSERT INTO billing.invoices VALUES (1);"


def told(path, line, configuration=KNOWN, before=""):
    found = domain_data(a_change({path: (before or None, f"{before}{line}\n")}, configuration))
    return [(one.act, one.name, one.stream) for one in found]


@pytest.mark.parametrize(
    ("path", "line", "answer"),
    [
        (MIGRATION, INVOICES.lower(), ("defines", "billing.invoices", "billing")),
        (
            "registry/alembic/versions/a.py",
            '    op.add_column("billing_accounts", Column())',
            ("defines", "billing_accounts", "billing"),
        ),
        (
            "jobs/correct.sql",
            'UPDATE "order_desk"."orders" SET state = 1;',
            ("writes", "order_desk.orders", "order-desk"),
        ),
        ("dbt/models/sources.yml", "    schema: billing_db", ("reads", "billing_db", "billing")),
        (
            "connect/billing.properties",
            "connector.class=io.debezium.connector.postgresql.PostgresConnector",
            ("reads", "billing", "billing"),
        ),
        (
            "trino/catalog/conf.properties",
            "connection-url=jdbc:mysql://order-desk-db/orders",
            ("reads", "order-desk", "order-desk"),
        ),
        (
            "models/x.sql",
            "from external_query('eu.billing', 'select 1')",
            ("reads", "billing", "billing"),
        ),
    ],
)
def test_tables_and_databases_of_streams_are_found(path, line, answer):
    assert told(path, line) == [answer]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (MIGRATION, "CREATE TABLE requests (id int);"),  # the platform's own
        ("warehouse/migrations/V2__x.sql", INVOICES),
        ("registry/seeds/x.sql", INSERTED),
        ("registry/tests/x.sql", INSERTED),
        (MIGRATION, f"-- {INVOICES}"),
        ("streams/order-desk/migrations/V2__x.sql", "CREATE TABLE order_desk.orders (id int);"),
        ("dbt/models/sources.yml", "    schema: billing_events"),
        ("hosting/billing.tf", 'resource "aws_db_instance" "billing" {'),
        ("docs/billing.md", "jdbc:mysql://billing"),
    ],
)
def test_what_only_looks_like_a_streams_data_is_left_out(path, line):
    assert told(path, line) == []


def test_the_resource_around_a_line_may_name_the_stream():
    text = 'resource "aws_glue_connection" "billing" {\n  url = "jdbc:postgresql://db"\n}\n'
    assert told("live/glue.tf", text) == [("reads", "billing", "billing")]


def test_a_module_that_copies_a_database_reads_it():
    text = 'module "billing" {\n  source = "github.com/acme/terraform-dms-module?ref=v1"\n}\n'
    assert told("live/copies.tf", text) == [("reads", "billing", "billing")]
    newer = text.replace("v1", "v2")
    assert not domain_data(a_change({"live/copies.tf": (text, newer)}, KNOWN))


def test_a_day_is_told_until_which_it_may_stay():
    text = "# legacy_until: 2027-06-30\nurl: jdbc:postgresql://billing\n"
    (one,) = domain_data(a_change({"connect/x.yaml": (None, text)}, KNOWN))
    assert one.until == "2027-06-30"


def test_nothing_is_told_without_streams_or_of_what_was_there():
    line = "url: jdbc:postgresql://billing"
    assert told("connect/x.yaml", line, Configuration()) == []
    assert told("connect/x.yaml", "other: 1", before=f"{line}\n") == []
