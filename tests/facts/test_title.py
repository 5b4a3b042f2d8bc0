"""Titles taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.facts.title import LONGEST_TITLE, read_title


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("feat(api)!: add a route", "feature", "add a route"),
        ("fix: 🐛 typo", "fix", "typo"),
        (":sparkles: Add search", None, "Add search"),
        ("ABC-123: add search", None, "add search"),
        ("[chart] Add search", None, "Add search"),
        ("terraform(deps): Bump x from 1 to 2", "deps", "Bump x from 1 to 2"),
        ("feature add search", "feature", "add search"),
        ("harbour: Add search", None, "Add search"),
        ("Add search", None, "Add search"),
        ("", None, ""),
    ],
)
def test_prefixes_tickets_and_pictures_are_taken_off(text, kind, words):
    title = read_title(text)
    assert (title.type, title.words) == (kind, words)


def test_an_exclamation_mark_before_the_colon_announces_a_break():
    assert read_title("feat(api)!: drop it").breaking
    assert not read_title("feat(api): drop it!").breaking


@given(st.text(max_size=400))
def test_any_title_can_be_read(text):
    assert len(read_title(text).words) <= LONGEST_TITLE
