"""What is weighed to tell what sort of change a pull request is."""

from dataclasses import dataclass, replace

from app.core.fact import CannotTell, ChangeKind, ExtensionPoint, PointChange
from app.core.pull_request import ChangedFile, PullRequest
from app.facts.added import Line, added_lines, removed_lines
from app.facts.change import Change
from app.facts.comparison import compare
from app.facts.extension_points import extension_points
from app.facts.news_entries import news_entries
from app.facts.roles import Role, role
from app.facts.title import Title, read_title
from app.facts.units import Unit, new_units, serves_only_us

SERVING: frozenset[Role] = frozenset(
    {"generated", "docs", "test", "ci", "deps", "release", "owners", "tooling"}
)
"""Parts that serve the platform; only `product` and `live` files change the platform itself."""


MANY = 3
"""So many new declarations at once are more than a setting."""
SMALL = 4
"""Lines of product; fewer add no capability, whatever the title says."""
SUBSTANTIAL = 10
"""Lines of product; fewer without a new declaration are a correction, not a capability."""

_DECLARATIVE = (".tf", ".yaml", ".yml", ".json", ".tpl")
"""Endings of formats in which a new capability shows as a declaration."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is weighed."""

    title: Title
    body: str
    files: tuple[ChangedFile, ...]
    roles: frozenset[Role]
    points: tuple[ExtensionPoint, ...]
    deprecated: int
    """How many of the points are declared deprecated by the change, and otherwise as they were."""
    breaks_by_entry: bool
    """Whether its entry for the list of changes says that users must act."""
    units: tuple[Unit, ...]
    added: tuple[tuple[ChangedFile, Line], ...]
    """Lines that product and live files truly gain."""
    removed: tuple[tuple[ChangedFile, Line], ...]
    """Lines that they truly lose."""

    def points_that(self, change: PointChange) -> list[ExtensionPoint]:
        """The extension points with this sort of change."""
        return [point for point in self.points if point.change == change]

    @property
    def coded(self) -> list[ChangedFile]:
        """The file of each line gained in code, where a capability may come undeclared."""
        return [file for file, _ in self.added if not file.path.endswith(_DECLARATIVE)]

    @property
    def only(self) -> frozenset[Role]:
        """The parts touched, apart from generated files."""
        return self.roles - {"generated"}


_LABELS: dict[str, ChangeKind] = {
    "bug": "fix", "bugfix": "fix", "fix": "fix", "documentation": "docs", "docs": "docs",
    "dependencies": "deps", "enhancement": "feature", "feature": "feature", "chore": "chore",
    "refactor": "refactor", "ci": "ci", "test": "test", "release": "release",
}  # fmt: skip


def _title(pull_request: PullRequest) -> Title:
    """What the title claims; where it claims no kind, what a label claims."""
    title = read_title(pull_request.title)
    spoken = (label.lower().rpartition("/")[2].rpartition(":")[2] for label in pull_request.labels)
    claimed = next((_LABELS[label] for label in spoken if label in _LABELS), None)
    return title if title.type else replace(title, type=claimed)


def gather_evidence(change: Change) -> Evidence:
    """The evidence about a change, gathered once."""
    return change.once("evidence of kind", _gather_evidence)


def _deprecated(change: Change) -> int:
    try:
        differences = compare(change).differences
    except CannotTell:
        return 0
    kept = ((each.before, each.after) for each in differences if not each.breaks)
    return sum(bool(was and now and now.deprecated and not was.deprecated) for was, now in kept)


def _gather_evidence(change: Change) -> Evidence:
    try:
        declared = extension_points(change)
    except CannotTell:
        declared = ()
    points = tuple(point for point in declared if not serves_only_us(point.path))
    units = new_units(change)
    offered = {point.path for point in points} | {unit.path for unit in units}
    parts = {
        file.path: "product" if file.path in offered else role(file.path) for file in change.files
    }
    files = [file for file in change.files if parts[file.path] in ("product", "live")]
    return Evidence(
        title=_title(change.pull_request),
        body=change.pull_request.body,
        files=change.files,
        roles=frozenset(parts.values()),
        points=points,
        deprecated=_deprecated(change),
        breaks_by_entry=any(entry.breaks for entry in news_entries(change)),
        units=units,
        added=tuple((file, line) for file in files for line in added_lines(file)),
        removed=tuple((file, line) for file in files for line in removed_lines(file)),
    )
