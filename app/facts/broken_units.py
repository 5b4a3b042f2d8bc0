"""What breaks, gathered by the unit that people use, with who is known to use it.

Most of what breaks by the letter breaks nobody: it is internal, not released yet, long deprecated,
or used only where it is defined. Each of these is a reason to spare people the advice.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.core.broken_unit import BrokenUnit
from app.core.fact import BreakingChange
from app.facts.added import removed_lines
from app.facts.breaking_changes import breaking_changes, is_announced
from app.facts.change import Change, fact
from app.facts.change_kind import change_kind
from app.facts.citations import consumers
from app.facts.globs import matches
from app.facts.paths import is_supporting
from app.facts.roles import is_local_module, role
from app.facts.unit_users import callers_here, users_of
from app.facts.units import serves_only_us

MOST_USERS = 20


@fact
def broken_units(change: Change) -> tuple[BrokenUnit, ...]:
    """Modules, actions, charts and other wholes in which something breaks: one entry each, with all
    that breaks in it, whether anybody outside may need to be told, and who is known to use it."""
    units: dict[tuple[str, str], list[BreakingChange]] = {}
    for each in breaking_changes(change):
        units.setdefault((each.kind.partition("_")[0], each.unit), []).append(each)
    return tuple(_gathered(change, breaks) for breaks in units.values())


def _gathered(change: Change, breaks: list[BreakingChange]) -> BrokenUnit:
    reasons = [_reason_to_spare(_Break(change, each)) for each in breaks]
    telling = [each for each, reason in zip(breaks, reasons, strict=True) if reason is None]
    first = (telling or breaks)[0]
    name = first.unit or first.path
    return BrokenUnit(
        name=name,
        path=first.path,
        line=first.line,
        breaks=tuple(telling or breaks),
        users=_users(change, first.unit)[:MOST_USERS],
        spared=None if telling else reasons[0],
    )


def _users(change: Change, unit: str) -> tuple[str, ...]:
    """Who uses it by their files here, then whom the description names."""
    cited = (each.name for each in consumers(change))
    return tuple(dict.fromkeys((*users_of(change, unit), *cited)))


@dataclass(frozen=True, slots=True)
class _Break:
    """One break, and the change that brings it."""

    change: Change
    found: BreakingChange

    @property
    def place(self) -> str:
        """Where people find it, in words that may tell how far it has come."""
        return f"{self.found.unit}/{self.found.path}/{self.found.name}"


def _reason_to_spare(broken: _Break) -> str | None:
    return next((reason for reason, holds in _REASONS if holds(broken)), None)


def _is_taken_back(broken: _Break) -> bool:
    return change_kind(broken.change) == "revert"


def _may_touch_nobody(broken: _Break) -> bool:
    """Whether most of those who use it can go on as before: it takes or gives something else, or a
    package asks for a newer runtime, which installers look after."""
    soft = broken.found.how == "altered" or broken.found.kind == "runtime"
    return soft and not is_announced(broken.change)


_UNUSED = re.compile(
    r"\b(?:unused|deprecated|never (?:been )?(?:used|worked|released)|not used|nobody uses"
    r"|no longer (?:used|in use|needed|supported)|no[- ]?op|no effect|has no users|obsolete)\b",
    re.IGNORECASE,
)


def _is_unused(broken: _Break) -> bool:
    """Whether the author says that nobody uses it, or has for some time."""
    pull_request = broken.change.pull_request
    return bool(_UNUSED.search(pull_request.title) or _UNUSED.search(pull_request.body))


_INSTEAD = re.compile(
    r"\b(?:mov(?:e|ed|ing)|renam(?:e|ed|ing)|migrat(?:e|ed|ing)|switch(?:ed|ing)?"
    r"|chang(?:e|ed|ing))\b.{1,80}\b(?:to|into|as)\b|\bmoved to\b"
    r"|\breplac(?:e|ed|ing)\b.{1,80}\b(?:with|by)\b|\bin favou?r of\b|\binstead\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\d\.\d")


def _is_told_by_the_title(broken: _Break) -> bool:
    """Whether it says what takes the place of what goes, or which version is needed now."""
    title = broken.change.pull_request.title[:300]
    needs_version = broken.found.how == "announced" and _VERSION.search(title)
    return bool(needs_version or _INSTEAD.search(title))


def _is_internal(broken: _Break) -> bool:
    path = broken.found.path
    return bool(path) and (serves_only_us(path) or is_supporting(path))


_CODE = re.compile(r"(?:go|java|python|typescript|cli)_|env_var$|config_key$")


def _is_code(broken: _Break) -> bool:
    """Most of a program's code and settings concerns its own people; a declared core or register
    says otherwise."""
    if not _CODE.match(broken.found.kind):
        return False
    configuration = broken.change.configuration
    declared = [configuration.paths.core, *(c.paths for c in configuration.capabilities.values())]
    return not any(matches(globs, broken.found.path) for globs in declared)


_EARLY = re.compile(
    r"(?:^|[/._-]|v\d{1,3})(?:alpha|beta|experimental|preview|unstable|incubator|incubating)"
    r"(?:\d{1,3})?(?=[/._-]|$)",
    re.IGNORECASE,
)
_ZERO = re.compile(r"^version:\s?['\"]?v?0\.", re.MULTILINE)


def _is_early(broken: _Break) -> bool:
    """Below version 1, or called alpha or beta, or experimental in the register."""
    found = broken.found
    if _EARLY.search(broken.place):
        return True
    chart = f"{found.unit}/Chart.yaml".lstrip("/")
    if found.kind == "helm_value" and _ZERO.search(broken.change.before.text(chart) or ""):
        return True
    return any(
        one.lifecycle in ("experimental", "beta") and matches(one.paths, found.path)
        for one in broken.change.configuration.capabilities.values()
    )


_UNRELEASED = re.compile(r"^#{1,3} \[?(?:unreleased|next|main|master)\b", re.IGNORECASE)
_SECTION = re.compile(r"^#{1,2} ")


def _is_unreleased(broken: _Break) -> bool:
    """Whether a list of changes says that it came after the last release, or says so no more."""
    news = broken.change.once("app.facts.broken_units unreleased", _unreleased)
    return len(broken.found.name) >= 4 and broken.found.name in news


def _unreleased(change: Change) -> str:
    """What lists of changes said before this change of what is not released."""
    told: list[str] = []
    for file in change.files:
        if "change" not in file.path.lower() or not isinstance(file.before, str):
            continue
        inside = False
        for line in file.before.split("\n"):
            if _UNRELEASED.match(line):
                inside = True
            elif _SECTION.match(line):
                inside = False
            if inside:
                told.append(line)
        told += [line.text for line in removed_lines(file)]
    return "\n".join(told)


_DEPLOYS = re.compile(
    r"(?:^|/)(?:\.terraform\.lock\.hcl|backend\.tf|terragrunt\.hcl|[^/]{1,100}\.tfvars)$"
)


def _is_used_here_alone(broken: _Break) -> bool:
    """Whether it is a part of what this repository itself deploys, or its callers come along."""
    found, change = broken.found, broken.change
    if users_of(change, found.unit):
        return False
    if role(found.path) == "live" or is_local_module(found.path):
        return True
    if found.kind.startswith("terraform_") or found.kind == "module":
        return change.once("app.facts.broken_units deploys", _deploys)
    return callers_here(change, found.unit)


def _deploys(change: Change) -> bool:
    return any(_DEPLOYS.search(path) for path in change.before.paths if not is_supporting(path))


_REASONS: tuple[tuple[str, Callable[[_Break], bool]], ...] = (
    ("it takes back an earlier change", _is_taken_back),
    ("most of those who use it can go on as before", _may_touch_nobody),
    ("the author says that it is unused or deprecated", _is_unused),
    ("the title tells what takes its place", _is_told_by_the_title),
    ("it was marked as deprecated before", lambda broken: broken.found.deprecated),
    ("it serves the platform's own people", _is_internal),
    ("it is code, and nothing declares that others build on it", _is_code),
    ("it is an early version, which may still change", _is_early),
    ("it is not released yet", _is_unreleased),
    ("it is used only in this repository, as far as can be seen", _is_used_here_alone),
)
"""Why nobody outside may need to be told of a break; the first that holds is given."""
