"""Who uses a unit of the platform, as far as the files at hand show it."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from posixpath import basename

from app.core.pull_request import ChangedFile
from app.facts.change import Change
from app.facts.globs import matches
from app.facts.layout import layout
from app.facts.paths import is_documentation, is_supporting
from app.facts.roles import role
from app.facts.streams import TEAM_FOLDERS, AreaFinder

LONGEST_TEXT = 50_000
"""Characters of a file that are searched."""
MOST_TEXTS = 100
"""Files that are searched."""
MOST_REFERENCES = 10
MOST_CALLERS = 12
"""Files of stream teams that are read because they may call a module that changes."""
_INTERFACES = frozenset({"variables.tf", "outputs.tf"})
_SHORTEST = 4
"""Characters of a reference; shorter ones are found anywhere."""


def neighbours(files: Sequence[ChangedFile], tree: Collection[str]) -> Iterator[str]:
    """Where stream teams may call a module whose interface changes: the main file of each team."""
    modules = (file for file in files if file.status != "added" and "/" in file.path_before)
    if not any(basename(file.path_before) in _INTERFACES for file in modules):
        return
    teams: dict[str, str] = {}
    for path in sorted(tree, key=lambda path: (path.count("/"), path)):
        top, _, below = path.partition("/")
        if top in TEAM_FOLDERS and basename(path) == "main.tf":
            teams.setdefault(below.partition("/")[0], path)
    yield from list(teams.values())[:MOST_CALLERS]


def users_of(change: Change, unit: str) -> tuple[str, ...]:
    """The stream teams whose files in this repository refer to a unit; worked out once for each."""
    return change.once(f"users of {unit}", lambda change: _users_of(change, unit))


def _users_of(change: Change, unit: str) -> tuple[str, ...]:
    needles = references(change, unit)
    areas = AreaFinder(layout(change).streams) if needles else None
    found: dict[str, None] = {}
    for path, text in _texts(change) if areas else ():
        area = areas.area_of(path) if areas else None
        if area and not path.startswith(f"{unit}/") and _refers(text, needles):
            found[area.team.name] = None
    return tuple(found)


def callers_here(change: Change, unit: str) -> bool:
    """Whether a file at hand, outside the unit, calls it by the way from there to here.

    Pages, samples and tests prove nothing, and neither does a module at the top, which is offered
    together with those it is made of.
    """
    return change.once(f"callers of {unit}", lambda change: _is_called(change, unit))


def _is_called(change: Change, unit: str) -> bool:
    steps = unit.split("/") if unit else []
    ways = tuple(f"./{'/'.join(steps[at:])}" for at in range(len(steps)))
    return any(
        _refers(text, ways)
        for path, text in _texts(change)
        if not path.startswith(f"{unit}/") and _may_call(path, unit)
    )


def _may_call(path: str, unit: str) -> bool:
    if "/" not in path or is_documentation(path) or is_supporting(path):
        return False
    return role(path) != "ci" or unit.startswith(".github/")


def references(change: Change, unit: str) -> tuple[str, ...]:
    """How a unit is referred to: by its folder, and as the register says."""
    registered = (
        reference.partition(":")[2] or reference
        for one in change.configuration.capabilities.values()
        if unit and matches(one.paths, f"{unit}/x")
        for reference in one.match
    )
    own = (unit,) if "/" in unit else ()
    long_enough = (each for each in (*own, *registered) if len(each) >= _SHORTEST)
    return tuple(islice(long_enough, MOST_REFERENCES))


def _refers(text: str, needles: tuple[str, ...]) -> bool:
    """Whether a text holds a reference that does not go on as another name."""
    return any(re.search(rf"{re.escape(needle)}(?![\w-])", text) for needle in needles)


def _texts(change: Change) -> Iterator[tuple[str, str]]:
    """The texts at hand after the change, changed or not."""
    paths = dict.fromkeys((*(file.path for file in change.files), *change.pull_request.neighbours))
    texts = ((path, change.after.text(path)) for path in paths)
    return islice(((path, text[:LONGEST_TEXT]) for path, text in texts if text), MOST_TEXTS)
