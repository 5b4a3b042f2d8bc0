"""Where Markdown pages explain a declared name: a table row, a list item, a section, a sentence.

A row counts only where its description says something: generated tables are full of `n/a`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from posixpath import basename, dirname

from app.facts.change import Change, Version
from app.facts.helm_chart import chart_at
from app.facts.paths import is_documentation, is_example
from app.facts.surface import Declaration
from app.lazy_re import regex

LONGEST_PAGE = 400_000
"""Characters read of one page."""
_PARENTS = 3
"""How many folders above a declaration its README may stand."""

_CELL = regex(r"(?<!\\)\|")
_MARKUP = regex(r"<[^<>]{0,300}>|\[([^\[\]]{0,200})\]\([^()\s]{0,300}\)")
_EMPHASIS = regex(r"\\(?=[_*|<>\[\]])|[`*]")
_TERM = regex(
    r"`{1,2}([^`\n]{1,200})`{1,2}"
    r"|\*{1,3}([\w.\-<>\[\]]{1,100})\*{1,3}"
    r"|(?<![\w.`*-])([a-zA-Z_][\w-]{0,60}(?:\.[a-zA-Z_][\w-]{0,60}){1,8})"  # dotted, so no word
)
_NAME = regex(r"^-{0,2}([\w][\w.\-\[\]<>/]*)")
_NAMING_ITEM = regex(r"(\s{0,20})[-*]\s{1,4}[`*]{1,3}([\w.\-]{1,100})[`*]{1,3}:?\s*$")
_DEEPER_ITEM = regex(r"\s{1,24}[-*]\s")
_FENCE = regex(r"^\s*(```|~~~)")
_HEADING = regex(r"^#{1,6}\s+(.+)$")
_NAMES = regex(r"[\w-]+")
_WORD = regex(r"[^\W\d_]{2,}")
_DESCRIBES = regex(r"descri|meaning|purpose|explanation|details|notes?\b|what", re.IGNORECASE)
WORDS_IN_ONE = regex(r"[a-z][a-z0-9]+[A-Z]\w*")
"""A name of at least two words, which few things bear."""
_NOTHING = frozenset({"", "n/a", "na", "-", "--", "none", "tbd", "todo", "null", "nil", "..."})


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place where a name stands as a term, with the section around it."""

    section: int
    how: str


class Page:
    """What one Markdown page explains."""

    def __init__(self, text: str) -> None:
        self._rows: dict[str, bool] = {}
        self._mentions: dict[str, list[_Mention]] = defaultdict(list)
        self._sections: list[list[str]] = [[]]
        self._words: dict[int, frozenset[str]] = {}
        self._read(text[:LONGEST_PAGE].split("\n"))

    def explains(self, name: str) -> str | None:
        """How the page explains a name, in words; `None` where it does not.

        A dotted name is also explained under its last part, in a section that speaks of its first.
        """
        if self.has_row(name):
            return "row"
        if name in self._mentions:
            return self._mentions[name][0].how
        first, *_, last = re.split(r"[.\[]", name) if "." in name else (name, name)
        if first == last:
            return None
        return next(
            (m.how for m in self._mentions.get(last, ()) if self._speaks_of(m.section, first)), None
        )

    def has_row(self, name: str) -> bool:
        """Whether a table describes the name, as it is written."""
        return self._rows.get(name, False)

    def _speaks_of(self, section: int, word: str) -> bool:
        if section not in self._words:
            lines = self._sections[section]
            self._words[section] = frozenset(w for line in lines for w in _NAMES.findall(line))
        return word in self._words[section]

    def _read(self, lines: list[str]) -> None:
        fenced = False
        description: int | None = None
        for number, line in enumerate(lines):
            if _FENCE.match(line):
                fenced = not fenced
                continue
            if not fenced and (heading := _HEADING.match(line)):
                self._sections.append([])
                self._heading(heading[1], lines[number + 1 : number + 8])
            self._sections[-1].append(line)
            if fenced:
                continue
            if line.lstrip().startswith("|") or " | " in line:
                cells = [_plain(cell) for cell in _CELL.split(line.strip().strip("|"))]
                if number + 1 < len(lines) and _is_rule(lines[number + 1]):
                    description = _description_column(cells)
                else:
                    self._row(cells, description)
                    self._terms(line.lstrip("| ").partition("|")[2])
            else:
                description = None if not line.strip() else description
                self._terms(line)
                self._list(line, lines[number + 1 : number + 2])

    def _heading(self, title: str, below: list[str]) -> None:
        text = [line for line in below if line.strip() and not line.startswith("#")]
        found = _NAME.fullmatch(_plain(title))
        if found and text and len(_WORD.findall(text[0])) >= 2:
            self._mention(found[1], "section")

    def _list(self, line: str, below: list[str]) -> None:
        """An item that only names something, with deeper items that say more."""
        found = _NAMING_ITEM.match(line)
        if found and below and _DEEPER_ITEM.match(below[0]):
            indent = len(below[0]) - len(below[0].lstrip())
            if indent > len(found[1]):
                self._mention(found[2], "list")

    def _row(self, cells: list[str], description: int | None) -> None:
        found = _NAME.match(cells[0]) if cells else None
        if found is None or len(cells) < 2:
            return
        if description is not None and description < len(cells):
            tells = cells[description].lower() not in _NOTHING
        else:
            tells = any(len(_WORD.findall(cell)) >= 2 for cell in cells[1:])
        self._rows[found[1]] = self._rows.get(found[1], False) or tells

    def _terms(self, line: str) -> None:
        """Names set apart as code or emphasis in a line that says something about them."""
        rest = _TERM.sub(" ", line)
        if len(_WORD.findall(rest)) < 3:
            return
        for found in _TERM.finditer(line):
            if name := _NAME.match(found[1] or found[2] or found[3]):
                self._mention(name[1].rstrip(".:"), "text")

    def _mention(self, name: str, how: str) -> None:
        self._mentions[name].append(_Mention(len(self._sections) - 1, how))


def documented_by(change: Change, declaration: Declaration) -> str | None:
    """Where the change or what stands beside the declaration explains it, in words."""
    if declaration.documented_by and declaration.documentation:
        return declaration.documented_by
    name = declaration.shown or declaration.name
    beside = readmes(declaration.path)[0]
    for path in _pages(change, declaration):
        text = change.after.text(path)
        known = _without_type(declaration) if path == beside else name
        how = _page(text).explains(known) if text else None
        if how:
            place = "README" if basename(path).upper().startswith("README") else path
            return f"{place} {how}"
    return "README row" if _has_row_of_last_name(change, declaration) else None


def _has_row_of_last_name(change: Change, declared: Declaration) -> bool:
    """Whether the README of a chart describes a value by its last name alone, without what it lies
    in. A name of one word may be that of many values, so its row counts only where it comes with
    this change; and where a value at the top bears the name, the row is that one's."""
    above, _, last = declared.name.rpartition(".")
    page = f"{declared.scope}/README.md".lstrip("/")
    if declared.kind != "helm_value" or not above or not _describes(change.after, page, last):
        return False
    if chart_at(declared.scope, change.after).declares(last):
        return False
    return bool(WORDS_IN_ONE.fullmatch(last)) or not _describes(change.before, page, last)


def _describes(version: Version, page: str, name: str) -> bool:
    """Whether a page has a row for a name."""
    text = version.text(page)
    return text is not None and _page(text).has_row(name)


def _without_type(declaration: Declaration) -> str:
    """The name as a page beside it has it: a setting without the type of code that holds it."""
    name = declaration.shown or declaration.name
    holder, _, key = name.rpartition(".")
    return key if declaration.kind == "config_key" and holder[:1].isupper() else name


def is_unseen(change: Change, declaration: Declaration) -> bool:
    """Whether a page beside the declaration exists that was not read: absence proves nothing."""
    if declaration.documentation_unseen:
        return True
    pages = readmes(declaration.path)
    return any(p in change.after.paths and change.after.text(p) is None for p in pages)


@lru_cache(maxsize=32)
def _page(text: str) -> Page:
    return Page(text)


def _pages(change: Change, declaration: Declaration) -> Iterator[str]:
    """The pages to look into: READMEs from near to far, pages of the same name, changed ones."""
    yield from readmes(declaration.path)
    stem = basename(declaration.path).rpartition(".")[0]
    folder = dirname(declaration.path)
    yield from (f"{folder}/{stem}.md", f"docs/{stem}.md", f"docs/workflows/{stem}.md")
    for file in change.files:
        if is_documentation(file.path) and not is_example(file.path):
            yield file.path


def readmes(path: str) -> list[str]:
    """The READMEs that may explain a file, whether there or not: from its own folder to the top."""
    folders = [dirname(path)]
    while folders[-1] and len(folders) <= _PARENTS:
        folders.append(dirname(folders[-1]))
    return [f"{folder}/README.md".lstrip("/") for folder in dict.fromkeys([*folders, ""])]


def _plain(markup: str) -> str:
    """A cell or heading without links, tags, marks and escapes."""
    return _EMPHASIS.sub("", _MARKUP.sub(lambda m: m[1] or "", markup)).strip()


def _is_rule(line: str) -> bool:
    """The line of dashes below a table's head."""
    return "-" in line and not set(line.strip()) - set("|-: ")


def _description_column(head: list[str]) -> int | None:
    return next((i for i, cell in enumerate(head) if i and _DESCRIBES.search(cell)), None)
