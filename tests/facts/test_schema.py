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


def test_what_is_too_long_for_a_name_is_no_field_and_names_none() -> None:
    allowed, too_long = "a" * 200, "b" * 201
    inside = "{properties: {c: {}}}"
    assert names(f"properties: {{{allowed}: {inside}, {too_long}: {inside}}}") == [
        allowed,
        f"{allowed}.c",
    ]


def test_fields_beyond_a_number_and_a_depth_are_left_out() -> None:
    many = ", ".join(f"f{number}: {{}}" for number in range(schema.MOST_FIELDS + 10))
    assert len(names(f"properties: {{{many}}}")) <= schema.MOST_FIELDS
    definitions = "".join(
        f'  d{number}: {{properties: {{a: {{$ref: "#/$defs/d{number + 1}"}}}}}}\n'
        for number in range(2 * schema.DEEPEST)
    )
    below = names(f'$ref: "#/$defs/d0"\n$defs:\n{definitions}')
    assert len(below) == schema.DEEPEST + 1
