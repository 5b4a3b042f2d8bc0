"""What sort of change it is by its title, as far as the files allow."""

from app.core.fact import ChangeKind
from app.facts import title_words as words
from app.facts.capability import capability_in
from app.facts.evidence import SERVING, SMALL, SUBSTANTIAL, Evidence
from app.facts.kind_by_declarations import new_sources
from app.facts.roles import role
from app.lazy_re import regex

_RESOURCE = regex(
    r"^resource\s+\"(?!\w{0,80}(?:iam|policy|permission|record|_rule|role))\w{1,80}\""
)

_TENANT = regex(r"(?:^|/)(?:namespaces|tenants|projects|accounts|subscriptions)/[^/]+/")
"""Where what runs belongs to those who use the platform."""


def changes_what_runs(evidence: Evidence) -> ChangeKind | None:
    """Nothing but the configuration of what runs, and what serves it."""
    if evidence.only - SERVING != {"live"}:
        return None
    title = evidence.title
    if title.type in ("refactor", "chore", "fix", "ci"):
        return title.type
    if words.OPTIONAL.search(title.words):
        return "option"
    new_files = {file.path for file in evidence.files if file.status == "added"}
    made = [
        file
        for file, line in evidence.added
        if file.path in new_files and _RESOURCE.match(line.text) and not _TENANT.search(file.path)
    ]
    return "feature" if len(made) >= 2 and words.ADD.match(title.words) else "config"


def says(evidence: Evidence) -> ChangeKind | None:
    """What the title claims about product files whose declarations stay as they are."""
    title = evidence.title
    gains = len(evidence.added)
    if words.COMMENTS.search(title.words) and not evidence.points:
        return "docs"
    if words.OPTIONAL.search(title.words) and evidence.points:
        return "option"
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


def _says_it_adds(evidence: Evidence, gains: int) -> ChangeKind:
    product = [file for file, _ in evidence.added if role(file.path) == "product"]
    if not product:
        return "chore"
    named = words.OPTION.search(evidence.title.words) and gains > SMALL
    if named or (evidence.points and not new_sources(evidence)):
        return "option"
    supports = words.SUPPORT.search(evidence.title.words) is not None
    if capability_in(evidence.title) and (new_sources(evidence) or (supports and gains >= SMALL)):
        return "feature"
    return "option" if len(evidence.coded) >= SUBSTANTIAL else "fix"


def leftover(evidence: Evidence) -> ChangeKind | None:
    """Where nothing else tells: a small change mends, a large one restructures."""
    gains, losses = len(evidence.added), len(evidence.removed)
    if "product" not in evidence.only:
        return "config"
    return "fix" if gains + losses <= 3 * SUBSTANTIAL else "refactor"
