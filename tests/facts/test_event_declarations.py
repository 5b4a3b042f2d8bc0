"""Events that a change declares for the first time, and who owns each."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Platform, Stream
from app.facts.event_declarations import event_declarations

DATA = Configuration(platform=Platform(kind="data", team="@acme/data"))
TOPIC = """
resource "google_pubsub_topic" "orders" {
  name = "order-placed"
}
"""
RESOURCE = """
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaTopic
metadata:
  name: order-placed
"""
CHANNELS = """
asyncapi: 3.0.0
channels:
  placed:
    address: order-placed
"""
AVRO = '{"type": "record", "name": "OrderPlaced", "fields": []}'
JSON = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "OrderPlaced"}'
PROTO = "message OrderPlacedEvent {\n  string id = 1;\n}\n\nmessage Address {\n}\n"


def names(files, configuration=DATA, **rest):
    return [one.name for one in event_declarations(a_change(files, configuration, **rest))]


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("live/topics.tf", TOPIC, "order-placed"),
        ("topics/order-placed.yaml", RESOURCE, "order-placed"),
        ("contracts/orders.yml", CHANNELS, "order-placed"),
        ("schemas/order-placed.avsc", AVRO, "OrderPlaced"),
        ("events/order-placed.schema.json", JSON, "OrderPlaced"),
        ("proto/orders.proto", PROTO, "OrderPlacedEvent"),
    ],
)
def test_each_format_tells_its_events(path, text, name):
    assert names({path: (None, text)}) == [name]


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("live/topics.tf", TOPIC, TOPIC + "# kept\n"),
        ("live/topics.tf", TOPIC, None),
        ("live/alarms.tf", None, 'resource "aws_sns_topic" "alarms" {}\n'),
        ("tests/order-placed.avsc", None, AVRO),
        ("charts/topics.yaml", None, RESOURCE.replace("order-placed", "{{ .Values.name }}")),
        ("settings/editor.schema.json", None, JSON),
        ("schemas/broken.avsc", None, '{"type": "record", '),
        ("topics/deep.yaml", None, "kind: Topic\n" + "[" * 10_000),
    ],
)
def test_what_is_no_new_event_is_left_out(path, before, after):
    assert names({path: (before, after)}) == []


def test_an_event_that_moves_is_not_new():
    assert names({"a.tf": (TOPIC, None), "b.tf": (None, TOPIC)}) == []


@pytest.mark.parametrize(
    ("text", "owner", "of_stream"),
    [
        (TOPIC, "", False),
        (TOPIC.replace("}", '  labels = { team = "checkout" }\n}'), "checkout", True),
        (TOPIC.replace("}", '  labels = { owner = "@acme/data" }\n}'), "@acme/data", False),
    ],
)
def test_an_owner_is_whoever_the_declaration_names(text, owner, of_stream):
    (event,) = event_declarations(a_change({"live/topics.tf": (None, text)}, DATA))
    assert (event.owner, event.owned_by_stream) == (owner, of_stream)


def test_the_next_blocks_owner_is_not_this_ones():
    other = TOPIC.replace("orders", "other").replace("order-placed", "left")
    text = TOPIC + other.replace("}", '  labels = { team = "checkout" }\n}')
    found = event_declarations(a_change({"live/topics.tf": (None, text)}, DATA))
    assert [event.owner for event in found] == ["", "checkout"]


def test_else_the_stream_whose_folder_it_is_owns_it():
    streams = {"checkout": Stream(team="@acme/checkout", paths=("live/checkout/**",))}
    configuration = Configuration(platform=DATA.platform, streams=streams)
    (event,) = event_declarations(a_change({"live/checkout/t.tf": (None, TOPIC)}, configuration))
    assert (event.owner, event.owned_by_stream) == ("@acme/checkout", True)


def test_else_the_owners_file_tells_and_the_platforms_own_team_is_no_stream():
    owners = {".github/CODEOWNERS": "* @acme/data\n/live/search/ @acme/search @acme/data\n"}
    files = {
        "live/a.tf": (None, TOPIC),
        "live/search/b.tf": (None, TOPIC.replace("placed", "seen")),
    }
    found = event_declarations(a_change(files, DATA, neighbours=owners))
    assert [(event.owner, event.owned_by_stream) for event in found] == [
        ("@acme/data", False),
        ("@acme/search", True),
    ]


SIGNAL = (
    "{comment}PLACED = PublicEventSignal(\n"
    '    event_type="example.acme.order.placed.v1",\n'
    '    data={{"order": Order}},\n'
    ")\n\n"
    'OWNER = "@acme/somebody"\n'
)


@pytest.mark.parametrize(
    ("comment", "owner"),
    [
        ("# Emitted when an order is placed.\n", ""),
        ("# event_trigger_repository: acme/checkout\n", "acme/checkout"),
        ("# Owner: @acme/search\n\n", ""),
        ("# Produced-by: @acme/checkout\n# Emitted when it is placed.\n", "@acme/checkout"),
    ],
)
def test_events_in_code_are_owned_by_whom_the_comment_above_them_names(comment, owner):
    code = SIGNAL.format(comment=comment)
    (event,) = event_declarations(a_change({"acme/signals.py": (None, code)}, DATA))
    assert (event.kind, event.name, event.owner) == ("event", "PLACED", owner)
    assert event.owned_by_stream == bool(owner)


def test_events_in_code_that_are_only_named_anew_are_not_new():
    code = SIGNAL.format(comment="")
    files = {"acme/signals.py": (code, code.replace("PLACED =", "ORDER_PLACED ="))}
    assert names(files) == []
