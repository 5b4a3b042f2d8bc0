"""Fields that JSON Schemas describe."""

from app.facts import schema
from app.facts.yaml_text import compose


def names(text: str) -> list[str]:
    document = compose(text)
    return [each.name for each in schema.fields(document, document)]


def test_fields_of_lists_and_maps_are_told_by_their_place() -> None:
    text = "properties: {a: {items: {properties: {b: {}}}}, c: {additionalProperties: *d}}"
    text = f"x: &d {{properties: {{d: {{}}}}}}\n{text}"
    assert names(text) == ["a", "a[].b", "c", "c{}.d"]


def test_references_are_followed_and_circles_end() -> None:
    text = (
        'properties: {a: {$ref: "#/$defs/x"}}\n$defs: {x: {properties: {b: {$ref: "#/$defs/x"}}}}'
    )
    assert names(text) == ["a", "a.b"]


def test_what_only_a_condition_asks_for_is_required_of_nobody() -> None:
    text = "required: [a]\nproperties: {a: {}}\noneOf: [{required: [b], properties: {b: {}}}]"
    assert [(f.name, f.required) for f in schema.fields(compose(text))] == [
        ("a", True),
        ("b", False),
    ]


def test_values_are_written_in_one_form() -> None:
    assert schema.written(compose("{a: [1, 'x']}")) == schema.written(compose("a:\n  - '1'\n  - x"))
