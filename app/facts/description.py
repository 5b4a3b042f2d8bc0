"""What the author wrote in a pull request, without what its template or a tool wrote.

Comments, code blocks, quotations, folded details, images, unticked boxes, untouched lines of the
template and everything under a version's heading (a changelog) are left out: a template alone says
nothing, and neither do the release notes of somebody else. Reading takes time in proportion to the
text; beyond `LONGEST_BODY`, which is GitHub's own limit, it raises `CannotTell`.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.core.fact import CannotTell
from app.facts.blanking import blanked
from app.facts.change import Change
from app.lazy_re import regex

LONGEST_BODY = 65_536
"""Characters."""
LONGEST_PASSAGE = 4_000
"""Characters read of one paragraph, item or cell."""

Shape = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, list item or table row in its Markdown source, and where it stands."""

    text: str
    """For a row its cells, joined by ` | `."""
    under: str
    """The heading above it, or the bold line that serves as one; empty where there is none."""
    shape: Shape
    cells: tuple[str, ...] = ()
    """The cells of a row."""
    header: tuple[str, ...] = ()
    """The first row of its table."""
    last: bool = False
    """Whether it ends the text, where git's trailers stand."""


def description(change: Change) -> tuple[Passage, ...]:
    """The passages of a pull request's body, worked out once."""
    return change.once("description", _description)


def templates(tree: Collection[str]) -> tuple[str, ...]:
    """Where a repository keeps the templates of its pull requests' bodies."""
    return tuple(sorted(path for path in tree if _TEMPLATE.fullmatch(path.lower())))


_TEMPLATE = regex(
    r"(?:\.github/|docs/)?pull_request_template(?:\.md|\.txt|/[^/]{1,100}\.md)?", re.ASCII
)


def _description(change: Change) -> tuple[Passage, ...]:
    texts = (change.before.text(path) for path in templates(change.pull_request.neighbours))
    written_for_us = frozenset(
        line.strip() for text in texts if text for line in text.splitlines() if not _labels(line)
    )
    return passages(change.pull_request.body, written_for_us)


def passages(body: str, template_lines: Collection[str] = ()) -> tuple[Passage, ...]:
    """The passages of a Markdown text; raises `CannotTell` where it is too long."""
    if len(body) > LONGEST_BODY:
        raise CannotTell(f"the description is longer than {LONGEST_BODY:,} characters")
    text = blanked(body.replace("\r\n", "\n").replace("\r", "\n"), _HIDDEN)
    lines = ["" if line.strip() in template_lines else line for line in text.split("\n")]
    found = [p for p in _Reader().read("\n".join(lines)) if not _VERSION.match(p.under)]
    return (*found[:-1], *(_as_last(passage) for passage in found[-1:]))


def _as_last(passage: Passage) -> Passage:
    return Passage(passage.text, passage.under, passage.shape, passage.cells, passage.header, True)


def _labels(line: str) -> bool:
    """Lines of a template under or behind which authors write, so that they are never dropped."""
    bare = line.strip()
    return bare.startswith("#") or bare.strip("*_ ").endswith(":") or bool(_BOLD.fullmatch(bare))


_BOLD = regex(r"(?:\*\*|__)([^*_\n]{1,80})(?:\*\*|__):?")
_BOX = regex(r"\[([ xX])\]\s+")
_VERSION = regex(r"\W*v?\d{1,5}\.\d{1,5}|(?:change ?log|release notes)\b", re.IGNORECASE)
"""Headings of changelogs."""

_MARKDOWN = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").disable("inline")


class _Reader:
    """Walks over Markdown's blocks and remembers what they stand under."""

    def __init__(self) -> None:
        self._heading = ""
        self._introduction = ""
        """A line that ends in a colon and so speaks of the list or table behind it."""
        self._quotes = 0
        self._items = 0
        self._row: list[str] | None = None
        self._header: tuple[str, ...] = ()
        self._block = ""

    @property
    def _under(self) -> str:
        return self._introduction or self._heading

    def read(self, text: str) -> Iterator[Passage]:
        for token in _MARKDOWN.parse(text):
            if token.type == "inline":
                yield from self._inline(token.content[:LONGEST_PASSAGE])
            else:
                yield from self._border(token)

    def _border(self, token: Token) -> Iterator[Passage]:
        """Where a block begins or ends."""
        if token.type.startswith("blockquote"):
            self._quotes += token.nesting
        elif token.type.startswith("list_item"):
            self._items += token.nesting
        elif token.type == "table_open":
            self._header = ()
        elif token.type == "tr_open":
            self._row = []
        elif token.type == "tr_close" and self._row is not None:
            yield from self._end_of_row(tuple(self._row))
        elif token.type in ("heading_open", "paragraph_open"):
            self._block = token.type

    def _end_of_row(self, cells: tuple[str, ...]) -> Iterator[Passage]:
        self._row = None
        if not self._header:
            self._header = cells
        elif not self._quotes:
            yield Passage(" | ".join(cells), self._under, "row", cells, self._header)

    def _inline(self, text: str) -> Iterator[Passage]:
        if self._row is not None:
            self._row.append(text)
        elif self._quotes:
            return
        elif self._block == "heading_open":
            self._heading, self._introduction = text, ""
            yield Passage(text, text, "heading")
        elif self._items:
            box = _BOX.match(text)
            if not box or box[1] != " ":
                yield Passage(text[box.end() :] if box else text, self._under, "item")
        else:
            yield from self._paragraph(text)

    def _paragraph(self, text: str) -> Iterator[Passage]:
        """A bold line at its start serves as a heading for what follows."""
        self._introduction = ""
        first, _, rest = text.partition("\n")
        bold = _BOLD.fullmatch(first.strip())
        if bold:
            self._heading = bold[1]
            text = rest
        if text.strip():
            yield Passage(text, self._under, "paragraph")
        if text.endswith(":") and "\n" not in text:
            self._introduction = text


# What is not seen on the page ---------------------------------------------------------------------


_HIDDEN = (("<!--", "-->"), ("<details", "</details>"))

_CODE = regex(r"(`{1,3})[^`]{1,500}\1")
_IMAGE = regex(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,500}\)")
_LINK = regex(r"\[([^\[\]]{1,300})\]\(([^()\s]{1,500})[^()]{0,100}\)")
_ADDRESS = regex(r"https?://[^\s<>()\[\]\"'`|]{1,500}")
_TAG = regex(r"<(?!https?:)[^<>]{1,200}>")


def without_code(text: str) -> str:
    """Markdown source without its code spans and images."""
    return _IMAGE.sub(" ", _CODE.sub(" ", text))


def links(text: str) -> tuple[str, ...]:
    """The targets of the links and the bare addresses in Markdown source."""
    targets = [match[2] for match in _LINK.finditer(text)]
    bare = _ADDRESS.findall(_LINK.sub(" ", text))
    return tuple(dict.fromkeys([*targets, *(address.rstrip(".,;:!?") for address in bare)]))


def words_of(text: str) -> str:
    """How Markdown source reads: links by their text, no addresses, no tags, no emphasis."""
    read = _LINK.sub(lambda match: match[1], _IMAGE.sub(" ", text))
    read = _TAG.sub(" ", _ADDRESS.sub(" ", read)).replace("`", "")
    read = re.sub(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|~~", "", read)
    return " ".join(read.split())
