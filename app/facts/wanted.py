"""Which texts the facts want to read of a change, so that a reader fetches no more than these."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from posixpath import basename, dirname

from app.core.pull_request import ChangedFile, Wanted
from app.facts import borrowed_shapes, folder_owners, streams, unit_users
from app.facts.description import templates
from app.facts.documentation import readmes
from app.facts.kind import README
from app.facts.paths import is_documentation, is_supporting, is_unread
from app.facts.surfaces import READERS
from app.lazy_re import regex

STANDING = (
    ".github/cowpath.yml",
    ".github/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    "OWNERS_ALIASES",
    "catalog-info.yaml",
)
"""Read at the tip of the base branch for every pull request."""

MOST_TEXTS = 200
"""GitHub's reader gets more than half of them with one query: two for the largest change."""
MOST_CHANGED = 160
"""Of these, for the changed files, so that some neighbours always fit."""


def wanted(files: Sequence[ChangedFile], tree: Collection[str]) -> tuple[Wanted, ...]:
    """The texts to read: both sides of the changed files that matter, and their neighbours.

    The most telling files come first, and the rest is left out beyond `MOST_TEXTS`. Neighbours are
    wanted `"before"` only, since the change leaves them alone.
    """
    worth = sorted((file for file in files if not is_unread(file.path)), key=_rank)
    texts: list[Wanted] = []
    for file in worth:
        sides = _sides(file)
        if len(texts) + len(sides) > MOST_CHANGED:
            break
        texts += sides
    changed = {file.path_before for file in files} | {file.path for file in files}
    seen = set(changed)
    for path in _neighbours(worth, tree):
        if len(texts) >= MOST_TEXTS:
            break
        if path not in seen:
            seen.add(path)
            texts.append(("before", path))
    return tuple(texts)


def _sides(file: ChangedFile) -> list[Wanted]:
    sides: list[Wanted] = []
    if file.status != "added":
        sides.append(("before", file.path_before))
    if file.status != "removed":
        sides.append(("after", file.path))
    return sides


_TELLING = regex(
    r"codeowners|owners|owners_aliases|readme\b.*|change(?:log|s)\b.*|.*(?:upgrad|migrat).*\.\w+"
    r"|chart\.yaml|values\.ya?ml|action\.ya?ml|(?:variables|outputs)\.tf",
    re.IGNORECASE,
)
"""Few files that say much: who owns what, what is declared, what is new, what users should do."""


def _rank(file: ChangedFile) -> tuple[int, str]:
    """Telling files first, then interfaces, then documents, then the rest."""
    path = file.path
    if is_supporting(path):
        return 4, path
    if _TELLING.fullmatch(basename(path)):
        return 0, path
    if _is_interface(path):
        return 1, path
    return (2 if is_documentation(path) else 3), path


def _is_interface(path: str) -> bool:
    return any(reader.reads(path) for reader in READERS)


def _neighbours(files: Sequence[ChangedFile], tree: Collection[str]) -> Iterator[str]:
    """What the repository is, templates of descriptions, what formats ask for, READMEs, who owns
    the changed folders."""
    there = frozenset(tree)
    if README in there:
        yield README
    yield from templates(there)
    folders: dict[str, list[str]] = defaultdict(list)
    for path in there:
        folders[dirname(path)].append(path)
    interfaces = [
        (reader, file.path)
        for file in files
        for reader in READERS
        if reader.reads(file.path) and not is_supporting(file.path)
    ]
    for reader, path in interfaces:
        for place in (*readmes(path), *reader.neighbours(path)):
            if place.endswith("/"):
                beside = sorted(folders.get(place.rstrip("/"), ()))
                yield from (each for each in beside if reader.reads(each))
            elif place in there:
                yield place
    for file in files:
        owning = streams.neighbours(file.path_before) + folder_owners.neighbours(file.path)
        yield from (place for place in owning if place in there)
    yield from borrowed_shapes.neighbours(files, there)
    yield from unit_users.neighbours(files, there)
