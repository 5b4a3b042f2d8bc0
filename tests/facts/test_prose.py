"""The sentences of documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.facts.prose import Link, Sentence, front_matter, is_prose, sentences


def texts(text: str, path: str = "page.md") -> list[str]:
    return [sentence.text for sentence in sentences(text, path)]


def test_a_wrapped_sentence_is_one_sentence_on_the_line_where_it_starts():
    page = "# Title\n\nShort. Every team\nmay *choose*\nits own `pipeline`. Last one\n"
    assert sentences(page) == (
        Sentence("Title", 1, heading=True, level=1),
        Sentence("Short.", 3),
        Sentence("Every team may choose its own pipeline.", 3),
        Sentence("Last one", 5),
    )


def test_code_quotations_comments_template_code_and_front_matter_are_no_prose():
    page = (
        "---\ntitle: All teams must\n---\n\n<!-- All teams\nmust -->\n<%= must %>\n\n"
        "```\nall teams must\n```\n\n> All teams must\n\n    all teams must\n\nRead\n"
    )
    assert sentences(page) == (Sentence("Read", 17),)


def test_list_items_and_table_cells_are_read_one_by_one():
    assert texts("- one\n- two\n  more\n\n| a | b |\n|---|---|\n| c | d |\n") == [
        "one",
        "two more",
        "a",
        "b",
        "c",
        "d",
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("page.md", "Use [the tool](https://example.org/tool) now."),
        ("page.rst", "Use `the tool <https://example.org/tool>`_ now."),
        ("page.adoc", "Use https://example.org/tool[the tool] now."),
    ],
)
def test_links_are_read_as_their_words_and_remember_where_they_lead(path, text):
    (sentence,) = sentences(text, path)
    assert sentence.text == "Use the tool now."
    assert sentence.links == (Link("the tool", "https://example.org/tool"),)


def test_an_abbreviation_ends_no_sentence():
    assert texts("Tools, e.g. linters, help. Others do not.") == [
        "Tools, e.g. linters, help.",
        "Others do not.",
    ]


def test_directives_and_literal_blocks_of_restructured_text_are_left_out():
    page = (
        "Title\n=====\n\nRead this.\n\n.. code-block:: yaml\n\n   all: must\n\nAs here::\n\n   x\n"
    )
    assert texts(page, "page.rst") == ["Title", "Read this.", "As here::"]


def test_delimited_blocks_of_asciidoc_are_left_out():
    assert texts("= Title\n:toc:\n\nRead.\n\n----\ncode\n----\n\n* item\n", "page.adoc") == [
        "Title",
        "Read.",
        "item",
    ]


def test_front_matter_is_read_as_plain_pairs():
    assert front_matter("---\ntitle: 'Which tool'\nsection: A & B\n---\nText: no\n") == {
        "title": "Which tool",
        "section": "A & B",
    }
    assert front_matter("Text: no\n") == {}


def test_documents_are_known_by_their_endings():
    assert is_prose("docs/Page.html.md.erb")
    assert is_prose("README.md")
    assert not is_prose("main.tf")


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="ab.!? \n\t-*_`[]()<>#|=:&%\"'\\~{}1", max_size=300),
    st.sampled_from(["a.md", "a.rst", "a.adoc"]),
)
def test_any_text_has_sentences_whose_lines_are_inside_it(text, path):
    lines = text.count("\n") + text.count("\r") + 1
    for sentence in sentences(text, path):
        assert 1 <= sentence.line <= lines
        assert sentence.text == " ".join(sentence.text.split()) != ""
