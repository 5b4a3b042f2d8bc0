"""What sort of change this is: told by what the files do, with the title as a hint.

Titles mislead both ways, so each step below asks the files first. The steps run in order and the
first that knows answers: what is said outright (a revert, a release), what the files alone show
(documentation, tests, dependencies), what happens to declarations, and the words last.
"""

import re
from collections.abc import Callable, Iterable

from app.core.fact import ChangeKind
from app.facts import title_words as words
from app.facts.change import Change, fact
from app.facts.evidence import SERVING, Evidence, gather_evidence
from app.facts.roles import Role, role

HOOKS = frozenset({
    "hook", "event", "plugin_type", "python_interface", "go_interface", "java_interface",
    "typescript_interface",
})  # fmt: skip
"""Kinds of extension point through which others add behaviour of their own."""

MANY = 3
"""So many new declarations at once are more than a setting."""
SMALL = 4
"""Lines of product; fewer add no capability, whatever the title says."""
SUBSTANTIAL = 10
"""Lines of product; fewer without a new declaration are a correction, not a capability."""


@fact
def change_kind(change: Change) -> ChangeKind:
    """What sort of change this is, judged by the files before the title."""
    evidence = gather_evidence(change)
    answers = (step(evidence) for step in _STEPS)
    return next((kind for kind in answers if kind), "chore")


# Said outright ----------------------------------------------------------------------------------


def _reverts(evidence: Evidence) -> ChangeKind | None:
    said = evidence.title.type == "revert" or words.REVERT.match(evidence.title.words)
    return "revert" if said or evidence.body.lstrip().startswith("This reverts commit") else None


def _releases(evidence: Evidence) -> ChangeKind | None:
    title = evidence.title
    if evidence.only == {"release"} and title.type not in ("fix", "docs"):
        return "release"
    said = title.type == "release" or title.scope == "release" or words.RELEASE.match(title.words)
    return "release" if said and not evidence.units and not evidence.points else None


# Shown by the files alone -----------------------------------------------------------------------

_BY_ROLE: tuple[tuple[frozenset[Role], ChangeKind], ...] = (
    (frozenset({"docs", "release"}), "docs"),
    (frozenset({"ci"}), "ci"),
    (frozenset({"test", "ci", "docs", "release"}), "test"),
    (frozenset({"owners"}), "config"),
    (frozenset({"tooling", "docs", "release"}), "chore"),
    (frozenset({"deps"}), "deps"),
)


_BY_PART: tuple[tuple[Role, ChangeKind], ...] = (
    ("ci", "ci"),
    ("test", "test"),
    ("deps", "deps"),
    ("docs", "docs"),
)
"""Where several parts meet, the first of these tells most."""


_PIN = re.compile(
    r"^[-\s]*[\"']?(?:version|appVersion|repository|tag|image|digest|ref|source|uses)[\"']?\s*[:=]|"
    r"^[\"']?[\w@/.-]{1,80}[\"']?\s*[:=]\s*[\"']?[\^~>=<v ]{0,4}\d+(?:\.\d+)+"
)
"""A line that only says which version of something is taken."""


def _upgrades(evidence: Evidence) -> ChangeKind | None:
    title = evidence.title
    said = title.type == "deps" or words.UPGRADE.match(title.words)
    if not said or evidence.only <= {"docs", "release", "owners"}:
        return None
    if evidence.only <= SERVING or all(_PIN.match(line.text) for _, line in evidence.added):
        return "deps"
    if any(unit.kind != "resource" for unit in evidence.units):
        return None
    copied = all(point.kind == "crd_field" for point in evidence.points)
    touched = len({file.path for file, _ in evidence.added})
    small = len(evidence.added) <= max(SMALL, 2 * touched) and not evidence.points_that("added")
    return "deps" if small or (copied and words.TO_VERSION.search(title.words)) else None


def _serves(evidence: Evidence) -> ChangeKind | None:
    """Nothing but files that serve the platform."""
    if not evidence.only <= SERVING:
        return None
    claimed = evidence.title.type
    if not evidence.only:
        return "deps" if evidence.roles else "chore"
    if claimed in ("chore", "ci", "docs", "deps", "test") and len(evidence.only) > 1:
        return claimed
    if claimed == "chore" and evidence.only == {"owners"}:
        return "chore"
    for parts, kind in _BY_ROLE:
        if evidence.only <= parts:
            return kind
    return _serves_mixed(evidence)


def _serves_mixed(evidence: Evidence) -> ChangeKind | None:
    if words.DOCUMENTATION.search(evidence.title.words) and "docs" in evidence.only:
        return "docs"
    if "tooling" in evidence.only:
        return "chore"
    return next((kind for part, kind in _BY_PART if part in evidence.only), "chore")


_COMMENT = re.compile(r"^(?:#|//|/\*|\*|--\s|<!--|;|\"\"\"|'''|description\s*[:=]|title\s*[:=])")


def _only_explains(evidence: Evidence) -> ChangeKind | None:
    """Comments and descriptions, without a word of anything that runs."""
    lines = [line.text for _, line in (*evidence.added, *evidence.removed)]
    if not lines or not all(map(_COMMENT.match, lines)) or "product" not in evidence.only:
        return None
    return _deprecates(evidence) or "docs"


# Shown by what happens to declarations ----------------------------------------------------------

_BREAKING_NOTE = re.compile(r"^BREAKING[ -]CHANGES?:", re.M)


def _breaks(evidence: Evidence) -> ChangeKind | None:
    return "breaking" if evidence.title.breaking or _BREAKING_NOTE.search(evidence.body) else None


def _deprecates(evidence: Evidence) -> ChangeKind | None:
    title = evidence.title
    said = title.type == "deprecation" or words.DEPRECATE.search(title.words)
    return "deprecation" if said and not words.REMOVE.match(title.words) else None


def _removes(evidence: Evidence) -> ChangeKind | None:
    gains, losses = len(evidence.added), len(evidence.removed)
    said = evidence.title.type == "removal" or bool(words.REMOVE.match(evidence.title.words))
    fewer = evidence.points_that("removed") and not evidence.points_that("added")
    if fewer and (said or (3 * gains <= losses and evidence.title.type != "fix")):
        return "removal"
    files_gone = any(file.status == "removed" for file in evidence.files)
    if said and losses > 2 * gains and (files_gone or "live" in evidence.roles):
        return "removal"
    return None


def _renames(evidence: Evidence) -> ChangeKind | None:
    """Much goes and comes under new names, or nothing comes and users must act."""
    gone, new = evidence.points_that("removed"), evidence.points_that("added")
    kept_in_units = bool(evidence.units) or evidence.title.type == "fix"
    renamed = gone and 2 * len(gone) >= len(new)
    if kept_in_units or not (renamed if new else evidence.points_that("changed-breaking")):
        return None
    return None if evidence.title.type in ("chore", "deps") else "breaking"


def _offers_a_unit(evidence: Evidence) -> ChangeKind | None:
    title = evidence.title
    if title.type in ("refactor", "ci", "test") or words.RESTRUCTURE.match(title.words):
        return None
    return "feature" if evidence.units else None


def _opens_a_hook(evidence: Evidence) -> ChangeKind | None:
    hooks = [point for point in evidence.points_that("added") if point.kind in HOOKS]
    return "extension" if hooks else None


_KNOB = re.compile(
    r"(?:version|period|days|seconds|minutes|timeout|delay|interval|limit|size|count|max|min|replicas|"
    r"retries|threshold|enabled?|disabled?|name|prefix|suffix|path|class|type|mode|strategy|format|"
    r"tags?|labels?|annotations?|url|port|level|sha|ref|policy|arns?|ids?|key)$",
    re.I,
)
"""How the names of plain settings end."""


def _adds_declarations(evidence: Evidence) -> ChangeKind | None:
    """A setting, or so much at once, or so new in kind, that it is a capability."""
    added = _leaves(
        point.name for point in evidence.points_that("added") if point.kind not in HOOKS
    )
    if not added:
        return None
    title = evidence.title
    if title.type in ("fix", "refactor"):
        return title.type
    if words.MEND.match(title.words):
        return "fix"
    if words.RESTRUCTURE.match(title.words):
        return "refactor"
    if title.type == "chore" and len(added) < MANY:
        return "chore"
    if all(point.kind.endswith("_output") for point in evidence.points_that("added")):
        return "option"
    return "feature" if _is_capability(evidence, added) else "option"


def _leaves(names: Iterable[str]) -> frozenset[str]:
    """The last parts of names that hold no other; the same field may be declared twice."""
    known = set(names)
    holders = {name.rpartition(".")[0].removesuffix("[]") for name in known}
    return frozenset(name.rpartition(".")[2] for name in known - holders)


def _is_capability(evidence: Evidence, added: frozenset[str]) -> bool:
    if words.OPTION.search(evidence.title.words):
        return len(added) >= 2 * MANY
    novel = not all(map(_KNOB.search, added))
    supports = novel and words.SUPPORT.search(evidence.title.words) is not None
    return supports or len(added) >= MANY or _new_template(evidence) or _new_sources(evidence)


def _new_sources(evidence: Evidence) -> bool:
    """Files of code that were not there, with more in them than a setting takes."""
    new = {file.path for file in evidence.files if file.status == "added"}
    coded = (file for file, _ in evidence.added if not file.path.endswith(_DECLARATIVE))
    written = sum(file.path in new for file in coded)
    return written >= 4 * SUBSTANTIAL and words.ADD.match(evidence.title.words) is not None


def _new_template(evidence: Evidence) -> bool:
    """A chart that now renders one more kind of resource."""
    return any(
        file.status == "added"
        and "/templates/" in file.path
        and file.path.endswith((".yaml", ".yml"))
        for file in evidence.files
    )


# Said by the words, as far as the files allow ---------------------------------------------------

_RESOURCE = re.compile(
    r"^resource\s+\"(?!\w*(?:iam|policy|permission|record|_rule|role)\w*\")\w+\""
)


def _changes_what_runs(evidence: Evidence) -> ChangeKind | None:
    """Nothing but the configuration of what runs, and what serves it."""
    if evidence.only - SERVING != {"live"}:
        return None
    title = evidence.title
    if title.type in ("refactor", "chore", "fix", "ci"):
        return title.type
    if words.MEND.match(title.words):
        return "fix"
    if words.RESTRUCTURE.match(title.words):
        return "refactor"
    if words.OPTIONAL.search(title.words):
        return "option"
    new_files = {file.path for file in evidence.files if file.status == "added"}
    made = [
        file
        for file, line in evidence.added
        if file.path in new_files and _RESOURCE.match(line.text)
    ]
    return "feature" if len(made) >= 2 and words.ADD.match(title.words) else "config"


def _says(evidence: Evidence) -> ChangeKind | None:
    """What the title claims about product files whose declarations stay as they are."""
    title = evidence.title
    gains = len(evidence.added)
    if words.TESTS.match(title.words):
        return "test"
    if words.HOUSEKEEPING.search(title.words) and title.type != "fix":
        return "chore"
    if title.type in ("fix", "refactor", "test", "ci", "docs", "chore", "config"):
        return title.type
    if words.MEND.match(title.words):
        return "fix"
    if words.RESTRUCTURE.match(title.words) or words.REMOVE.match(title.words):
        return "refactor"
    additive = (
        title.type == "feature" or words.ADD.match(title.words) or words.SUPPORT.search(title.words)
    )
    if not additive:
        return None
    return _says_it_adds(evidence, gains)


_DECLARATIVE = (".tf", ".yaml", ".yml", ".json", ".tpl")
"""Endings of formats in which a new capability would show as a declaration."""


def _says_it_adds(evidence: Evidence, gains: int) -> ChangeKind:
    product = [file for file, _ in evidence.added if role(file.path) == "product"]
    if not product:
        return "chore"
    supports = bool(words.SUPPORT.search(evidence.title.words))
    if supports and gains >= SMALL and not words.OPTION.search(evidence.title.words):
        return "feature"
    if words.OPTION.search(evidence.title.words) or (
        evidence.points and not _new_sources(evidence)
    ):
        return "option"
    coded = sum(not file.path.endswith(_DECLARATIVE) for file, _ in evidence.added)
    return "feature" if coded >= SUBSTANTIAL else "fix"


def _leftover(evidence: Evidence) -> ChangeKind | None:
    gains, losses = len(evidence.added), len(evidence.removed)
    if "product" not in evidence.only:
        return "config"
    return "fix" if gains + losses <= 3 * SUBSTANTIAL else "refactor"


_STEPS: tuple[Callable[[Evidence], ChangeKind | None], ...] = (
    _reverts,
    _breaks,
    _releases,
    _upgrades,
    _serves,
    _only_explains,
    _deprecates,
    _removes,
    _renames,
    _offers_a_unit,
    _opens_a_hook,
    _adds_declarations,
    _changes_what_runs,
    _says,
    _leftover,
)
