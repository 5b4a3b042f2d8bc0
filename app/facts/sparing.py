"""Why nobody outside may need to be told of something that breaks by the letter.

Most of what breaks so breaks nobody: it is internal, not released yet, long deprecated, used only
where it is defined, or told of in a place where its users look.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from posixpath import basename, dirname

from app.core.fact import BreakingChange
from app.facts.added import added_lines, removed_lines
from app.facts.breaking_changes import is_announced
from app.facts.change import Change
from app.facts.change_kind import change_kind
from app.facts.chart_reads import is_put_right
from app.facts.globs import matches
from app.facts.here_alone import is_offered, is_used_here_alone
from app.facts.paths import is_documentation, is_supporting
from app.facts.roles import role
from app.facts.units import serves_only_us
from app.facts.yaml_text import YamlTrouble, compose_all

WHOLES = frozenset({"module", "action", "workflow", "chart"})
"""Kinds of breaks that are about a unit as a whole."""


@dataclass(frozen=True, slots=True)
class _Break:
    """One break, and the change that brings it."""

    change: Change
    found: BreakingChange


def reason_to_spare(change: Change, found: BreakingChange) -> str | None:
    """Why nobody outside may need to be told of a break; `None` where somebody may."""
    broken = _Break(change, found)
    return next((reason for reason, holds in _REASONS if holds(broken)), None)


# What the author says -----------------------------------------------------------------------------

_UNUSED = re.compile(
    r"\b(?:unused|unsupported|deprecated|never (?:been )?(?:used|worked|released)|not used"
    r"|nobody uses|no longer (?:used|in use|needed|supported)|no[- ]?op|no effect|has no users"
    r"|obsolete|not (?:a )?breaking|non-breaking|does(?:n't| not) work)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:mov(?:e|ed|ing)|renam(?:e|ed|ing)|migrat(?:e|ed|ing)|switch(?:ed|ing)?|split"
    r"|chang(?:e|ed|ing))\b.{1,80}\b(?:to|into|as)\b|\bmoved to\b"
    r"|\breplac(?:e|ed|ing)\b.{1,80}\b(?:with|by)\b|\bin favou?r of\b|\binstead\b"
    r"|\S ?(?:=>|->|→) ?\S|\binto (?:an?|the|plain|one|two)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\d\.[\dx]|\bv\d|\bminimum\b")


def _is_taken_back(broken: _Break) -> bool:
    return change_kind(broken.change) == "revert"


def _is_unused(broken: _Break) -> bool:
    pull_request = broken.change.pull_request
    return bool(_UNUSED.search(pull_request.title) or _UNUSED.search(pull_request.body))


def _is_told_by_the_title(broken: _Break) -> bool:
    return bool(_INSTEAD.search(broken.change.pull_request.title[:300]))


def _names_a_version(broken: _Break) -> bool:
    """Whether a newer version of something is all that is asked for, and it is named."""
    pull_request = broken.change.pull_request
    said = f"{pull_request.title}\n{pull_request.body}"
    return broken.found.how == "announced" and bool(_VERSION.search(said))


# What kind of thing breaks ------------------------------------------------------------------------

_CODE = re.compile(r"(?:go|java|python|typescript|cli)_|env_var$|config_key$")
_EARLY = re.compile(
    r"(?:^|[/._-]|v\d{1,3})(?:alpha|beta|experimental|preview|unstable|incubator|incubating)"
    r"(?:\d{1,3})?(?=[/._-]|$)",
    re.IGNORECASE,
)
_ZERO = re.compile(r"^version:\s?['\"]?v?0\.", re.MULTILINE)


_VERSIONED = ("__init__.py", "setup.py", "pyproject.toml", "package.json", "Cargo.toml")
_BELOW_ONE = re.compile(
    r"^[ \t]*[\"']?(?:__)?version(?:__)?[\"']?\s?[:=]\s?[\"']0\.\d", re.MULTILINE
)


def _may_touch_nobody(broken: _Break) -> bool:
    """Whether most of those who use it can go on as before: it takes or gives something else, or a
    package asks for a newer runtime, which installers look after."""
    soft = broken.found.how == "altered" or broken.found.kind == "runtime"
    return soft and not is_announced(broken.change)


def _is_internal(broken: _Break) -> bool:
    path = broken.found.path
    return bool(path) and (serves_only_us(path) or is_supporting(path))


def _is_seldom_set(broken: _Break) -> bool:
    """Whether it is a field of a resource that is not seen where people set it: what the resource
    reports about itself, or a part whose place is not known."""
    return broken.found.kind == "crd_field" and not broken.found.name.lower().startswith("spec")


def _is_inherited(broken: _Break) -> bool:
    """Whether a Go type beside it, which it may be embedded from now, has a field of that name."""
    found = broken.found
    if found.kind != "crd_field" or not found.path.endswith(".go"):
        return False
    folder = dirname(found.path)
    tags = broken.change.once(f"tags in {folder}", lambda change: _tags_in(change, folder))
    return found.name.rpartition(".")[2] in tags


_TAG = re.compile(r'json:"([\w-]{1,100})')


def _tags_in(change: Change, folder: str) -> frozenset[str]:
    paths = (file.path for file in change.files if dirname(file.path) == folder)
    return frozenset(tag for path in paths for tag in _TAG.findall(change.after.text(path) or ""))


def _is_code(broken: _Break) -> bool:
    """Most of a program's code and settings concerns its own people; a declared core or register
    says otherwise."""
    if not _CODE.match(broken.found.kind):
        return False
    return not is_offered(broken.change, broken.found.path)


def _is_early(broken: _Break) -> bool:
    """Below version 1, or called alpha or beta, or experimental in the register."""
    found = broken.found
    if _EARLY.search(f"{found.unit}/{found.path}/{found.name}"):
        return True
    chart = f"{found.unit}/Chart.yaml".lstrip("/")
    if found.kind == "helm_value" and _ZERO.search(broken.change.before.text(chart) or ""):
        return True
    return any(
        one.lifecycle in ("experimental", "beta") and matches(one.paths, found.path)
        for one in broken.change.configuration.capabilities.values()
    )


def _is_below_one(broken: _Break) -> bool:
    """Whether the package around it, as far as its version is at hand, is below version 1."""
    folder = dirname(broken.found.path)
    folders = [folder] + [folder[:at] for at, sign in enumerate(folder) if sign == "/"] + [""]
    places = (f"{each}/{name}".lstrip("/") for each in folders for name in _VERSIONED)
    return any(_BELOW_ONE.search(broken.change.before.text(place) or "") for place in places)


def _cannot_be_read(broken: _Break) -> bool:
    """Whether the file is no YAML any more, so that what it declares is not known."""
    path = broken.found.path
    if not path.endswith((".yml", ".yaml")):
        return False
    return broken.change.once(f"unreadable {path}", lambda change: _is_no_yaml(change, path))


def _is_no_yaml(change: Change, path: str) -> bool:
    text = change.after.text(path)
    try:
        return text is not None and not compose_all(text)
    except YamlTrouble:
        return True


def _stays_as_a_comment(broken: _Break) -> bool:
    """Whether a chart's value lost no more than its default, and is shown as a comment now."""
    found = broken.found
    if found.kind != "helm_value" or found.how != "removed":
        return False
    last = found.name.rpartition(".")[2]
    text = broken.change.after.text(found.path) or ""
    return bool(re.search(rf"^[ \t]*#[# \t-]*{re.escape(last)}:", text, re.MULTILINE))


def _is_put_right(broken: _Break) -> bool:
    """Whether a chart's value stands elsewhere now, and no template reads it less than before."""
    found = broken.found
    gone = found.kind == "helm_value" and found.how == "removed"
    return gone and is_put_right(broken.change, found.unit, found.name)


# What users are told elsewhere --------------------------------------------------------------------

_UNRELEASED = re.compile(r"^#{1,3} \[?(?:unreleased|next|main|master)\b", re.IGNORECASE)
_SECTION = re.compile(r"^#{1,2} ")
_NAMES = re.compile(r"[./\[\] ()]+")


def _is_unreleased(broken: _Break) -> bool:
    """Whether a list of changes says that it came after the last release, or says so no more."""
    news = broken.change.once("app.facts.sparing unreleased", _unreleased)
    return len(broken.found.name) >= 4 and broken.found.name in news


def _unreleased(change: Change) -> str:
    """What lists of changes said before this change of what is not released."""
    told: list[str] = []
    for file in change.files:
        if role(file.path) != "release" or not isinstance(file.before, str):
            continue
        told += [line.text for line in removed_lines(file)]
        inside = False
        for line in file.before.split("\n"):
            inside = bool(_UNRELEASED.match(line)) or (inside and not _SECTION.match(line))
            told += [line] if inside else []
    return "\n".join(told)


def _is_in_the_news(broken: _Break) -> bool:
    """Whether a list of changes tells of it, by its name or as a break."""
    news = broken.change.once("app.facts.sparing news", _news)
    if broken.found.how == "announced":
        return bool(news)
    names = [name.lower() for name in _NAMES.split(broken.found.name) if len(name) >= 4]
    return "breaking" in news or any(name in news for name in names)


def _news(change: Change) -> str:
    """What the change adds to lists of changes, a chart's annotations among them, in lower case."""
    return "\n".join(
        line.text.lower()
        for file in change.files
        if role(file.path) == "release" or basename(file.path) == "Chart.yaml"
        for line in added_lines(file)
    )


def _has_a_page(broken: _Break) -> bool:
    """Whether a page is added to where the author announces a break, or where a unit was."""
    if is_announced(broken.change) or broken.found.how == "announced":
        return any(_pages_with_news(broken.change, ""))
    inside = f"{broken.found.unit}/"
    return broken.found.kind in WHOLES and any(_pages_with_news(broken.change, inside))


def _pages_with_news(change: Change, inside: str) -> Iterator[str]:
    for file in change.files:
        if file.path.startswith(inside) and is_documentation(file.path) and added_lines(file):
            yield file.path


# Who uses it --------------------------------------------------------------------------------------


def _is_used_here_alone(broken: _Break) -> bool:
    """Whether it is a part of what this repository itself deploys, or its callers come along."""
    found = broken.found
    return is_used_here_alone(broken.change, found.kind, found.unit, found.path)


_REASONS: tuple[tuple[str, Callable[[_Break], bool]], ...] = (
    ("it takes back an earlier change", _is_taken_back),
    ("the author says that it is unused or deprecated", _is_unused),
    ("the title tells what takes its place", _is_told_by_the_title),
    ("it names the version that is needed", _names_a_version),
    ("most of those who use it can go on as before", _may_touch_nobody),
    ("it was marked as deprecated before", lambda broken: broken.found.deprecated),
    ("it serves the platform's own people", _is_internal),
    ("it is no field of a resource that people are seen to set", _is_seldom_set),
    ("it may come from another type now", _is_inherited),
    ("it is code, and nothing declares that others build on it", _is_code),
    ("it is an early version, which may still change", _is_early),
    ("its package is below version 1", _is_below_one),
    ("its file can no longer be read", _cannot_be_read),
    ("it can still be set, as a comment shows", _stays_as_a_comment),
    ("it stands now where the chart reads it", _is_put_right),
    ("it is not released yet", _is_unreleased),
    ("the list of changes tells of it", _is_in_the_news),
    ("a page tells of it", _has_a_page),
    ("it is used only in this repository, as far as can be seen", _is_used_here_alone),
)
"""The first that holds is given."""
