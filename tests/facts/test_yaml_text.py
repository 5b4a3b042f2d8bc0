"""YAML of strangers: places of everything, scalars as text, and limits instead of bombs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.facts.yaml_text import (
    Mapping,
    Scalar,
    Sequence,
    YamlTrouble,
    compose,
    compose_all,
    text_at,
)


def a_mapping(text: str) -> Mapping:
    node = compose(text)
    assert isinstance(node, Mapping)
    return node


def test_scalars_stay_the_text_that_stands_there() -> None:
    top = a_mapping("on: yes\nmode: 012\n")
    assert [
        (key.text, value.text) for key, value in top.entries() if isinstance(value, Scalar)
    ] == [
        ("on", "yes"),
        ("mode", "012"),
    ]


def test_every_node_knows_its_place() -> None:
    ((key, value),) = a_mapping("\n  name: 'x' # why\n").entries()
    assert (key.line, key.column) == (2, 3)
    assert isinstance(value, Scalar)
    assert (value.line, value.column, value.end_line, value.end_column) == (2, 9, 2, 12)


def test_quotes_keep_a_scalar_from_meaning_nothing() -> None:
    top = a_mapping("a: null\nb: 'null'\nc:\n")
    assert [value.is_null for _, value in top.entries() if isinstance(value, Scalar)] == [
        True,
        False,
        True,
    ]
    assert text_at(top, "a") is None
    assert text_at(top, "b") == "null"


def test_repeated_keys_are_named_and_the_last_one_counts() -> None:
    top = a_mapping("a: 1\nb: 2\na: 3\n")
    assert [(key.text, key.line) for key in top.repeated()] == [("a", 3)]
    assert text_at(top, "a") == "3"


def test_an_empty_text_has_no_document() -> None:
    assert compose("") is None
    assert compose("---\n# nothing\n") is None


def test_documents_are_told_apart() -> None:
    assert len(compose_all("a: 1\n---\nb: 2\n---\n")) == 2
    with pytest.raises(YamlTrouble, match="more than one document"):
        compose("a: 1\n---\nb: 2\n")


def test_an_alias_stands_for_what_its_anchor_holds() -> None:
    top = a_mapping("a: &a [x]\nb: *a\n")
    assert isinstance(top.get("b"), Sequence)
    assert top.get("b") == top.get("a")


@pytest.mark.parametrize("text", ["a: &a 1\n", "a: *b\n", "a: !!str 1\n"])
def test_sharing_and_tags_can_be_refused(text: str) -> None:
    with pytest.raises(YamlTrouble) as trouble:
        compose(text, aliases=False)
    assert (trouble.value.line, trouble.value.column) == (1, 4)


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 60,
        bomb(9),
        "a: &a [*a]",
        "a: &s " + "x" * 100_000 + "\nb: [" + "*s, " * 10_000 + "]",
        "- &a0 [x]\n" + "\n".join(f"- &a{n + 1} [*a{n}]" for n in range(100)),
        "\x00",
        "a: \ud800",
        "a: [",
        "a:\n\tb: 1",
    ],
    ids=["lists", "maps", "bomb", "cycle", "long", "chain", "control", "surrogate", "open", "tab"],
)
def test_what_is_no_bounded_yaml_is_trouble_with_a_place(text: str) -> None:
    with pytest.raises(YamlTrouble) as trouble:
        compose(text)
    assert trouble.value.line >= 1
    assert trouble.value.column >= 1


@settings(max_examples=150)
@given(st.text(alphabet="ab:-[]{}&*!|>'\"#,?% \n\t\x85\u2028é", max_size=60))
def test_any_text_has_an_answer_or_trouble(text: str) -> None:
    try:
        compose_all(text)
    except YamlTrouble as trouble:
        assert trouble.message


def test_only_what_git_takes_for_a_line_is_one() -> None:
    document = compose("a: x\u2028y\r\nb: 2")
    assert isinstance(document, Mapping)
    assert [key.line for key, _ in document.entries()] == [1, 2]


def test_the_place_of_trouble_is_never_behind_the_last_line() -> None:
    with pytest.raises(YamlTrouble) as caught:
        compose("a: b\nlist: [a")
    assert (caught.value.line, caught.value.column) == (2, 9)


def test_an_empty_value_at_the_end_stands_on_the_last_line() -> None:
    ((_, value),) = a_mapping(" ? ").entries()
    assert (value.line, value.column) == (1, 4)
