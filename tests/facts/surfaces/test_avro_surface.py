"""Fields of Avro records."""

import json

from builders import declared_by

from app.facts.surfaces import avro

ORDER = {
    "type": "record",
    "name": "Order",
    "fields": [
        {"name": "id", "type": "string", "doc": "Which one"},
        {"name": "note", "type": ["null", "string"], "default": None},
        {
            "name": "lines",
            "type": {
                "type": "array",
                "items": {"type": "record", "name": "Line", "fields": [{"name": "price"}]},
            },
        },
    ],
}


def test_fields_of_records_are_declared_at_any_depth() -> None:
    found = declared_by(avro, "events/order.avsc", json.dumps(ORDER, indent=1))
    assert list(found) == ["Order.id", "Order.note", "Order.lines", "Line.price"]
    assert (found["Order.id"].documentation, found["Order.id"].line) == ("Which one", 6)
    assert found["Order.note"].type == "[null, string]"
    assert (found["Order.id"].required, found["Order.note"].required) == (True, False)
