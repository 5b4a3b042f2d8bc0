"""Entries that a change leaves for the next list of changes."""

import pytest
from builders import a_change

from app.facts.news_entries import is_news_entry, news_entries


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("changelog/12.removal.rst", "Remove `region`."),
        ("12.breaking.md", "Remove `region`."),
        (".chloggen/region.yaml", "# one of 'breaking'\nchange_type: breaking\n"),
        (".changeset/late-cats-sing.md", '---\n"@acme/search": major\n---\nNo more `region`.\n'),
    ],
)
def test_an_entry_may_say_that_users_must_act(path: str, text: str) -> None:
    (entry,) = news_entries(a_change({path: (None, text)}))
    assert (entry.path, entry.breaks) == (path, True)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("newsfragments/12.feature.rst", "A breaking speed."),
        (".chloggen/region.yaml", "# one of 'breaking'\nchange_type: enhancement\n"),
        (".changeset/late-cats-sing.md", '---\n"@acme/search": minor\n---\nA major change.\n'),
    ],
)
def test_other_entries_do_not(path: str, text: str) -> None:
    (entry,) = news_entries(a_change({path: (None, text)}))
    assert not entry.breaks


def test_what_is_no_entry_or_was_there_before_counts_for_nothing() -> None:
    assert not is_news_entry("docs/removal.md")
    assert not is_news_entry("src/feature.ts")
    change = a_change({"changelog/12.removal.rst": ("Remove it.", None), "CHANGELOG.md": ("", "x")})
    assert not list(news_entries(change))
