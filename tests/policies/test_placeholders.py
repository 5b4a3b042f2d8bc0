"""Texts with placeholders: what is ours stays ours, what was read stays theirs."""

import pytest
from policy_texts import SCHEMA

from app.core.text import Segment, plain
from app.policies.cel import Activation, BadExpression, NoAnswer
from app.policies.placeholders import LONGEST_SHOWN, template

ENVIRONMENT = SCHEMA.environment({"names": "LIST<STRING>", "n": "INT", "name": "STRING"})


def filled(text: str, **values: object) -> tuple[Segment, ...]:
    return template(text, ENVIRONMENT).fill(Activation(values))


def test_a_placeholder_always_yields_their_words() -> None:
    assert filled("new: {{ name }}!", name="**x**") == (
        Segment("new: ", "ours"),
        Segment("**x**", "theirs"),
        Segment("!", "ours"),
    )
    assert filled("{{ n }}", n=3) == (Segment("3", "theirs"),)
    assert filled("{{ 'a' }}") == (Segment("a", "theirs"),)


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_are_written_out(names: list[str], words: str) -> None:
    assert plain(filled("{{ names }}", names=names)) == words


def test_each_entry_of_a_list_is_a_segment_of_its_own() -> None:
    origins = [segment.origin for segment in filled("{{ names }}", names=["a", "b"])]
    assert origins == ["theirs", "ours", "theirs"]


def test_long_lists_and_values_are_cut() -> None:
    assert plain(filled("{{ names }}", names=["x"] * 14)).endswith("x and 9 more")
    (segment,) = filled("{{ name }}", name="x" * 10_000)
    assert len(segment.text) == LONGEST_SHOWN


def test_what_is_null_has_no_answer() -> None:
    text = template("{{ breaking_changes[0].guide }}", ENVIRONMENT)
    bound = SCHEMA.bind({}, {}).values
    with pytest.raises(NoAnswer):
        text.fill(Activation(bound))


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a {{ nme }}", 1, 6, "undeclared"),
        ("a\nbc {{ names.exists(x, x == n) }}", 2, 25, "no matching overload"),
        ("a {{ n == 1 }}", 1, 5, "not bool"),
        ("a {{ citations }}", 1, 5, "not list of Citation"),
        ("a {{ n", 1, 3, "never closed"),
        ("a {{ }}", 1, 6, "Syntax error"),
    ],
)
def test_a_fault_is_placed_in_the_text_around_it(
    text: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(BadExpression) as caught:
        template(text, ENVIRONMENT)
    fault = caught.value.faults[0]
    assert (fault.line, fault.column) == (line, column)
    assert words in fault.message


def test_every_faulty_placeholder_is_reported() -> None:
    with pytest.raises(BadExpression) as caught:
        template("{{ a }} {{ n }} {{ b }}", ENVIRONMENT)
    assert len(caught.value.faults) == 2
