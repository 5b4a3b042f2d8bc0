"""Which units leave the core: taken away, or moved to where extensions are.

What is only replaced or moved within the core has not left it, and a change that takes away many
units at once tidies a repository rather than the core.
"""

from app.core.good_news import LeftCore
from app.facts.change import Change, fact
from app.facts.change_kind import change_kind
from app.facts.core_features import is_core
from app.facts.layout import layout
from app.facts.streams import AreaFinder
from app.facts.units import Unit, departed_units, new_units

MOST_AT_ONCE = 5
_OFFERED = frozenset({
    "Terraform module", "action", "chart", "reusable workflow", "resource", "template", "step",
    "dev container feature",
})  # fmt: skip
"""Kinds of unit that are there for users; packages, commands and images may be parts of others."""


@fact
def left_core(change: Change) -> tuple[LeftCore, ...]:
    """Modules, actions, charts and other units that the core holds no longer after the change."""
    departed = departed_units(change)
    if not departed or len(departed) > MOST_AT_ONCE or change_kind(change) == "revert":
        return ()
    streams = AreaFinder(layout(change).streams)
    core = [
        (unit, now)
        for unit, now in departed
        if unit.kind in _OFFERED and is_core(change, unit.path) and not streams.area_of(unit.path)
    ]
    moved = [(unit, now) for unit, now in core if now and not is_core(change, now)]
    gone = [unit for unit, now in core if not now and _is_all_gone(change, unit)]
    if any(is_core(change, unit.path) for unit in new_units(change)):
        gone = []
    return (
        *(LeftCore(unit.name, unit.kind, now, moved=True) for unit, now in moved),
        *(LeftCore(unit.name, unit.kind, unit.path, moved=False) for unit in gone),
    )


def _is_all_gone(change: Change, unit: Unit) -> bool:
    """Whether nothing is left of the folder that a unit had to itself."""
    if unit.kind in ("reusable workflow", "resource", "step"):
        return True
    return bool(unit.folder) and unit.folder not in change.after.folders
