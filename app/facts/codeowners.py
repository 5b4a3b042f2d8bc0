"""CODEOWNERS as GitHub reads it: which line decides for a path, and whose approval it asks for.

The last line that matches wins. A line without an owner takes earlier owners away: nobody is
needed. A line that GitHub cannot read is skipped; paths and patterns are case-sensitive.
https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.core.fact import CannotTell
from app.core.pull_request import Content, NotRead
from app.facts.change import Change, Version
from app.facts.codeowners_patterns import LastMatch
from app.lazy_re import regex

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks; the first that exists counts, the others are ignored."""
LARGEST = 3 * 1024 * 1024
"""Bytes; GitHub ignores a larger file."""
MOST_RULES = 50_000
"""Lines with a pattern; with more we cannot tell."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line that GitHub can read."""

    pattern: str
    owners: tuple[str, ...]
    """`@user`, `@organisation/team` or a mail address; empty where nobody is needed."""
    line: int


@dataclass(frozen=True)
class CodeOwners:
    """One owners file. A path's answer is a rule with owners, a rule without, or no rule."""

    path: str
    rules: tuple[Rule, ...]
    skipped: tuple[Rule, ...] = ()
    """Lines that GitHub cannot read, and therefore skips, as they stand."""

    def rule_for(self, path: str) -> Rule | None:
        """The rule that decides about a path; `None` where no rule matches."""
        position = self._index.position(path)
        return None if position < 0 else self.rules[position]

    def owners_of(self, path: str) -> tuple[str, ...]:
        """Any one of these may approve; empty where nobody is needed."""
        rule = self.rule_for(path)
        return rule.owners if rule else ()

    def rules_without_place(self) -> dict[tuple[str, tuple[str, ...]], Rule]:
        """The rules by what they say, wherever they stand."""
        return {(rule.pattern, rule.owners): rule for rule in self.rules}

    @cached_property
    def _index(self) -> LastMatch:
        return LastMatch(tuple(rule.pattern for rule in self.rules))


def code_owners(version: Version) -> CodeOwners | None:
    """The owners file that counts on one side of a change; `None` where there is none.

    Raises `CannotTell` where it exists but is not at hand.
    """
    return _first(version.content)


def code_owners_today(change: Change) -> CodeOwners | None:
    """The owners file at the tip of the base branch, by which GitHub asks for approvals.

    Raises `CannotTell` where it exists but is not at hand.
    """
    neighbours = change.pull_request.neighbours
    return _first(lambda p: neighbours[p] if p in neighbours else change.before.content(p))


def _first(content: Callable[[str], Content]) -> CodeOwners | None:
    for path in PLACES:
        found = content(path)
        if isinstance(found, NotRead):
            raise CannotTell(f"{path} was not read: {found.reason}")
        if found is not None:
            return parse(found, path)
    return None


@lru_cache(maxsize=16)
def parse(text: str, path: str = PLACES[0]) -> CodeOwners:
    """Read an owners file; total but for `MOST_RULES`, beyond which it raises `CannotTell`."""
    if len(text.encode(errors="replace")) >= LARGEST:
        return CodeOwners(path, ())
    rules: list[Rule] = []
    skipped: list[Rule] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        words = _words(line)
        if not words:
            continue
        pattern, *owners = words
        readable = _readable(pattern) and all(map(is_owner, owners))
        (rules if readable else skipped).append(Rule(pattern, tuple(owners), number))
    if len(rules) > MOST_RULES:
        raise CannotTell(f"{path} holds more than {MOST_RULES:,} rules")
    return CodeOwners(path, tuple(rules), tuple(skipped))


def as_meant(owners: CodeOwners) -> CodeOwners:
    """The file with the lines that GitHub skips read as their authors meant them.

    For finding out whose a folder is, never for approvals: `@acme/a, b` is two teams of one
    organisation, and `acme/a` lacks its `@`.
    """
    mended = (_mended(rule) for rule in owners.skipped if _readable(rule.pattern))
    rules = (*owners.rules, *(rule for rule in mended if all(map(is_owner, rule.owners))))
    return CodeOwners(owners.path, tuple(sorted(rules, key=lambda rule: rule.line)))


def _mended(rule: Rule) -> Rule:
    owners = [bare for owner in rule.owners if (bare := owner.strip(",;"))]
    home = next((owner.partition("/")[0] for owner in owners if is_team(owner)), "")
    meant = (
        owner if is_owner(owner) else f"@{owner}" if "/" in owner else f"{home}/{owner}"
        for owner in owners
    )  # fmt: skip
    return Rule(rule.pattern, tuple(meant), rule.line)


_WORD = regex(r"(?:\\.|[^\s\\]|\\)+")
"""A run without white space, save where a backslash guards it: `a\\ b.txt`."""


def _words(line: str) -> list[str]:
    """The words of a line up to the first that opens a comment."""
    words: list[str] = []
    for match in _WORD.finditer(line):
        if match.group().startswith("#"):
            break
        words.append(match.group())
    return words


_UNSUPPORTED = regex(r"!|\\#|.*(?:\*\*\*|[\[\]])")


def _readable(pattern: str) -> bool:
    """Not a negation, an escaped `#`, a range or three stars, none of which GitHub supports."""
    return not _UNSUPPORTED.match(pattern)


_OWNER = regex(r"@[A-Za-z0-9][\w-]*(?:/[A-Za-z0-9][\w.-]*)?|[^\s@,;<>]+@[\w-]+(?:\.[\w-]+)+")


def is_owner(word: str) -> bool:
    """Whether GitHub can read a word as an owner; it may still name nobody that exists."""
    return bool(_OWNER.fullmatch(word))


def is_team(owner: str) -> bool:
    """Whether an owner is a team rather than a person."""
    return owner.startswith("@") and "/" in owner


def sample_path(pattern: str) -> str:
    """A path that a pattern would match, to ask what a rule means where no file is yet."""
    steps = [step for step in re.sub(r"\\(.)", r"\1", pattern).split("/") if step]
    named = [re.sub(r"\*+", "x", step).replace("?", "x") for step in steps]
    return "/".join([*named, "x"] if pattern.endswith("/") else named)
