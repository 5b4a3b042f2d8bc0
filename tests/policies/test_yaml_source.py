"""A YAML text as values with the place of each."""

import pytest

from app.errors import AuthorsMistake
from app.policies.yaml_source import LONGEST, Location, YamlSource


def source(text: str) -> YamlSource:
    return YamlSource(text, "x.yml")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"),
        ("no", "no"),
        ("012", 12),
        ("1:30", "1:30"),
        ("2027-01-31", "2027-01-31"),
        ("'12'", "12"),
        ("true", True),
        ("~", None),
        ("-3", -3),
        ("0.5", 0.5),
        ("9" * 50, "9" * 50),
        ("0x10", "0x10"),
    ],
)
def test_scalars_hold_no_surprises(text: str, value: object) -> None:
    assert source(f"key: {text}").value == {"key": value}


def test_lists_and_keys_keep_their_order() -> None:
    assert source("b: [1, x]\na: {c: }").value == {"b": [1, "x"], "a": {"c": None}}
    assert source("").value is None


@pytest.mark.parametrize(
    "text", ["a: &x 1\nb: *x", "a: !!python/name:os.system x", "[" * 60 + "]" * 60, "a: [", "a\0"]
)
def test_what_could_surprise_is_refused(text: str) -> None:
    with pytest.raises(AuthorsMistake) as caught:
        source(text)
    (mistake,) = caught.value.mistakes
    assert mistake.line >= 1


def test_an_at_sign_gets_its_remedy() -> None:
    with pytest.raises(AuthorsMistake, match=r"x\.yml:2:9: .* in quotes"):
        source("platform:\n  team: @acme/platform")


def test_a_negation_gets_its_remedy() -> None:
    with pytest.raises(AuthorsMistake, match="needs quotes"):
        source("when: !known")


def test_a_text_that_is_too_long_is_not_even_read() -> None:
    with pytest.raises(AuthorsMistake, match="longer than"):
        source("#" * (LONGEST + 1))


def test_repeated_keys_are_mistakes_wherever_they_are() -> None:
    found = source("a: 1\nb:\n  - {c: 1, c: 2}\na: 2\n[x]: 3").repeated_keys()
    assert sorted((mistake.line, mistake.column) for mistake in found) == [(3, 12), (4, 1), (5, 1)]


TEXT = """\
list:
  - name: one
    block: |
      first
        second
    folded: >-
      first
      second
    plain: some text
    quoted: "some text"
    escaped: "some\\ttext"
"""


@pytest.mark.parametrize(
    ("location", "line", "column"),
    [
        (("list", 0, "name"), 2, 11),
        (("list", 0), 2, 5),
        (("list", 0, "absent"), 2, 5),
        ((), 1, 1),
    ],
)
def test_a_mistake_points_at_its_value(location: Location, line: int, column: int) -> None:
    mistake = source(TEXT).mistake(location, "")
    assert (mistake.line, mistake.column) == (line, column)


def test_a_mistake_about_a_key_points_at_the_key() -> None:
    mistake = source(TEXT).mistake_at_key(("list", 0, "plain"), "")
    assert (mistake.line, mistake.column) == (9, 5)


@pytest.mark.parametrize(
    ("name", "inside", "place"),
    [
        ("block", (2, 3), (5, 9)),
        ("plain", (1, 6), (9, 17)),
        ("quoted", (1, 6), (10, 19)),
        ("folded", (1, 7), (6, 13)),
        ("escaped", (1, 6), (11, 14)),
    ],
)
def test_a_mistake_inside_a_text_points_into_it_where_that_is_sure(
    name: str, inside: tuple[int, int], place: tuple[int, int]
) -> None:
    mistake = source(TEXT).mistake_inside(("list", 0, name), *inside, "")
    assert (mistake.line, mistake.column) == place


def test_a_key_that_is_repeated_is_pointed_at_where_it_stands_first() -> None:
    twice = source("a: 1\nb: 2\na: {c: 3}\n")
    assert twice.mistake_at_key(("a",), "").line == 1
    assert twice.mistake(("a", "c"), "").line == 3


def test_thousands_of_mistakes_cost_little_each() -> None:
    """Every lookup used to read the whole mapping; together that took minutes."""
    names = [f"key{number}" for number in range(15_000)]
    many = source("".join(f"{name}: 1\n" for name in names))
    lines = [many.mistake_at_key((name,), "").line for name in names]
    assert lines == list(range(1, 15_001))


@pytest.mark.parametrize("text", ["a: {{ b.c }} is new", "a: {{ b.c }}", "- {{ b }} c"])
def test_braces_without_quotes_are_told_what_they_need(text: str) -> None:
    try:
        found = [*YamlSource(text, "x.yml").repeated_keys()]
    except AuthorsMistake as raised:
        found = [*raised.mistakes]
    assert "needs quotes" in found[0].message
