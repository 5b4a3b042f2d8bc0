"""How long the declared page takes to explain the core."""

import pytest
from builders import a_change, a_changed_file
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.configuration import Configuration
from app.core.core_page import CoreExplanation
from app.core.fact import CannotTell
from app.core.pull_request import NotRead
from app.facts.core_page import core_explanation

PAGE = "docs/core.md"
DECLARED = Configuration(core_page=PAGE)


def explained(after: str, before: str | None = "", path: str = PAGE) -> CoreExplanation:
    (told,) = core_explanation(a_change({path: (before, after)}, Configuration(core_page=path)))
    return told


def test_a_page_takes_as_long_as_its_words_take_to_say() -> None:
    told = explained("# Core\n\n" + "word " * 365, before="# Core\n\n" + "word " * 182)
    assert (told.words_before, told.words_after) == (183, 366)
    assert (told.seconds_before, told.seconds_after) == (60, 120)
    assert (told.spoken_before, told.spoken_after) == ("1 min", "2 min")


@pytest.mark.parametrize(
    "unsaid",
    [
        "```sh\nmany words in a block\n```",
        "    indented code in a block",
        "| a | table |\n| --- | --- |\n| with | words |",
        "- [a link](a.md)\n- [another one](b.md)",
        "[one](a.md) · [two](b.md) | [three](c.md)",
        "<!-- a comment\n\n## with a heading -->",
        "![a picture](a.png)",
        "> a quotation",
    ],
)
def test_what_nobody_would_read_out_is_not_counted(unsaid: str) -> None:
    told = explained(f"# Core\n\nIt runs services.\n\n{unsaid}\n\nAnd more.\n")
    assert told.words_after == 6
    assert told.concepts_after == 0


def test_front_matter_is_not_counted() -> None:
    told = explained("---\ntitle: What it is\nowner: us\n---\n# Core\n\nIt runs.\n")
    assert (told.words_after, told.concepts_after) == (3, 0)


def test_a_link_inside_a_sentence_is_said_with_it() -> None:
    assert explained("Read [the guide](a.md) first.\n").words_after == 4


@pytest.mark.parametrize("ending", ["rst", "adoc"])
def test_other_formats_are_counted_without_their_tables(ending: str) -> None:
    text = "It runs services.\n\n| a | b |\n\nAnd more.\n"
    assert explained(text, path=f"docs/core.{ending}").words_after == 5


def test_sections_and_defined_terms_are_concepts_each_once() -> None:
    page = (
        "# Core\n\n## Berths\n\n### Inside\n\n**Pilot**: brings it in.\n\n- **Crane** is a tool\n"
        "- **Crane**: the same\n- **Dock** – a place\n- **bold** word\n\n**Whole.** More.\n"
        "\n## See also\n\n**Note:** this.\n"
    )
    assert explained(page).concepts_after == 4


def test_a_page_that_moves_is_compared_with_itself() -> None:
    file = a_changed_file("docs/new.md", "one two", "one two three", old_path=PAGE)
    (told,) = core_explanation(a_change((file,), DECLARED))
    assert (told.path, told.words_before, told.words_after) == ("docs/new.md", 2, 3)


def test_other_pages_and_a_page_that_goes_say_nothing() -> None:
    assert core_explanation(a_change({"docs/de/core.md": (None, "eins")}, DECLARED)) == ()
    assert core_explanation(a_change({PAGE: ("one", None)}, DECLARED)) == ()
    assert core_explanation(a_change({PAGE: ("one", "two")})) == ()


def test_a_page_that_was_not_read_leaves_it_open() -> None:
    with pytest.raises(CannotTell, match="too large"):
        core_explanation(a_change({PAGE: ("one", NotRead("too large"))}, DECLARED))


def test_words_without_spaces_between_them_are_not_counted() -> None:
    with pytest.raises(CannotTell, match="without spaces"):
        explained("平台为团队构建、运行和监控服务。\n")


def test_the_place_is_the_first_line_that_is_added() -> None:
    assert explained("# Core\n\nOld.\n\nNew.\n", before="# Core\n\nOld.\n").line == 5


@given(st.text(max_size=300), st.sampled_from(["md", "mdx", "rst", "adoc", "txt"]))
@settings(deadline=None)
def test_any_page_has_an_answer(text: str, ending: str) -> None:
    try:
        told = explained(text, path=f"docs/core.{ending}")
    except CannotTell:
        return
    assert told.words_after >= 0
