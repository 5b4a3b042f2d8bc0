"""CODEOWNERS as GitHub reads it."""

import pytest
from builders import a_change
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.fact import CannotTell
from app.core.pull_request import NotRead
from app.facts.codeowners import code_owners, code_owners_today, is_owner, parse, sample_path


def owners(text: str, path: str) -> tuple[str, ...] | None:
    """The owners of a path; None where no line matches."""
    rule = parse(text).rule_for(path)
    return None if rule is None else rule.owners


PATTERNS = [
    # pattern, what it matches, what it does not
    ("foo", "foo foo/bar bar/foo bar/foo/baz", "foo.txt bar/baz"),
    ("/foo", "foo foo/bar foo/bar/baz", "fool.txt bar/foo bar/foo/baz"),
    ("foo/", "foo/bar foo/bar/baz bar/foo/baz", "foo bar/foo bar/baz"),
    ("/foo/", "foo/bar foo/bar/baz", "foo bar/foo/baz"),
    ("foo/bar", "foo/bar foo/bar/baz", "foo/bart baz/foo/bar"),
    ("/foo/bar/", "foo/bar/baz", "foo/bar foo/bart baz/foo/bar/qux"),
    ("*", "foo foo/bar bar/foo/baz", ""),
    ("f*", "foo foo/bar bar/foo/baz", "bar/baz xfoo"),
    ("/*", "foo", "foo/bar"),
    ("/f*", "foo foo/bar", "bar/foo xfoo"),
    ("f*/", "foo/bar bar/foo/baz", "foo xfoo"),
    ("/*/", "foo/bar bar/foo/baz", "foo"),
    (r"f\*o", "f*o", "foo"),
    ("foo/*", "foo/bar", "foo foo/bar/baz bar/foo/baz"),
    ("foo/*.txt", "foo/bar.txt", "foo/bar/baz.txt qux/foo/bar.txt"),
    ("foo/*/baz", "foo/bar/baz foo/bar/baz/qux", "foo/bar foo/baz"),
    ("f?o", "foo", "fo fooo"),
    ("**/foo/bar", "foo/bar qux/foo/bar qux/foo/bar/baz", "qux/foo/baz/bar"),
    ("**/*bar*", "bar foo/rebar foo/qux/barrio", "foo"),
    ("foo/bar/**", "foo/bar/baz foo/bar/baz/qux", "foo/bar qux/foo/bar/baz"),
    ("foo/**/bar", "foo/bar foo/qux/bar/baz foo/a/b/bar", "foo qux/foo/bar"),
    ("foo/**/", "foo/bar foo/bar/baz", "foo"),
    ("foo/**/bar/b*", "foo/bar/baz foo/qux/bar/baz", "foo/bar foo/bar/qux"),
    ("*.js", "a.js b/a.test.js a.js/b", "a.jsx js"),
    ("*.test.js", "b/a.test.js", "a.js"),
    (r"a\ b.txt", "", "a"),
    ("/", "", "foo foo/bar"),
    ("**", "foo foo/bar", ""),
    ("/Docs/", "Docs/a", "docs/a"),
]


@pytest.mark.parametrize(("pattern", "yes", "no"), PATTERNS)
def test_a_pattern_matches_what_github_lets_it_match(pattern: str, yes: str, no: str) -> None:
    file = parse(f"{pattern} @a")
    assert [p for p in yes.split() if file.rule_for(p) is None] == []
    assert [p for p in no.split() if file.rule_for(p) is not None] == []


def test_a_guarded_space_belongs_to_the_pattern() -> None:
    assert owners("/a\\ b.txt @a", "a b.txt") == ("@a",)


def test_the_last_line_that_matches_wins() -> None:
    text = "* @all\n/app/ @app\n*.md @writers\n/app/legal.md @legal\n"
    assert owners(text, "app/main.py") == ("@app",)
    assert owners(text, "app/read.md") == ("@writers",)
    assert owners(text, "app/legal.md") == ("@legal",)
    assert owners(text, "x") == ("@all",)


def test_a_line_without_an_owner_is_not_the_same_as_no_line() -> None:
    text = "/app/ @app\n/app/free/\n"
    assert owners(text, "app/free/x") == ()
    assert owners(text, "elsewhere") is None


@pytest.mark.parametrize(
    "line",
    [
        "/app/ @acme/a, @acme/b",
        "/app/ acme",
        "/app/ @acme/a b",
        "!/app/ @acme/a",
        "/[ab]pp/ @acme/a",
        "\\#app @acme/a",
        "***/app @acme/a",
        "/app/ @-a",
        "# /app/ @acme/a",
    ],
)
def test_a_line_that_github_cannot_read_is_skipped(line: str) -> None:
    assert owners(f"* @fallback\n{line}\n", "app/x") == ("@fallback",)


def test_a_comment_may_follow_the_owners() -> None:
    assert owners("*.js @a # was @b\n", "x.js") == ("@a",)
    assert owners("*.js # nobody, not even @b\n", "x.js") == ()


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    assert owners("\ufeff* @a\r\n/b/ @b\r\n", "b/c") == ("@b",)


@pytest.mark.parametrize("word", ["@a", "@acme/pay-ments", "a.b@acme.example", "@joe_acme"])
def test_users_teams_and_mail_addresses_are_owners(word: str) -> None:
    assert is_owner(word)


def test_the_first_of_the_three_places_counts() -> None:
    change = a_change(
        {"docs/CODEOWNERS": ("* @docs", "* @docs")}, neighbours={"CODEOWNERS": "* @root"}
    )
    file = code_owners(change.after)
    assert file is not None
    assert (file.path, file.owners_of("x")) == ("CODEOWNERS", ("@root",))
    assert code_owners(a_change().after) is None


def test_todays_owners_are_those_of_the_base_branch() -> None:
    change = a_change(
        {"CODEOWNERS": ("* @then", "* @proposed")}, neighbours={"CODEOWNERS": "* @today"}
    )
    today = code_owners_today(change)
    assert today is not None
    assert today.owners_of("x") == ("@today",)


def test_an_owners_file_that_was_not_read_cannot_be_told() -> None:
    change = a_change({"CODEOWNERS": ("* @a", NotRead("it is too large"))})
    with pytest.raises(CannotTell, match="CODEOWNERS was not read: it is too large"):
        code_owners(change.after)


def test_github_ignores_a_file_of_three_megabytes() -> None:
    assert parse("# x\n" * 800_000 + "* @a\n").rules == ()


PLAIN = st.text("ab*?/.\\", min_size=1, max_size=8)


@given(st.lists(PLAIN, max_size=8), st.text("ab./", min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_the_index_agrees_with_trying_line_after_line(patterns: list[str], path: str) -> None:
    lines = [f"{pattern} @o{number}" for number, pattern in enumerate(patterns)]
    one_by_one = [line for line in lines if parse(line).rule_for(path)]
    together = parse("\n".join(lines)).rule_for(path)
    assert (together.owners[0] if together else None) == (
        one_by_one[-1].split()[-1] if one_by_one else None
    )


@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
@settings(max_examples=200, deadline=None)
def test_reading_and_asking_never_fail(text: str, path: str) -> None:
    file = parse(text)
    file.owners_of(path)
    assert all(0 < rule.line <= text.count("\n") + 1 for rule in file.rules + file.skipped)


@given(st.from_regex(r"/?[ab]{1,2}(/(\*|\*\*|[ab]\*|[ab]))*/?", fullmatch=True))
@settings(max_examples=100, deadline=None)
def test_the_sample_path_of_a_pattern_matches_it(pattern: str) -> None:
    assert parse(f"{pattern} @a").rule_for(sample_path(pattern)) is not None
