"""How the platform's repository is laid out: as configured, else as inferred, with a confidence.

First hit wins: configuration, then CODEOWNERS, `catalog-info.yaml` and the names of folders.
"""

from app.core.configuration import Configuration
from app.core.fact import CannotTell
from app.core.layout import Confidence, Layout, StreamArea
from app.facts.change import Change
from app.facts.codeowners import CodeOwners, as_meant, code_owners_today
from app.facts.globs import matches
from app.facts.kind import kind_of
from app.facts.paths import is_supporting
from app.facts.platform_team import platform_team
from app.facts.streams import root_owner, stream_areas
from app.facts.surfaces import READERS

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
    core, core_confidence = _core(change, streams, extensions, guess.confidence)
    kind, kind_confidence = kind_of(change, guess.team)
    return Layout(
        platform=guess.team,
        platform_confidence=guess.confidence,
        platform_source=guess.source,
        kind=kind,
        kind_confidence=kind_confidence,
        streams=streams,
        core=core,
        core_confidence=core_confidence,
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


def _core(
    change: Change, streams: tuple[StreamArea, ...], extensions: tuple[str, ...], known: Confidence
) -> tuple[tuple[str, ...], Confidence]:
    """Top folders that declare an interface and belong neither to a stream nor to extensions."""
    declared = change.configuration.paths.core
    if declared:
        return declared, "high"
    elsewhere = (*extensions, *_patterns_of(streams), *_ignored(change.configuration))
    found: set[str] = set()
    for path in sorted(change.before.paths):
        top = path.partition("/")[0]
        pattern = f"/{top}/" if "/" in path else f"/{path}"
        if pattern in found or not any(reader.reads(path) for reader in READERS):
            continue
        if not is_supporting(path) and not matches(elsewhere, path):
            found.add(pattern)
    return tuple(sorted(found)), "low" if known == "low" or not found else "medium"


def _patterns_of(streams: tuple[StreamArea, ...]) -> tuple[str, ...]:
    return tuple(pattern for area in streams for pattern in area.patterns)


def _ignored(configuration: Configuration) -> tuple[str, ...]:
    return configuration.paths.ignore
