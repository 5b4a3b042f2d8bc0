"""Which stream teams own what in the platform's repository, and from what that is known."""

from collections.abc import Iterable, Iterator
from posixpath import basename, dirname

from app.core.configuration import Configuration
from app.core.layout import StreamArea, Team
from app.facts.change import Change
from app.facts.codeowners import CodeOwners, is_team
from app.facts.globs import matches
from app.facts.platform_team import DEFAULTS
from app.facts.teams import Directory, key
from app.facts.yaml_text import Mapping, Node, YamlTrouble, compose_all, text_at
from app.lazy_re import regex

TEAM_FOLDERS = frozenset({"streams", "stream-teams", "teams", "squads", "tenants"})
"""Folders at the top of a repository that hold one folder for each team."""
_NO_TEAM = frozenset(
    {
        "_template", "base", "common", "default", "docs", "example", "examples", "fixtures",
        "lib", "management", "migrations", "scripts", "shared", "static", "template", "templates",
        "test", "testdata", "tests", "utils",
    }
)  # fmt: skip
_FEWEST_TEAM_FOLDERS = 2
_PLAIN_FOLDER = regex(r"/[^*?!\\]{1,4000}/")
NAMESPACE_FILES = ("00-namespace.yaml", "namespace.yaml")
_OWNER_KEY = regex(r"(?:.*/)?(?:owner|team|team-name)")
"""An annotation or label of a namespace that names its team, such as `acme.example/team-name`."""


class AreaFinder:
    """Finds the area that a path lies in; of several the first, which is the surest."""

    def __init__(self, areas: Iterable[StreamArea]) -> None:
        self._areas = tuple(areas)
        self._folders: dict[str, int] = {}
        """Areas that are plain folders, looked up by the folder: there may be thousands."""
        self._others: list[int] = []
        for position, area in enumerate(self._areas):
            if all(_PLAIN_FOLDER.fullmatch(pattern) for pattern in area.patterns):
                for pattern in area.patterns:
                    self._folders.setdefault(pattern.strip("/"), position)
            else:
                self._others.append(position)

    def area_of(self, path: str) -> StreamArea | None:
        """The area of a path; `None` where no stream is known to own it."""
        found = [at for at in self._others if matches(self._areas[at].patterns, path)][:1]
        folder = path
        while folder := folder.rpartition("/")[0]:
            if folder in self._folders:
                found.append(self._folders[folder])
        return self._areas[min(found)] if found else None


def neighbours(path: str) -> tuple[str, ...]:
    """The files beside a path that may say which team owns its folder."""
    folder = dirname(path)
    return tuple(f"{folder}/{name}" for name in (*NAMESPACE_FILES, "catalog-info.yaml") if folder)


def stream_areas(
    change: Change, owners: CodeOwners | None, platform: Team | None
) -> tuple[StreamArea, ...]:
    """Every area of a stream team. A path may lie in several; the earlier area is surer.

    Sources in that order: configuration, catalog files and namespaces, team folders, CODEOWNERS.
    Without a platform team, CODEOWNERS cannot tell streams from the platform.
    """
    known = _Handles(owners)
    found = [
        *_configured(change.configuration),
        *_declared_beside(change, known),
        *_folders(change, known),
        *(_owned(owners) if owners and platform else ()),
    ]
    platforms = Directory(platform, ())
    return tuple(area for area in found if not platforms.is_platform(area.team.name))


class _Handles:
    """The teams of the owners file, by their loose names."""

    def __init__(self, owners: CodeOwners | None) -> None:
        rules = owners.rules if owners else ()
        self._by_key = {key(o): o for rule in rules for o in rule.owners if is_team(o)}

    def team(self, name: str) -> Team:
        """A team by a name seen elsewhere, with its handle where the owners file has it."""
        handle = self._by_key.get(key(name))
        return Team(handle, (name,)) if handle and handle != name else Team(name)


def _configured(configuration: Configuration) -> Iterator[StreamArea]:
    for name, stream in configuration.streams.items():
        team = Team(stream.team or name, tuple(dict.fromkeys((name, *stream.aliases))))
        yield StreamArea(name, team, stream.paths, "configuration")


def _declared_beside(change: Change, known: _Handles) -> Iterator[StreamArea]:
    """Folders of changed files whose catalog file or namespace names an owner."""
    seen: set[str] = set()
    for file in change.files:
        for place in neighbours(file.path_before):
            text = None if place in seen else change.before.text(place)
            seen.add(place)
            owner = _declared_owner(text, basename(place)) if text else None
            if owner:
                folder = dirname(place)
                team = known.team(owner)
                yield StreamArea(owner, team, (f"/{folder}/",), "catalog")


def _declared_owner(text: str, name: str) -> str | None:
    try:
        documents = compose_all(text)
    except YamlTrouble:
        return None
    owners = (
        _catalog_owner(document) if name == "catalog-info.yaml" else _namespace_owner(document)
        for document in documents
    )
    return next((owner for owner in owners if owner and "{" not in owner), None)


def root_owner(text: str) -> str | None:
    """`spec.owner` of the first entity in a `catalog-info.yaml`."""
    return _declared_owner(text, "catalog-info.yaml")


def _catalog_owner(document: Node) -> str | None:
    spec = document.get("spec") if isinstance(document, Mapping) else None
    return text_at(spec, "owner")


def _namespace_owner(document: Node) -> str | None:
    if text_at(document, "kind") != "Namespace" or not isinstance(document, Mapping):
        return None
    metadata = document.get("metadata")
    for part in ("annotations", "labels"):
        entries = metadata.get(part) if isinstance(metadata, Mapping) else None
        for label, _ in entries.entries() if isinstance(entries, Mapping) else ():
            if _OWNER_KEY.fullmatch(label.text):
                owner = (text_at(entries, label.text) or "").partition(":")[0].strip()
                if owner:
                    return owner
    return None


def _folders(change: Change, known: _Handles) -> Iterator[StreamArea]:
    """`streams/search/…` at the top of the repository, where there are several such folders."""
    found: dict[str, dict[str, None]] = {}
    for path in sorted(change.before.paths):
        steps = path.split("/", 2)
        if len(steps) == 3 and steps[0] in TEAM_FOLDERS and steps[1].lower() not in _NO_TEAM:
            found.setdefault(steps[0], {})[steps[1]] = None
    for top, names in found.items():
        for name in names if len(names) >= _FEWEST_TEAM_FOLDERS else ():
            yield StreamArea(name, known.team(name), (f"/{top}/{name}/",), "folders")


def _owned(owners: CodeOwners) -> Iterator[StreamArea]:
    patterns: dict[str, list[str]] = {}
    for rule in owners.rules:
        for owner in rule.owners:
            if is_team(owner) and rule.pattern not in DEFAULTS:
                patterns.setdefault(owner, []).append(rule.pattern)
    for owner, own in patterns.items():
        slug = owner.rpartition("/")[2]
        yield StreamArea(slug, Team(owner, (slug,)), tuple(own), "CODEOWNERS")
