"""How the platform's repository is laid out: as configured, else as inferred, with a confidence.

First hit wins: configuration, then CODEOWNERS, `catalog-info.yaml` and the names of folders.
"""

from collections.abc import Callable
from functools import cache, lru_cache

from app.core.fact import CannotTell
from app.core.layout import Confidence, Layout, StreamArea, Team
from app.facts.change import Change
from app.facts.codeowners import CodeOwners, as_meant, code_owners_today
from app.facts.globs import matches
from app.facts.kind import kind_of
from app.facts.paths import is_supporting
from app.facts.platform_team import platform_team
from app.facts.streams import AreaFinder, root_owner, stream_areas
from app.facts.surfaces import READERS
from app.facts.teams import Directory

CATALOG = "catalog-info.yaml"
EXTENSION_FOLDERS = frozenset({"extensions", "plugins", "contrib", "addons", "add-ons"})
DOCUMENTATION = ("/docs/", "/doc/", "/documentation/", "README.md")
_DEEPEST_EXTENSION_FOLDER = 3


def layout(change: Change) -> Layout:
    """The layout at the base branch, worked out once for a change."""
    return change.once("layout", _layout)


def _layout(change: Change) -> Layout:
    configuration = change.configuration
    owners = _owners(change)
    catalog = change.pull_request.neighbours.get(CATALOG) or change.before.text(CATALOG)
    guess = platform_team(
        configuration, owners, root_owner(catalog) if isinstance(catalog, str) else None
    )
    streams = stream_areas(change, owners, guess.team)
    extensions = configuration.paths.extensions or _extension_folders(change)
    declared = configuration.paths.core
    core = declared or _core(change, _stream_paths(streams, owners, guess.team), extensions)
    kind, kind_confidence = kind_of(change, guess.team)
    return Layout(
        platform=guess.team,
        platform_confidence=guess.confidence,
        platform_source=guess.source,
        kind=kind,
        kind_confidence=kind_confidence,
        streams=streams,
        core=core,
        core_confidence=_core_confidence(declared, core, guess.confidence),
        extensions=extensions,
        docs=configuration.paths.docs or DOCUMENTATION,
        guarded=configuration.paths.guarded,
        ignore=configuration.paths.ignore,
    )


def _owners(change: Change) -> CodeOwners | None:
    """Today's owners file; an unreadable one is as good as none for inference."""
    try:
        owners = code_owners_today(change)
    except CannotTell:
        return None
    return as_meant(owners) if owners else None


def _extension_folders(change: Change) -> tuple[str, ...]:
    """Folders named for extensions, near the top of the repository."""
    found: set[str] = set()
    for path in change.before.paths:
        steps = path.split("/")[:-1][:_DEEPEST_EXTENSION_FOLDER]
        for depth, step in enumerate(steps, start=1):
            if step.lower() in EXTENSION_FOLDERS and not is_supporting(path):
                found.add("/" + "/".join(steps[:depth]) + "/")
                break
    return tuple(sorted(found))


def _core_confidence(
    declared: tuple[str, ...], core: tuple[str, ...], platform: Confidence
) -> Confidence:
    """Folders found while the platform is unknown may be anybody's."""
    if declared:
        return "high"
    return "medium" if core and platform != "low" else "low"


def _core(
    change: Change, is_streams: Callable[[str], bool], extensions: tuple[str, ...]
) -> tuple[str, ...]:
    """Top folders that declare an interface and belong neither to a stream nor to extensions."""
    elsewhere = (*extensions, *change.configuration.paths.ignore)
    found: set[str] = set()
    for path in sorted(change.before.paths):
        top = path.partition("/")[0]
        pattern = f"/{top}/" if "/" in path else f"/{path}"
        if pattern in found or not _declares(path):
            continue
        if not (is_streams(path) or matches(elsewhere, path)):
            found.add(pattern)
    return tuple(sorted(found))


@lru_cache(maxsize=8_192)
def _declares(path: str) -> bool:
    """Whether a file with this path may be part of the interface."""
    return not is_supporting(path) and any(reader.reads(path) for reader in READERS)


def _stream_paths(
    streams: tuple[StreamArea, ...], owners: CodeOwners | None, platform: Team | None
) -> Callable[[str], bool]:
    """Says whether a path is a stream's, by its area or because the platform does not own it."""
    areas = AreaFinder(area for area in streams if area.source != "CODEOWNERS")
    directory = Directory(platform, ())

    @cache
    def are_streams(named: tuple[str, ...]) -> bool:
        return bool(named) and not any(map(directory.is_platform, named))

    def is_streams(path: str) -> bool:
        if areas.area_of(path):
            return True
        return are_streams(owners.owners_of(path)) if owners and platform else False

    return is_streams
