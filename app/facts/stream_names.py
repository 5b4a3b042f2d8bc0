"""The names of streams that are surely known, for finding them in code and paths.

They come from configuration, catalog or folders. The handles of an owners file are left out: too
many of them are common words.
"""

from collections.abc import Mapping

from app.facts.change import Change
from app.facts.layout import layout
from app.facts.teams import key
from app.lazy_re import regex

SURE_SOURCES = frozenset({"configuration", "catalog", "folders"})
LONGEST_LINE = 1_000
"""Characters of a line that are looked at; nobody writes longer ones by hand."""
_SHORTEST_NAME = 3
_CAMEL = regex(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_WORD = regex(r"[^A-Za-z0-9]+")


def stream_names(change: Change) -> Mapping[str, str]:
    """The streams by their names without spelling; a name that two of them share is left out."""
    return change.once("names of streams", _stream_names)


def _stream_names(change: Change) -> Mapping[str, str]:
    names: dict[str, str] = {}
    shared: set[str] = set()
    for area in layout(change).streams:
        if area.source not in SURE_SOURCES:
            continue
        for name in (area.stream, area.team.name, *area.team.aliases):
            bare = key(name)
            if len(bare) >= _SHORTEST_NAME and names.setdefault(bare, area.stream) != area.stream:
                shared.add(bare)
    return {name: stream for name, stream in names.items() if name not in shared}


def named_in(text: str, names: Mapping[str, str]) -> frozenset[str]:
    """The streams whose names stand in a text, word for word and however it joins words."""
    words = f" {_NO_WORD.sub(' ', _CAMEL.sub(' ', text)).lower().strip()} "
    return frozenset(stream for name, stream in names.items() if f" {name} " in words)
