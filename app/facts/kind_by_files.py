"""What sort of change it is where the author says so outright or the files alone show it."""

from app.core.fact import ChangeKind
from app.facts import title_words as words
from app.facts.added import added_lines
from app.facts.evidence import SERVING, SMALL, SUBSTANTIAL, Evidence
from app.facts.kind_by_declarations import deprecates
from app.facts.roles import Role, role
from app.lazy_re import regex


def reverts(evidence: Evidence) -> ChangeKind | None:
    """An earlier change is taken back; its title repeats the words of that change."""
    said = evidence.title.type == "revert" or words.REVERT.match(evidence.title.words)
    return "revert" if said or evidence.body.lstrip().startswith("This reverts commit") else None


def catches_up(evidence: Evidence) -> ChangeKind | None:
    """What was proposed elsewhere comes over from another branch."""
    return "chore" if words.BRINGS_OVER.match(evidence.title.words) else None


def releases(evidence: Evidence) -> ChangeKind | None:
    """A version is named and its changes are listed; none of them is made here."""
    title = evidence.title
    if evidence.only == {"release"} and title.type not in ("fix", "docs"):
        return "release"
    said = title.type == "release" or title.scope == "release" or words.RELEASE.match(title.words)
    return "release" if said and not evidence.units and not evidence.points else None


_BY_ROLE: tuple[tuple[frozenset[Role], ChangeKind], ...] = (
    (frozenset({"docs", "release"}), "docs"),
    (frozenset({"ci"}), "ci"),
    (frozenset({"test", "ci", "docs", "release"}), "test"),
    (frozenset({"owners"}), "config"),
    (frozenset({"tooling", "docs", "release"}), "chore"),
    (frozenset({"deps"}), "deps"),
)
"""Where nothing but these parts is touched; the first that holds them all."""
_BY_PART: tuple[tuple[Role, ChangeKind], ...] = (
    ("ci", "ci"),
    ("test", "test"),
    ("deps", "deps"),
    ("docs", "docs"),
)
"""Where several parts meet, the first of these tells most."""
_PIN = regex(
    r"^[-\s]*[\"']?(?:version|appVersion|registry|repository|tag|image|digest|ref|source|uses|using)"
    r"[\"']?\s*[:=]|^(?:ARG|FROM)\s.{0,200}\d|"
    r"^[\"']?[\w@/.-]{1,80}[\"']?\s*[:=]\s*[\"']?[\^~>=<v ]{0,4}\d+(?:\.\d+)+"
)
"""A line that only says which version of something is taken."""


def upgrades(evidence: Evidence) -> ChangeKind | None:
    """Other versions of what the platform is built from."""
    title = evidence.title
    if evidence.only <= {"docs", "release", "owners"}:
        return None
    pinned = bool(evidence.added) and all(_PIN.match(line.text) for _, line in evidence.added)
    taken = "deps" in evidence.only and title.type != "chore"
    if pinned and (taken or words.RAISE.match(title.words)):
        return "deps"
    if title.type != "deps" and not words.UPGRADE.match(title.words):
        return None
    if pinned or evidence.only <= SERVING:
        return "deps"
    if title.type == "chore" or evidence.units or evidence.points_that("added"):
        return None
    touched = len({file.path for file, _ in evidence.added})
    return "deps" if len(evidence.added) <= max(SMALL, 2 * touched) else None


def serves(evidence: Evidence) -> ChangeKind | None:
    """Nothing but files that serve the platform."""
    if not evidence.only <= SERVING:
        return None
    claimed = evidence.title.type
    if not evidence.only:
        return "deps" if evidence.roles and claimed != "chore" else "chore"
    mixed = len(evidence.only) > 1
    if claimed == "chore" and evidence.only != {"ci"}:
        return "chore"
    if claimed in ("ci", "docs", "deps", "test") and mixed:
        return claimed
    if mixed and "docs" in evidence.only and words.DOCUMENTATION.search(evidence.title.words):
        return "docs"
    for parts, kind in _BY_ROLE:
        if evidence.only <= parts:
            return kind
    return _serves_mixed(evidence)


def _serves_mixed(evidence: Evidence) -> ChangeKind | None:
    if "tooling" in evidence.only and "ci" not in evidence.only:
        return "chore"
    return next((kind for part, kind in _BY_PART if part in evidence.only), "chore")


_COMMENT = regex(r"^(?:#|//|/\*|\*|--\s|<!--|;|\"\"\"|'''|:meta\b|description\s*[:=]|title\s*[:=])")
"""A line that explains."""
_MARKER = regex(r"^//\s?\+\w")
"""A comment that tells a generator of code what to do."""
_BOOKKEEPING = regex(r"^(?:version|\S{0,80}checksum)\s*:")
"""What any change to a chart or to an example moves along."""


def only_explains(evidence: Evidence) -> ChangeKind | None:
    """Comments and descriptions, without a word of anything that runs."""
    lines = [line.text for _, line in (*evidence.added, *evidence.removed)]
    told = [line for line in lines if not _BOOKKEEPING.match(line)]
    if told and all(map(_COMMENT.match, told)):
        told_tools = any(map(_MARKER.match, told))
        return deprecates(evidence) or ("chore" if told_tools else "docs")
    return "docs" if _is_page_with_data(evidence) else None


_DATA = (".yaml", ".yml", ".json", ".toml")


def _is_page_with_data(evidence: Evidence) -> bool:
    """Pages with a few lines of the data that goes with them, such as an index."""
    if not {"docs", "live"} <= evidence.only or evidence.only - SERVING != {"live"}:
        return False
    lines = [file for file, _ in (*evidence.added, *evidence.removed)]
    if not all(file.path.endswith(_DATA) for file in lines):
        return False
    pages = [file for file in evidence.files if role(file.path) == "docs"]
    written = sum(len(added_lines(file)) for file in pages)
    return len(evidence.added) <= SUBSTANTIAL and written > len(evidence.added)


_PERSON = regex(r"^(?:-\s)?(?:name|email|url|version|maintainers)\s*:")


def hands_over(evidence: Evidence) -> ChangeKind | None:
    """Who looks after what: owners, with the maintainers that a chart names."""
    if "owners" not in evidence.only or evidence.points:
        return None
    lines = (*evidence.added, *evidence.removed)
    named = all(f.path.endswith("Chart.yaml") and _PERSON.match(line.text) for f, line in lines)
    return "config" if lines and named else None
