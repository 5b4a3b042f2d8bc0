"""How something new could be offered without making it part of the core."""

import re
from collections.abc import Iterator
from posixpath import commonprefix

from app.core.fact import CoreFeature
from app.core.new_capability import WayOutside
from app.facts.change import Change, fact
from app.facts.core_features import core_features
from app.facts.layout import layout
from app.facts.pools import pools
from app.facts.surface import Declaration
from app.facts.surfaces import READERS

MOST_POINTS = 1
_CARRIES = frozenset({"plugin_type", "hook"})
_CARRYING_NAME = re.compile(
    r"(?:extra|additional)_?(?:containers?|init_?containers?|objects?|manifests?|deploy|resources)"
    r"|sidecars?|plugins?|hooks?|addons?|extensions?",
    re.IGNORECASE,
)
"""Values that take whatever a team brings along."""


@fact
def ways_outside(change: Change) -> tuple[WayOutside, ...]:
    """How the change's new core features could be offered outside the core: by an extension point
    that is there already in what they touch, and in the nearest folder of extensions."""
    features = core_features(change)
    if not features:
        return ()
    points = dict.fromkeys(_points(change, features))
    return (*list(points)[:MOST_POINTS], *_folder(change, features))


def _points(change: Change, features: tuple[CoreFeature, ...]) -> Iterator[WayOutside]:
    paths = [path for feature in features if not feature.unit for path in feature.paths]
    for reader in READERS:
        if not any(map(reader.reads, paths)):
            continue
        before, after = pools(reader, change, [])
        for each in before.declarations.values():
            if _carries(each) and after.has(each) and _is_beside(each, paths):
                yield WayOutside("extension point", each.shown or each.name, each.path)


def _carries(declared: Declaration) -> bool:
    if declared.deprecated or declared.output:
        return False
    last = declared.name.rpartition(".")[2]
    return declared.kind in _CARRIES or bool(_CARRYING_NAME.fullmatch(last))


def _is_beside(declared: Declaration, paths: list[str]) -> bool:
    """Whether it belongs to a unit that the feature changes; the top is no such unit."""
    return bool(declared.scope) and any(path.startswith(f"{declared.scope}/") for path in paths)


def _folder(change: Change, features: tuple[CoreFeature, ...]) -> Iterator[WayOutside]:
    """The folder of extensions that is closest to the feature."""
    folders = [each.strip("/*") for each in layout(change).extensions if not each.startswith("!")]
    path = next((path for feature in features for path in feature.paths), "")
    plain = [each for each in folders if each and "*" not in each]
    if plain:
        nearest = max(plain, key=lambda each: (len(commonprefix([each, path])), -len(each)))
        yield WayOutside("folder", f"{nearest}/", nearest)
