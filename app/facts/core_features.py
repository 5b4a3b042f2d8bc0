"""Capabilities that are new to the platform's users."""

import re
from collections import Counter
from collections.abc import Collection

from app.core.fact import CoreFeature
from app.facts.capability import capability_in
from app.facts.change import Change, fact
from app.facts.change_kind import change_kind
from app.facts.definitions import defines_for_another_group, is_known_kind
from app.facts.evidence import Evidence, gather_evidence
from app.facts.globs import matches
from app.facts.layout import EXTENSION_FOLDERS, layout
from app.facts.roles import role
from app.facts.split import is_split_off
from app.facts.syntax import is_generated
from app.facts.unit_users import callers_here
from app.facts.units import Unit, departed_units, offers_units, serves_only_us
from app.lazy_re import regex

MOST_PATHS = 20
ENOUGH_LINES = 100
"""Of its own files, before something could stand outside the core."""
TAKEN_UP = frozenset({
    "Terraform module", "Bicep module", "action", "reusable workflow", "chart", "resource",
    "template", "dev container feature", "step",
})  # fmt: skip
"""Units that teams take up by name; programs, packages and images may be parts of others."""
_CALLED = regex(r"_(?:exported|class|nested)_\w+$")
"""Kinds of what code offers to other code."""
_SILENT = frozenset({
    "revert", "release", "refactor", "removal", "docs", "deps", "test", "ci", "chore", "fix",
})  # fmt: skip
"""Kinds of change that give users nothing new, whatever files they touch."""


_TAKEN_OVER = regex(
    r"\b(?:import(?:s|ed|ing)?|mov(?:es?|ed|ing)|migrat(?:es?|ed|ing)|transfer(?:s|red|ring)?|donat\w{1,3})\b"
    r".{0,80}\bfrom\b|\bdonat(?:ion|ed|es?)\b",
    re.I,
)

_PARTS = regex(
    r"(?:^|/)(?:utils?|helpers?)/|(?:^|/)components/(?:[^/]{1,80}/){0,8}[^/]{1,80}\.(?:tsx|jsx|vue|svelte)$|"
    r"(?:^|/)(?:locales?|i18n|translations)/|_[a-z]{2}(?:_[A-Z]{2})?\.(?:html|po|properties)$",
    re.I,
)
"""Where code serves other code, and reaches users by way of that alone; and words in a language."""


@fact
def core_features(change: Change) -> tuple[CoreFeature, ...]:
    """Capabilities new to platform users: units, or what the core could not do before."""
    kind = change_kind(change)
    evidence = gather_evidence(change)
    if kind in _SILENT or evidence.title.type in ("refactor", "chore"):
        return ()
    units = [unit for unit in evidence.units if unit.folder and is_core(change, unit.path)]
    if units:
        return tuple(_of_unit(change, unit, evidence) for unit in units)
    if kind != "feature" or evidence.units or not offers_units(change.after):
        return ()
    return _of_product(change, evidence)


def is_core(change: Change, path: str) -> bool:
    """Whether every stream team gets it: in the declared core, and in no folder of extensions."""
    declared = change.configuration.paths.core
    if declared and not matches(declared, path):
        return False
    folders = path.lower().split("/")[:-1]
    return EXTENSION_FOLDERS.isdisjoint(folders) and not matches(layout(change).extensions, path)


def _of_unit(change: Change, unit: Unit, evidence: Evidence) -> CoreFeature:
    inside = {
        file.path
        for file in evidence.files
        if file.path == unit.path or (unit.folder and file.path.startswith(f"{unit.folder}/"))
    }
    called = callers_here(change, unit.folder)
    borrowed = unit.kind == "resource" and (
        defines_for_another_group(change, unit.path) or is_known_kind(change.before, unit.name)
    )
    replaces = any(gone.kind == unit.kind and not now for gone, now in departed_units(change))
    return CoreFeature(
        name=unit.name or evidence.title.words,
        paths=(unit.path, *sorted(inside - {unit.path}))[:MOST_PATHS],
        evidence=f"adds the {unit.kind} that {unit.path} declares",
        unit=unit.kind,
        called_here=called,
        own_lines=_own_lines(evidence, inside),
        apart=unit.kind in TAKEN_UP
        and not (called or replaces or borrowed or _is_taken_over(change)),
    )


def _is_taken_over(change: Change) -> bool:
    """Whether the title says that it comes from elsewhere, where it has its users."""
    return bool(_TAKEN_OVER.search(change.pull_request.title[:300]))


def _of_product(change: Change, evidence: Evidence) -> tuple[CoreFeature, ...]:
    """What existing units newly do; the configuration of what runs is no capability."""
    gained = Counter((file.status != "added", file.path) for file, _ in evidence.added)
    ordered = sorted(gained, key=lambda it: (it[0], -gained[it], it[1]))
    paths = tuple(path for _, path in ordered if _reaches_users(change, path))
    name = capability_in(evidence.title)
    if not paths or name is None:
        return ()
    lines = _own_lines(evidence, [path for path in paths if not is_split_off(change, path)])
    return (
        CoreFeature(
            name,
            paths[:MOST_PATHS],
            _reason(evidence),
            own_lines=lines,
            apart=lines >= ENOUGH_LINES and _is_shown(evidence),
        ),
    )


def _reaches_users(change: Change, path: str) -> bool:
    """Whether what a file of code says is for users, not for the platform's own or other code."""
    own = role(path) != "product" or serves_only_us(path) or _PARTS.search(path)
    return not own and is_core(change, path) and not is_generated(change.after.text(path) or "")


def _is_shown(evidence: Evidence) -> bool:
    """Whether users are shown something of it: a page, a sample, a thing to set or implement."""
    points = (point for point in evidence.points_that("added") if not _CALLED.search(point.kind))
    return any(role(file.path) == "docs" for file in evidence.files) or any(points)


def _own_lines(evidence: Evidence, paths: Collection[str]) -> int:
    """The lines that new files bring, among these paths, to what users get."""
    return sum(file.status == "added" and file.path in paths for file, _ in evidence.added)


def _reason(evidence: Evidence) -> str:
    names = [point.name for point in evidence.points_that("added")]
    if names:
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        return f"declares {', '.join(names[:3])}{more}, new to users"
    return (
        f"adds {len(evidence.added)} lines to what users get, and the title tells of a capability"
    )
