"""The sentences of a document: what people read in Markdown, AsciiDoc and reStructuredText.

Code, tables of contents, comments, quotations and front matter are left out; headings, list items,
paragraphs and table cells are read. Every function is total and takes time in proportion to the
text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt

from app.facts.blanking import blanked
from app.lazy_re import regex

LONGEST_DOCUMENT = 200_000
"""Characters read of one document; what comes after is left out."""
LONGEST_BLOCK = 8_000
"""Characters read of one paragraph, list item or cell."""
LONGEST_LEAD = 300
"""Characters read of the words that a list goes on with."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a sentence."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it reads: no markup, white space made one."""

    text: str
    line: int
    """The line on which it starts, from 1."""
    links: tuple[Link, ...] = ()
    heading: bool = False
    lead: str = ""
    """For the first sentence of a list's item: what it goes on with, such as "Teams must"."""
    level: int = 0
    """Of a heading in Markdown, from 1; 0 elsewhere."""
    cell: bool = False
    """Whether it stands in a table of Markdown."""
    term: str = ""
    """For the first sentence of a paragraph or item: what it opens with in bold to define it."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of source text that reads as one: a paragraph, an item, a cell, a heading."""

    text: str
    line: int
    heading: bool = False
    lead: str = ""
    level: int = 0
    cell: bool = False


def is_prose(path: str) -> bool:
    """Whether a file with this path is a document for people."""
    return path.lower().endswith(
        (".md", ".markdown", ".mdx", ".md.erb", ".rst", ".adoc", ".asciidoc")
    )


@lru_cache(maxsize=8)  # a change log is the same for all neighbours in a history
def sentences(text: str, path: str = "") -> tuple[Sentence, ...]:
    """The sentences of a document in their order; the path says in which format it is written."""
    return tuple(
        sentence for block in _blocks(text, path) for sentence in _sentences_of_block(block)
    )


def front_matter(text: str) -> dict[str, str]:
    """The plain `key: value` lines between the opening pair of `---` lines, keys in lower case."""
    lines = _lines(text)
    end = _end_of_front_matter(lines)
    pairs = (line.partition(":") for line in lines[1 : max(end - 1, 0)] if line[:1].strip())
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs}


def _blocks(text: str, path: str) -> Iterator[_Block]:
    lines = _lines(text)
    for number in range(_end_of_front_matter(lines)):
        lines[number] = ""
    name = path.lower()
    if name.endswith(".rst"):
        return _marked_blocks(lines, _rst_noise)
    if name.endswith((".adoc", ".asciidoc")):
        return _marked_blocks(lines, _asciidoc_noise)
    return _markdown_blocks(lines)


def _lines(text: str) -> list[str]:
    # not `splitlines`: a line is what an editor and git call a line
    return re.split(r"\r\n|\n|\r", text[:LONGEST_DOCUMENT])


def _end_of_front_matter(lines: list[str]) -> int:
    """The number of lines that the front matter takes up; 0 where there is none."""
    if lines[0].rstrip() != "---":
        return 0
    closing = (i for i, line in enumerate(lines[1:200], 1) if line.rstrip() in ("---", "..."))
    return next(closing, -1) + 1


# Markdown: blocks by the CommonMark parser, inline markup by the patterns below ------------------

_MARKDOWN = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").disable("inline")
_UNSEEN = (("<!--", "-->"), ("<%", "%>"))
"""Around comments and the code of templates."""


def _markdown_blocks(lines: list[str]) -> Iterator[_Block]:
    depth = {"blockquote": 0, "list_item": 0, "heading": 0, "table": 0}
    lead, level = "", 0
    for token in _MARKDOWN.parse(blanked("\n".join(lines), _UNSEEN)):
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in depth:
            depth[name] += token.nesting
            level = int(token.tag[1:]) if token.type == "heading_open" else 0
        elif token.type == "inline" and token.map and not depth["blockquote"]:
            text = token.content[:LONGEST_BLOCK]
            if not depth["list_item"]:
                lead = _lead(text)
            inside = lead if depth["list_item"] else ""
            place = token.map[0] + 1
            yield _Block(text, place, bool(depth["heading"]), inside, level, bool(depth["table"]))


def _lead(text: str) -> str:
    """The last sentence of a paragraph where it ends in a colon: a list's items go on with it."""
    last = " ".join(text[-LONGEST_LEAD:].split()).rpartition(". ")[2]
    return last[:-1].strip() if last.endswith(":") else ""


# reStructuredText and AsciiDoc: blocks are parted by empty lines ---------------------------------

_ADORNMENT = regex(r"[=\-`:.'\"~^_*+#<>]{3,}\s*")
_LIST_MARK = regex(r"\s*(?:[*+-]|\.{1,5}|#\.|\d{1,3}[.)])\s+(?=\S)")
_ASCIIDOC_HEADING = regex(r"={1,6} (?=\S)")
_FENCE = regex(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|_{4,}|`{3,})\s*")

Noise = Callable[[list[str]], Iterator[int]]
"""Says which lines of a document are no prose, by their index."""


def _marked_blocks(lines: list[str], noise: Noise) -> Iterator[_Block]:
    for index in noise(lines):
        lines[index] = ""
    start, run = 0, list[str]()
    for index, line in enumerate([*lines, ""]):
        mark = _LIST_MARK.match(line)
        title = _is_title(lines, index)
        if run and (mark or title or not line.strip() or _ADORNMENT.fullmatch(line)):
            yield _Block("\n".join(run)[:LONGEST_BLOCK], start + 1, _is_title(lines, start))
            run = []
        if line.strip() and not _ADORNMENT.fullmatch(line):
            start = index if not run else start
            run.append(_ASCIIDOC_HEADING.sub("", line[mark.end() :] if mark else line))


def _is_title(lines: list[str], index: int) -> bool:
    """Whether a line is a heading: marked with `=`, or underlined."""
    if index + 1 >= len(lines) or not lines[index].strip():
        return False
    below = lines[index + 1]
    underlined = bool(_ADORNMENT.fullmatch(below)) and len(below.rstrip()) >= 3
    return bool(_ASCIIDOC_HEADING.match(lines[index])) or underlined


def _rst_noise(lines: list[str]) -> Iterator[int]:
    """Directives and comments with what is indented below them, and literal blocks."""
    inside = False
    for index, line in enumerate(lines):
        if line.startswith(".. "):
            inside = True
            yield index
        elif inside and (not line.strip() or line[:1].isspace()):
            yield index
        else:
            inside = line.rstrip().endswith("::")


def _asciidoc_noise(lines: list[str]) -> Iterator[int]:
    """Delimited blocks, comments, attributes and block macros."""
    fence = ""
    for index, line in enumerate(lines):
        mark = line.rstrip() if _FENCE.fullmatch(line) else ""
        if fence:
            fence = "" if mark == fence else fence
            yield index
        elif mark and not _underlines(lines, index):
            fence = mark
            yield index
        elif line.startswith(("//", ":", "[")) or "::" in line[:20]:
            yield index


def _underlines(lines: list[str], index: int) -> bool:
    title = lines[index - 1].strip() if index else ""
    return bool(title) and abs(len(title) - len(lines[index].rstrip())) <= 1


# Inline markup, and where a sentence ends ---------------------------------------------------------

_INLINE = regex(
    r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,600}\)"  # an image says nothing in words
    r"|\[(?P<text>[^\[\]]{1,300})\](?:\((?P<target>[^()\s]{0,600})[^()\n]{0,200}\)|\[[^\[\]\n]{0,200}\])?"
    r"|`(?P<rst>[^`<>\n]{1,200})<(?P<rst_target>[^`<>\s]{1,600})>`__?"
    r"|(?P<adoc_target>(?:https?://|link:|xref:)[^\s\[\]]{1,600})\[(?P<adoc>[^\[\]]{1,300})\]"
    r"|(?P<code>`{1,2}[^`]{1,300}`{1,2})"
    r"|<https?://[^<>\s]{1,600}>"
    r"|</?[A-Za-z][^<>]{0,300}>"
    r"|\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|~~|\\(?=[^\w\s])"
)
_DEFINED = regex(
    r"(?:\*\*|__)([^*_\n]{2,60}?)(?::(?:\*\*|__)|(?:\*\*|__)(?=:| [–—-] | (?:is|are|means?) ))"
)
"""A term in bold, with a colon, a dash or a verb that says what it is."""
_SENTENCE_END = regex(r"[.!?][\"')\]]{0,3}(?=\s)")
_ABBREVIATIONS = (
    "e.g.", "i.e.", "etc.", "cf.", "vs.", "no.", "approx.", "incl.", "resp.", "mr.", "ms.", "dr.",
)  # fmt: skip


def _sentences_of_block(block: _Block) -> Iterator[Sentence]:
    for start, end in _spans(block.text):
        source = block.text[start:end]
        links: list[Link] = []
        words = " ".join(_plain(source, links).split())
        if words:
            skipped = len(source) - len(source.lstrip())
            line = block.line + block.text.count("\n", 0, start + skipped)
            lead = "" if start else " ".join(_plain(block.lead, []).split())
            term = None if start else _DEFINED.match(source.lstrip())
            yield Sentence(
                text=words,
                line=line,
                links=tuple(links),
                heading=block.heading,
                lead=lead,
                level=block.level,
                cell=block.cell,
                term=term[1].strip() if term else "",
            )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        last_word = text[max(start, end.start() - 10) : end.start() + 1].split()[-1].lower()
        follows = text[end.end() : end.end() + 40].lstrip()
        if last_word.strip("(") not in _ABBREVIATIONS and not follows[:1].islower():
            yield start, end.end()
            start = end.end()
    yield start, len(text)


def _plain(source: str, links: list[Link]) -> str:
    """The words without their markup; links are added to `links`."""

    def words(found: re.Match[str]) -> str:
        text = found["text"] or found["rst"] or found["adoc"]
        target = found["target"] or found["rst_target"] or found["adoc_target"] or ""
        if text is None:
            return (found["code"] or "").strip("`")
        text = " ".join(text.replace("`", "").replace("*", "").split())
        links.append(Link(text, target.removeprefix("link:").removeprefix("xref:").strip("<>")))
        return text

    return _INLINE.sub(words, source)
