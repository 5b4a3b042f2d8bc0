"""Whether a declaration that changed still takes what users give it."""

from dataclasses import replace

import pytest

from app.facts.compatibility import breakage, is_altered
from app.facts.surface import Declaration

WAS = Declaration("terraform_variable", "size", "modules/q", "modules/q/v.tf", 1, default="small")


def reason(was: Declaration = WAS, **now: object) -> str | None:
    changed = replace(was, **now)  # type: ignore[arg-type]
    assert is_altered(was, changed)
    return breakage(was, changed)


def test_a_removed_default_breaks() -> None:
    assert reason(default=None, required=True) == "its default was removed"


def test_a_requirement_breaks_unless_there_is_a_default() -> None:
    assert reason(replace(WAS, default=None), required=True) == "it is now required"
    assert reason(required=True) is None
    assert reason(replace(WAS, required=True), required=False) is None


def test_a_flipped_truth_breaks_and_another_default_does_not() -> None:
    flipped = reason(replace(WAS, default="false"), default="true")
    assert flipped == "its default flipped from `false` to `true`"
    assert reason(default="large") is None


@pytest.mark.parametrize(
    ("was", "now", "breaks"),
    [
        ("string", "number", False),
        ("string", "list(string)", True),
        ("number", "string", False),
        ("string", "any", False),
        ("list(string)", "set(string)", False),
        ("list", "list(string)", False),
        ("map(any)", "map(string)", False),
        ("any", "object", True),
        (None, "string", False),
        ("list(string)", "map(string)", True),
    ],
)
def test_types_may_widen(was: str | None, now: str, breaks: bool) -> None:
    assert (reason(replace(WAS, type=was), type=now) is not None) is breaks


def test_other_formats_do_not_convert_scalars() -> None:
    assert reason(replace(WAS, kind="crd_field", type="integer"), type="string") is not None


def test_accepted_values_may_be_added_but_not_taken_away() -> None:
    listed = replace(WAS, choices=("small", "large"))
    assert reason(listed, choices=("small", "large", "huge")) is None
    assert reason(listed, choices=("small",)) == "it no longer takes `large`"


def test_a_new_validation_breaks_and_a_dropped_one_does_not() -> None:
    limited = replace(WAS, constraints=("size > 1",))
    assert "validation" in (reason(constraints=("size > 1",)) or "")
    assert reason(limited, constraints=()) is None


def test_a_deprecation_and_a_mark_are_changes_that_break_nothing() -> None:
    assert reason(deprecated=True) is None
    assert reason(traits=("sensitive",)) is None


def test_where_and_how_it_is_explained_makes_no_difference() -> None:
    assert not is_altered(WAS, replace(WAS, path="b.tf", line=9, documentation="Its size"))


def test_what_users_read_cannot_be_required_of_them() -> None:
    output = replace(WAS, output=True, default=None)
    assert reason(output, required=True) is None
