"""What strangers wrote stays text, whatever it holds."""

import re

import pytest
from github_markdown import tokens_of
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import Segment, Text, ours, theirs
from app.render.escape import code_span, markdown, one_line, url_path, words

HOSTILE = (
    "@acme/payments",
    "![x](https://evil.example/x.png)",
    "[x](https://evil.example)",
    "https://evil.example www.evil.example robin@evil.example",
    "<img src=x onerror=alert(1)>",
    "<!-- cowpath -->",
    "</details></summary>",
    "#12 acme/harbour#12 GH-12 0123456789abcdef0123456789abcdef01234567",
    ":tada: :+1:",
    "`` ` ``` @x",
    "`",
    "``",
    " ` ",
    "a\n\n# Heading\n- item\n```\n@x\n```",
    "| a | b |\n|---|---|\n| @x | y |",
    "\\`@x\\`",
    "user\u202egpj.exe\u200b\x1b[31m\x00",
    "*a* **b** ~~c~~ _d_",
    "",
    "   ",
)


def nothing_is_alive(page: str) -> None:
    for token in tokens_of(page):
        assert token.type not in {"link_open", "image", "html_inline", "html_block", "fence"}, token
        if token.type == "text":
            assert not re.search(r"@\w|#[0-9]|://|www\.|:\+?\w+:", token.content), token


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_a_stranger_wrote_comes_alive(hostile: str) -> None:
    for text in (
        theirs(hostile),
        (*ours("Seen: "), *theirs(hostile), *ours(" and "), *theirs(hostile)),
        (*ours("Seen: `"), *theirs(hostile), *ours("` twice")),
        (*ours("a `code`"), *theirs(hostile), *ours("`code`.")),
        (*ours("**"), *theirs(hostile), *ours("**")),
        (*theirs(hostile), *theirs(hostile)),
        (*ours("back\\\\"), *theirs(hostile)),
        (*ours("#"), *theirs(hostile)),
    ):
        nothing_is_alive(markdown(text))


SEGMENTS = st.lists(
    st.one_of(
        st.builds(
            Segment,
            st.sampled_from(["a `b` ", "`", "``", "x\\\\", "**", " ", "#", "("]),
            st.just("ours"),
        ),
        st.builds(
            Segment,
            st.one_of(st.sampled_from(HOSTILE), st.text("`\\\\@#a1 \n<!-[](*_~|:/.", max_size=30)),
            st.just("theirs"),
        ),
    ),
    max_size=6,
)


@given(SEGMENTS)
def test_nothing_comes_alive_between_the_segments(segments: list[Segment]) -> None:
    nothing_is_alive(markdown(tuple(segments)))


@given(st.text(max_size=300))
def test_a_code_span_holds_its_text_and_nothing_else(text: str) -> None:
    (paragraph,) = (token for token in tokens_of(code_span(text)) if token.type == "inline")
    (code,) = paragraph.children or ()
    assert code.type == "code_inline"
    assert code.content.strip() == one_line(text).strip()


def test_a_stranger_gets_one_line_of_bounded_length() -> None:
    assert one_line("a\n\tb\u2028c") == "a b c"
    assert one_line("x" * 70_000) == "x" * 159 + "…"
    assert one_line("\n" * 70_000 + "x").endswith("…")


def test_unseen_letters_are_made_visible() -> None:
    assert one_line("user\u202egpj.exe\x00") == "user�gpj.exe�"


def test_numbers_stay_plain_where_they_are_numbers_only() -> None:
    assert markdown((*ours("has "), *theirs("2"), *ours(" of "), *theirs("0.7"))) == "has 2 of 0.7"
    assert markdown((*ours("see #"), *theirs("12"))) == "see #`12`"
    assert markdown(theirs("1234567")) == "`1234567`"


def test_our_words_keep_their_light_markdown() -> None:
    text = ours("Add `owner` **now**, *please*: see_me <b> [x](y) #12 @acme")
    assert markdown(text) == (
        r"Add `owner` **now**, *please*: see\_me \<b\> \[x\](y) #\u200b12 @\u200bacme"
    ).replace(r"\u200b", "\u200b")


def test_backticks_around_a_placeholder_are_not_doubled() -> None:
    assert markdown((*ours("Add `"), *theirs("name"), *ours("` here"))) == "Add `name` here"


def test_plain_words_drop_emphasis_and_keep_code() -> None:
    text: Text = (*ours("**Add**  `core/**` for "), *theirs("*x*\n@y"))
    assert words(text) == "Add `core/**` for *x* @y"


def test_a_path_in_a_url_is_encoded() -> None:
    assert url_path("a b/(c)#d?e`\n.md") == "a%20b/%28c%29%23d%3Fe%60%0A.md"
    assert url_path("\ud800") == "%3F"


@pytest.mark.parametrize("command", ["::error::x", "::stop-commands::x", "##[error]x", "##vso[x]"])
def test_a_build_that_shows_a_strangers_words_does_not_carry_them_out(command: str) -> None:
    """GitHub and Azure take a line for a command when it begins like this, indented or not."""
    said = one_line(f"{command} and {command}")
    assert command not in said
    assert said.replace("\N{ZERO WIDTH SPACE}", "") == f"{command} and {command}"


def test_colons_inside_a_word_stay_as_they_are() -> None:
    assert one_line("std::vector a: b c::d") == "std::vector a: b c::d"
