"""What a pull request's title claims; a hint to be weighed against the files, never proof."""

import re
from dataclasses import dataclass

from app.core.fact import ChangeKind
from app.lazy_re import regex

LONGEST_TITLE = 300

_LEADING_NOISE = regex(
    r"^(?:\s|:[a-z_+-]{2,40}:|[^\w\s`'\"\[(.#@/!-]|\[[^\[\]]{1,40}\]|\([A-Z]{2,10}-\d{1,7}\)|"
    r"(?:[A-Z][A-Z0-9]{1,9}-\d{1,7}|NO[ _-]?(?:JIRA|TICKET)|TRIVIAL|#\d{1,7})\b[\s:|-]*)+"
)
_PREFIX = regex(r"^(?P<type>[A-Za-z][\w/-]{1,30})(?:\((?P<scope>[^()]{0,60})\))?(?P<break>!)?:\s*")
_BARE_PREFIX = regex(r"^(?P<type>feature|hotfix|bugfix|docs?)\s*[-:/]?\s+(?=[a-z])", re.I)
_TYPES: dict[str, ChangeKind] = {
    "feat": "feature", "feature": "feature", "features": "feature", "fix": "fix", "bugfix": "fix",
    "hotfix": "fix", "bug": "fix", "docs": "docs", "doc": "docs", "documentation": "docs",
    "refactor": "refactor", "perf": "refactor", "style": "chore", "test": "test", "tests": "test",
    "build": "chore", "ci": "ci", "chore": "chore", "deps": "deps", "dep": "deps",
    "revert": "revert", "release": "release", "config": "config", "security": "fix", "sec": "fix",
    "deprecate": "deprecation", "add": "feature", "added": "feature", "new": "feature",
    "enhancement": "feature", "remove": "removal", "breaking": "breaking", "infra": "config",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart."""

    words: str
    """What is left without tickets, pictures and the conventional prefix."""
    type: ChangeKind | None
    """The kind of change that a conventional prefix claims."""
    scope: str
    breaking: bool
    """Whether the prefix carries a `!`."""

    @property
    def verb(self) -> str:
        """The first word, in lower case."""
        found = re.match(r"[^\W\d_]+", self.words)
        return found[0].lower() if found else ""


def read_title(text: str) -> Title:
    """Take a title apart."""
    words = _LEADING_NOISE.sub("", text[:LONGEST_TITLE])
    found = _PREFIX.match(words)
    if found:
        first, scope = found["type"].lower(), (found["scope"] or "").lower()
        rest = _LEADING_NOISE.sub("", words[found.end() :])
        kind = "deps" if scope.startswith("deps") else _TYPES.get(first)
        return Title(rest, kind, scope or first, found["break"] is not None)
    found = _BARE_PREFIX.match(words)
    if found:
        return Title(words[found.end() :], _TYPES.get(found["type"].lower()), "", False)
    return Title(words, None, "", False)
