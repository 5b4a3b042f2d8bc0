"""The values of promises: the same in whatever unit, and said in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.fact import CannotTell
from app.facts.promise_values import (
    ABSENT,
    Quantity,
    budget_in_words,
    days_in_words,
    measure,
    minutes_in_words,
    percentage_in_words,
    share,
    span,
)


@pytest.mark.parametrize("written", ["0.999", "99.9", "99.9%", "99.9 %", ".999", "0.9990"])
def test_a_target_is_the_same_in_every_unit(written: str) -> None:
    assert share(written, 1).amount == Decimal("0.999")
    assert percentage_in_words(share(written, 1)) == "99.9 %"


@pytest.mark.parametrize("written", ["", "abc", "101", "-1", "1e3", "{{ x }}", "var.goal", "٩٩"])
def test_what_is_no_target_has_no_amount(written: str) -> None:
    assert share(written, 1).amount is None


@pytest.mark.parametrize(
    ("target", "budget"),
    [
        ("100", "0 s"),
        ("99.999", "26 s"),
        ("99.99", "4 min 19 s"),
        ("99.9", "43 min"),
        ("99.5", "3 h 36 min"),
        ("99", "7 h 12 min"),
        ("95", "36 h"),
        ("90", "3 days"),
        ("80", "6 days"),
        ("0.999", "43 min"),
        ("?", ""),
    ],
)
def test_a_target_allows_so_much_to_fail_in_a_month(target: str, budget: str) -> None:
    assert budget_in_words(share(target, 1)) == budget


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("30d", 30), ("4w", 28), ("28d", 28), ("720h", 30), ("1M", 30), ("1Q", 91), ("1y", 365),
        ("30 Day", 30), ("2 weeks", 14), ("MONTH", 30), ("WEEK", 7), ("1w3d", 10), ("1440m", 1),
        ("86400s", 1),
    ],
)  # fmt: skip
def test_a_window_is_the_same_in_every_unit(written: str, days: int) -> None:
    amount = span(written, 1).amount
    assert amount is not None
    assert round(amount, 6) == days


@pytest.mark.parametrize("written", ["", "soon", "30", "30 parsecs", "{{ window }}", "1d and more"])
def test_what_is_no_window_has_no_amount(written: str) -> None:
    assert span(written, 1).amount is None


def test_windows_are_said_in_days() -> None:
    assert days_in_words(span("4w", 1)) == "28 days"
    assert days_in_words(span("1d", 1)) == "1 day"
    assert days_in_words(span("6h", 1)) == "6 h"


def test_thresholds_compare_across_units() -> None:
    assert measure("200ms", 1).amount == measure("0.2s", 1).amount == measure("0.2", 1).amount
    assert measure("fast", 1).amount is None


def test_values_that_are_not_known_differ_only_where_their_texts_do() -> None:
    placeholder, other = Quantity("var.a", None, 1), Quantity("var.b", None, 1)
    assert not placeholder.differs(placeholder)
    assert not placeholder.differs(ABSENT)
    with pytest.raises(CannotTell, match="`var"):
        placeholder.differs(other)
    with pytest.raises(CannotTell, match="`var"):
        share("99", 1).differs(placeholder)


@given(st.text(max_size=30))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for value in (share(text, 1), span(text, 1), measure(text, 1)):
        assert value.text == text.strip()
    assert isinstance(percentage_in_words(share(text, 1)), str)
    assert isinstance(days_in_words(span(text, 1)), str)


@given(st.decimals(min_value=0, max_value=43_200, allow_nan=False, allow_infinity=False))
def test_a_length_of_time_is_said_in_at_most_two_units(minutes: Decimal) -> None:
    assert 1 <= len(minutes_in_words(minutes).split()) // 2 <= 2
