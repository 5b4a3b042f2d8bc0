"""How something new could be offered without making it part of the core."""

import re
from collections.abc import Iterator
from posixpath import dirname

from app.core.fact import CoreFeature
from app.core.new_capability import WayOutside
from app.facts.change import Change, fact
from app.facts.core_features import core_features
from app.facts.layout import layout
from app.facts.pools import pools
from app.facts.surface import Declaration
from app.facts.surfaces import READERS
from app.lazy_re import regex

MOST_POINTS = 1
_TAKES_OBJECTS = regex(
    r"(?:extra|additional)_?(?:objects?|manifests?|deploy|resources)", re.IGNORECASE
)
"""Values of a chart that take whole objects of Kubernetes, whatever a team brings along."""
_TAKES_CONTAINERS = regex(r"(?:extra|additional)_?containers?|sidecars", re.IGNORECASE)
_CONTAINER = regex(r"\b(?:side-?cars?|containers?)\b|\bbeside\b", re.IGNORECASE)
_NAMED_FOR_A_PURPOSE = frozenset({"plugin_type", "hook"})
_WORD = regex(r"[A-Z]?[a-z]{4,40}")


@fact
def ways_outside(change: Change) -> tuple[WayOutside, ...]:
    """How the change's new core features could be offered outside the core: by an extension point
    that is there already in what they touch and takes things of their sort, and in the folder of
    extensions beside them."""
    features = core_features(change)
    if not features:
        return ()
    points = dict.fromkeys(point for each in features for point in _points(change, each))
    return (*list(points)[:MOST_POINTS], *_folder(change, features))


def _points(change: Change, feature: CoreFeature) -> Iterator[WayOutside]:
    for reader in READERS:
        if feature.unit or not any(map(reader.reads, feature.paths)):
            continue
        before, after = pools(reader, change, [])
        for each in before.declarations.values():
            if _may_be_used(each, feature) and after.has(each) and _takes(change, each, feature):
                yield WayOutside("extension point", each.shown or each.name, each.path)


def _may_be_used(declared: Declaration, feature: CoreFeature) -> bool:
    """Whether it belongs to a unit that the feature changes; the top is no such unit."""
    if declared.deprecated or declared.output or not declared.scope:
        return False
    return any(path.startswith(f"{declared.scope}/") for path in feature.paths)


def _takes(change: Change, declared: Declaration, feature: CoreFeature) -> bool:
    """Whether an extension point takes things of the feature's sort."""
    if declared.kind in _NAMED_FOR_A_PURPOSE:
        return not _words(declared.name).isdisjoint(_words(feature.name))
    last = declared.name.rpartition(".")[2]
    if _TAKES_CONTAINERS.fullmatch(last):
        return bool(_CONTAINER.search(feature.name))
    return bool(_TAKES_OBJECTS.fullmatch(last)) and _brings_objects(change, feature)


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


def _brings_objects(change: Change, feature: CoreFeature) -> bool:
    """Whether a template comes with it, which stands for an object of its own."""
    added = {file.path for file in change.files if file.status == "added"}
    return any("/templates/" in path for path in added.intersection(feature.paths))


def _folder(change: Change, features: tuple[CoreFeature, ...]) -> Iterator[WayOutside]:
    """The folder of extensions beside the feature, or else the one at the top."""
    path = next((path for feature in features for path in feature.paths), "")
    folders = [each.strip("/*") for each in layout(change).extensions if not each.startswith("!")]
    beside = [
        each
        for each in folders
        if each and "*" not in each and f"/{path}".startswith(f"/{dirname(each)}".rstrip("/") + "/")
    ]
    there = change.once("app.facts.ways_outside folders", _folders_before)
    beside = [each for each in beside if each in there]
    if beside:
        nearest = max(beside, key=len)
        yield WayOutside("folder", f"{nearest}/", nearest)


def _folders_before(change: Change) -> frozenset[str]:
    """What may be named as a place: a folder that somebody would have to make is none yet."""
    folders = {dirname(path) for path in change.before.paths}
    return frozenset(
        folder[:at]
        for folder in folders
        for at in (*(place for place, sign in enumerate(folder) if sign == "/"), len(folder))
    )
