"""Where a change makes the core treat one stream unlike all others.

A stream has to be known from configuration, catalog or folders: CODEOWNERS alone has too many
names that are common words. A name of one word counts only beside a word for those who use the
platform (`team == "search"`); lists of several streams, rollouts and flags are no branch.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.core.fact import CannotTell
from app.core.pull_request import ChangedFile
from app.core.streams import StreamBranch
from app.facts.added import Line, added_lines, removed_lines
from app.facts.change import Change, fact
from app.facts.change_kind import change_kind
from app.facts.extension_points import extension_points
from app.facts.globs import matches
from app.facts.layout import layout
from app.facts.paths import is_supporting
from app.facts.roles import role
from app.facts.stream_names import LONGEST_LINE, named_in, stream_names
from app.facts.streams import AreaFinder
from app.facts.teams import key
from app.lazy_re import regex

_SILENT = frozenset({"revert", "docs", "test", "deps", "release", "removal"})
_A_TABLE = 3
"""Streams told apart in one file; with so many it is a table of all rather than an exception."""

_QUOTED = regex(r"[\"'`]([^\"'`]{2,80})[\"'`]")
_CONDITION = regex(
    r"\b(?:if|elif|elsif|unless|when|case|switch)\b|[=!]=|\? |\[ .{0,200} = "
    r"|\b(?:eq|ne|equals|contains|starts_?with|has_?prefix)\b",
    re.I,
)
_COMMENT = regex(r"^(?:#|//|/\*|\*|--|<!--|;).*$|\s(?:#|//)\s.*$")
_USER = regex(
    r"(?:^|[^a-z])(?:teams?|owners?|streams?|squads?|tenants?|namespaces?|consumers?|customers?|"
    r"services?|apps?|applications?|projects?|repo(?:sitor(?:y|ies))?s?)(?:[^a-z]|$)"
)
_ROLLOUT = regex(
    r"rollout|canar(?:y|ies)|feature.?flag|flags?\b|experiment|allow.?list|white.?list|"
    r"deny.?list|pilot|early.?adopter",
    re.I,
)
_DEPENDENCY = regex(
    r"(?:^|[^a-z])(?:urls?|uris?|hosts?|hostnames?|endpoints?|address(?:es)?|domains?|dns|tokens?|secrets?|"
    r"keys?|credentials?|passwords?|users?|arns?|ids?|buckets?|images?|tags?|versions?|names?|queues?|"
    r"topics?|databases?|db)(?:[^a-z]|$)"
)
"""Words of an option that says how to reach something that a stream runs."""
_CAMEL = regex(r"(?<=[a-z0-9])(?=[A-Z])")


@fact
def stream_branches(change: Change) -> tuple[StreamBranch, ...]:
    """Conditions and options that this change adds to the core for one stream alone."""
    names = stream_names(change)
    if not names or change_kind(change) in _SILENT:
        return ()
    files = [file for file in _core_files(change) if not _ROLLOUT.search(file.path)]
    changed = {file.path for file in files if file.status != "added"}
    found = [*_conditions(files, names), *_options(change, changed, names)]
    if not found:
        return ()
    example = _example(change)
    return tuple(replace(branch, example=example) for branch in found)


def _core_files(change: Change) -> Iterator[ChangedFile]:
    """Changed files of the core: declared, or else whatever is neither a stream's nor serves."""
    known = layout(change)
    streams = AreaFinder(known.streams)
    declared = change.configuration.paths.core
    for file in change.files:
        path = file.path
        if file.status == "removed" or is_supporting(path) or streams.area_of(path):
            continue
        if matches((*known.extensions, *known.ignore), path):
            continue
        if matches(declared, path) if declared else role(path) in ("product", "live"):
            yield file


def _conditions(files: list[ChangedFile], names: Mapping[str, str]) -> Iterator[StreamBranch]:
    known = {s for file in files for line in removed_lines(file) for s in _asked_for(line, names)}
    for file in files:
        found = [(s, line.number) for line in added_lines(file) for s in _asked_for(line, names)]
        if len({stream for stream, _ in found}) >= _A_TABLE:
            continue
        for stream, number in found:
            if stream not in known:
                yield StreamBranch(stream, "condition", file.path, number)


def _asked_for(line: Line, names: Mapping[str, str]) -> Iterator[str]:
    """The one stream whose name a line makes a condition of, if there is one."""
    text = _COMMENT.sub("", line.text[:LONGEST_LINE])
    if not text or not _CONDITION.search(text) or _ROLLOUT.search(text):
        return
    quoted = {name: key(name) for name in _QUOTED.findall(text) if key(name) in names}
    streams = {names[bare] for bare in quoted.values()}
    if len(streams) != 1:
        return
    around = _QUOTED.sub(lambda found: " " if found[1] in quoted else found[0], text)
    telling = any(" " in bare for bare in quoted.values())
    if telling or _USER.search(_CAMEL.sub(" ", around).lower()):
        yield streams.pop()


def _options(change: Change, changed: set[str], names: Mapping[str, str]) -> Iterator[StreamBranch]:
    """New options that bear a stream's name; a single word may mean anything."""
    try:
        points = extension_points(change)
    except CannotTell:
        return
    telling = {name: stream for name, stream in names.items() if " " in name}
    for point in points if telling else ():
        if point.change == "added" and point.path in changed and not _is_dependency(point.name):
            streams = named_in(point.name, telling)
            if len(streams) == 1:
                (stream,) = streams
                yield StreamBranch(stream, "option", point.path, point.line)


def _is_dependency(name: str) -> bool:
    return bool(_DEPENDENCY.search(_CAMEL.sub("_", name).lower()))


def _example(change: Change) -> str:
    """The first extension that the repository holds."""
    folders = layout(change).extensions
    inside = (path for path in change.before.paths if "/" in path and matches(folders, path))
    return min((path.rpartition("/")[0] for path in inside), default="")
