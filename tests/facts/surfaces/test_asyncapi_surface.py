"""Channels and messages of AsyncAPI documents."""

from builders import declared_by

from app.facts.surfaces import asyncapi

EVENTS = """\
asyncapi: 2.6.0
channels:
  orders/placed:
    description: Somebody ordered something
  orders/paid:
    subscribe: {summary: An order was paid}
components:
  messages:
    Placed:
      payload:
        properties:
          id: {type: string, description: Which order}
"""


def test_channels_and_fields_of_messages_are_declared() -> None:
    found = declared_by(asyncapi, "docs/asyncapi.yaml", EVENTS)
    assert {name: each.kind for name, each in found.items()} == {
        "orders/placed": "event", "orders/paid": "event", "Placed.id": "event_data_field",
    }  # fmt: skip
    assert (found["orders/placed"].line, found["Placed.id"].line) == (3, 12)
    assert found["orders/paid"].documentation == "An order was paid"


def test_other_yaml_declares_nothing() -> None:
    for text in ("channels: {asyncapi: {}}\n", "asyncapi: channels\n", "[asyncapi channels"):
        assert declared_by(asyncapi, "events.yaml", text) == {}
