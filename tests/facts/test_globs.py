"""Globs in the manner of `.gitignore`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.facts.globs import matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.tf", "main.tf"),
        ("*.tf", "modules/queue/main.tf"),
        ("docs/", "docs/start.md"),
        ("docs/", "a/docs/b/c.md"),
        ("/docs", "docs/a.md"),
        ("docs", "a/docs"),
        ("modules/*/README.md", "modules/queue/README.md"),
        ("modules/**", "modules/queue/main.tf"),
        ("**/README.md", "README.md"),
        ("**/README.md", "a/b/README.md"),
        ("a/**/b", "a/b"),
        ("a/**/b", "a/x/y/b"),
        ("a?c", "abc"),
        ("app/[id]/*", "app/[id]/page.tsx"),
        (r"\!important", "!important"),
        ("*", ".hidden"),
    ],
)
def test_takes_in(pattern: str, path: str) -> None:
    assert matches((pattern,), path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("docs/", "docs"),
        ("/docs", "a/docs/b.md"),
        ("modules/*/README.md", "modules/queue/deep/README.md"),
        ("modules/**", "modules"),
        ("a.b", "axb"),
        ("a?c", "a/c"),
        ("", "a"),
        ("/", "a"),
        ("!", "a"),
    ],
)
def test_leaves_out(pattern: str, path: str) -> None:
    assert not matches((pattern,), path)


def test_the_last_pattern_that_matches_decides() -> None:
    patterns = ("docs/**", "!docs/internal/", "docs/internal/open.md")
    assert matches(patterns, "docs/start.md")
    assert not matches(patterns, "docs/internal/secret.md")
    assert matches(patterns, "docs/internal/open.md")


@settings(max_examples=150)
@given(
    st.lists(st.text(alphabet="a*?/!\\[]()|.\ud800é", max_size=12), max_size=4),
    st.text(alphabet="ab/.\udc80é\n", max_size=20),
)
def test_any_pattern_and_path_have_an_answer(patterns: list[str], path: str) -> None:
    assert matches(patterns, path) in (True, False)


def test_many_stars_take_no_longer_than_few() -> None:
    assert not matches(("*a" * 30 + "b",), "a" * 4_000)
