"""How long the core takes to explain: the declared page, as it would be said aloud.

Only the one page that maintainers declare is looked at, so that translations, change logs and
generated pages say nothing here. What nobody would read out is not counted: code, tables, lists of
links, front matter and comments.
"""

from collections.abc import Iterator

from app.core.core_page import CoreExplanation
from app.core.fact import CannotTell
from app.core.pull_request import ChangedFile, Content, NotRead
from app.facts.added import added_lines
from app.facts.change import Change, fact
from app.facts.prose import Sentence, sentences
from app.lazy_re import regex

WORDS_A_MINUTE = 183
"""Reading aloud, in English: Brysbaert, "How many words do we read per minute?", 2019."""

_WORD = regex(r"[^\W_]+(?:['’.-][^\W_]+)*")
_LETTER = regex(r"[^\W\d_]")
_WITHOUT_SPACES = regex("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that put no spaces between words."""
_TABLE_ROW = ("|", "+-", "+=")
"""How rows of tables begin in formats whose tables are not told apart."""
_APARTS = frozenset({
    "note", "notes", "warning", "tip", "important", "caution", "example", "examples", "tl;dr",
    "contents", "table of contents", "toc", "overview", "introduction", "summary", "see also",
    "further reading", "read more", "learn more", "next steps", "what next", "what's next",
    "links", "resources", "references", "contact", "contact us", "contacts", "help", "get help",
    "support", "feedback", "contributing", "license", "licence", "faq", "glossary", "changelog",
})  # fmt: skip
"""Sections and remarks that introduce nothing to grasp."""


@fact
def core_explanation(change: Change) -> tuple[CoreExplanation, ...]:
    """How long the declared page takes to explain the core, before and after; empty where the
    change leaves the page alone or takes it away. A page that moves is compared with itself."""
    page = change.configuration.core_page
    file = next((f for f in change.files if page and page in (f.path_before, f.path)), None)
    if file is None or file.status == "removed":
        return ()
    before = _said(file.path_before, file.before)
    after = _said(file.path, file.after)
    return (
        CoreExplanation(
            path=file.path,
            line=_first_line_added(file),
            words_before=_words(before),
            words_after=_words(after),
            seconds_before=_seconds(before),
            seconds_after=_seconds(after),
            spoken_before=_in_words(_seconds(before)),
            spoken_after=_in_words(_seconds(after)),
            concepts_before=len(_concepts(before)),
            concepts_after=len(_concepts(after)),
        ),
    )


def _said(path: str, content: Content) -> tuple[Sentence, ...]:
    """The sentences of the page that somebody would say who explains the core with it.

    Raises `CannotTell` where the page was not read, or its words cannot be counted.
    """
    if isinstance(content, NotRead):
        raise CannotTell(f"{path} was not read: {content.reason}")
    said = tuple(filter(_is_said, sentences(content or "", path)))
    letters = sum(len(_WITHOUT_SPACES.findall(sentence.text)) for sentence in said)
    if letters > _words(said):
        raise CannotTell(f"{path} is written without spaces between words, which are not counted")
    return said


def _is_said(sentence: Sentence) -> bool:
    """Not tables, and not what is nothing but links."""
    if sentence.cell or sentence.text.startswith(_TABLE_ROW):
        return False
    rest = sentence.text
    for link in sentence.links:
        rest = rest.replace(link.text, "", 1)
    return bool(_LETTER.search(rest))


def _words(said: tuple[Sentence, ...]) -> int:
    return sum(len(_WORD.findall(sentence.text)) for sentence in said)


def _seconds(said: tuple[Sentence, ...]) -> int:
    return round(_words(said) * 60 / WORDS_A_MINUTE)


def _in_words(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    parts = ((minutes, "min"), (rest, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"


def _concepts(said: tuple[Sentence, ...]) -> frozenset[str]:
    """What is introduced: second-level headings, and terms in bold that a sentence defines."""
    return frozenset(_introduced(said)) - _APARTS


def _introduced(said: tuple[Sentence, ...]) -> Iterator[str]:
    for sentence in said:
        if sentence.level == 2:
            yield sentence.text.lower().strip(" .:?!")
        elif sentence.term:
            yield sentence.term.lower()


def _first_line_added(file: ChangedFile) -> int:
    return next((line.number for line in added_lines(file)), 1)
