"""The parts of a description where authors list who needs the change.

A heading, a bold label, a form field or a trailer among `LABELS`, with a list, a table or names
between commas; each name with any link to the need.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.facts.description import Passage, links, words_of
from app.facts.names import handles, is_name, is_persona, is_placeholder
from app.facts.need import Need
from app.facts.references import has_reference
from app.facts.teams import Directory
from app.lazy_re import regex

LABELS = frozenset(
    {
        "adopter", "adopters", "affected team", "affected teams", "asked for by",
        "consumer", "consumer team", "consumer teams", "consumers", "consuming team",
        "consuming teams", "early adopters", "impacted team", "impacted teams", "needed by",
        "pilot team", "pilot teams", "requested by", "requester", "requesting team",
        "requesting teams", "short team organization name", "short team organisation name",
        "sponsor", "sponsors", "stakeholder", "stakeholders", "stream team", "stream teams", "team",
        "team name", "teams", "used by", "user", "user type", "user types", "users", "wanted by",
        "which teams need this", "who asked for this", "who needs this", "who will use this",
    }
)  # fmt: skip
_ALSO_OTHER_THINGS = frozenset({"team", "teams", "user", "user type", "user types", "users"})
"""Labels that may introduce what changes for users as well as who they are."""
_NAME_COLUMNS = LABELS | {"name", "organisation", "organization", "who"}
_LABEL = regex(
    r"[ \t]*(?:\*\*|__)?([A-Za-z][A-Za-z /()-]{1,40})(?:\*\*|__)?[ \t]*:(?:\*\*|__)?(?=\s|$)[ \t]*"
)
_NUMBERED = regex(r"\s*(?:Adopter|Consumer) \d{1,3}\s?[-–—:]\s?([^/$]{2,60})(?:/.{0,60})?")
"""Headings of templates that give each adopter a section: "Adopter 1 - Acme/Retail"."""
_LIVE = regex(r"/(?:blob|tree)/")
_AFTER_NAME = regex(r":\s|:$|\s[-–—]\s|\s?\(|\s?https?://|\[#|\s#\d|,\s")
_BETWEEN_NAMES = regex(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|&)\s+(?=@)")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One name with what is said about it, in Markdown source."""

    text: str
    label: str
    is_trailer: bool


def entries(passages: tuple[Passage, ...]) -> Iterator[Entry]:
    """Everything listed under, or behind, a label for consumers."""
    for passage in passages:
        label = _label(passage.under)
        if passage.shape == "row":
            yield from _cell(passage, label)
        elif passage.shape == "heading" and (numbered := _NUMBERED.fullmatch(passage.text)):
            yield Entry(numbered[1], "adopter", False)
        elif passage.shape == "item" and label:
            yield Entry(passage.text, label, False)
        elif passage.shape in ("paragraph", "item"):
            yield from _lines(passage, label)


def _label(text: str) -> str:
    """The label that a heading or the start of a line amounts to; empty where it is none."""
    bare = re.sub(r"\(s\)|[^a-z\s/-]", "", text.lower())
    bare = " ".join(re.split(r"[\s/-]+", bare.strip()))
    return bare if bare in LABELS else ""


def _cell(passage: Passage, label: str) -> Iterator[Entry]:
    """The cell of a row that holds the name, followed by the rest of the row for its links."""
    columns = [words_of(title).strip().lower() for title in passage.header]
    named = next((at for at, title in enumerate(columns) if title in _NAME_COLUMNS), None)
    if named is None and not label:
        return
    if label or (named is not None and columns[named] in LABELS - _ALSO_OTHER_THINGS):
        at = named or 0
        name = passage.cells[at] if at < len(passage.cells) else ""
        rest = [cell for position, cell in enumerate(passage.cells) if position != at]
        yield Entry(f"{name}: {' '.join(rest)}", label or columns[at], False)


def _lines(passage: Passage, label: str) -> Iterator[Entry]:
    """Lines such as `**Consumers:** a, b`, trailers, and names below a heading."""
    for line in passage.text.split("\n"):
        start = _LABEL.match(line)
        own = _label(start[1]) if start else ""
        if start and own and (own not in _ALSO_OTHER_THINGS or passage.shape == "paragraph"):
            rest = line[start.end() :]
            yield from (Entry(part, own, passage.last) for part in _parts(rest))
        elif label and not start and passage.shape == "paragraph":
            yield from (Entry(part, label, False) for part in _parts(line))


def _parts(text: str) -> list[str]:
    """Names between commas; a comma inside brackets parts nothing."""
    guarded = re.sub(r"\([^()]{0,500}\)", lambda match: match[0].replace(",", "\0"), text)
    return [part.replace("\0", ",") for part in _BETWEEN_NAMES.split(guarded) if part.strip()]


def listed(passages: tuple[Passage, ...], directory: Directory) -> Iterator[tuple[Entry, Need]]:
    """Who is listed as having the need, with where."""
    found = list(entries(passages))
    strange = {entry.label for entry in found if not _is_plain(entry)}
    for entry in found:
        for need in _needs(entry, directory, entry.label in strange & _ALSO_OTHER_THINGS):
            yield entry, need


def _needs(entry: Entry, directory: Directory, handles_only: bool) -> Iterator[Need]:
    head = _head(entry.text)
    if is_placeholder(head):
        return
    named = handles(head)
    for mention in named:
        yield Need(mention.name, _grade(entry.text, 2))
    if named:
        return
    if directory.find(head) or (is_name(head) and not handles_only):
        yield Need(head, _grade(entry.text, 1))
    elif is_persona(head) and not handles_only:
        yield Need(head, 0)


def _head(text: str) -> str:
    """The name that an entry starts with."""
    read = re.sub(r"^\[([^\[\]]{1,100})\]\([^()]{0,500}\)", r"\1", text.strip())
    head = _AFTER_NAME.split(read.replace("`", ""), maxsplit=1)[0]
    return words_of(head)[: _LONGEST_NAME + 1].rstrip(".:")


def _is_plain(entry: Entry) -> bool:
    head = _head(entry.text)
    return bool(handles(head)) or is_placeholder(head) or is_name(head) or is_persona(head)


def _grade(text: str, least: int) -> int:
    """3 where the entry leads to code in use, 2 where it leads anywhere, else `least`."""
    if any(_LIVE.search(target) for target in links(text)):
        return 3
    return 2 if has_reference(text) or links(text) or handles(text) else least
