"""Why nobody outside may need to be told of something that breaks by the letter.

Most of what breaks so breaks nobody: it is internal, not released yet, long deprecated, used only
where it is defined, or told of in a place where its users look.
"""

import re
from collections.abc import Callable
from posixpath import dirname

from app.core.fact import BreakingChange
from app.facts import attributes, code_breaks, title_words, told_elsewhere
from app.facts.breaking_changes import is_announced
from app.facts.change import Change
from app.facts.change_kind import change_kind
from app.facts.chart_reads import is_put_right
from app.facts.definitions import is_of_another_group
from app.facts.globs import matches
from app.facts.here_alone import is_offered, is_used_here_alone
from app.facts.paths import is_supporting
from app.facts.units import serves_only_us
from app.facts.yaml_text import YamlTrouble, compose_all
from app.lazy_re import regex


def reason_to_spare(change: Change, found: BreakingChange) -> str | None:
    """Why nobody outside may need to be told of a break; `None` where somebody may."""
    return next((reason for reason, holds in _REASONS if holds(change, found)), None)


# What the author says -----------------------------------------------------------------------------

_UNUSED = regex(
    r"\b(?:unused|unsupported|depr[a-z]{2,6}ed|never (?:been )?(?:used|worked|released)|not used"
    r"|unnecessary|nobody uses|no longer (?:used|in use|needed|supported)|no[- ]?op|no effect"
    r"|has no users|obsolete|not (?:a )?breaking|non-breaking|does(?:n't| not) (?:work|support))\b",
    re.IGNORECASE,
)
_INSTEAD = regex(
    r"\b(?:mov(?:e|ed|ing)|renam(?:e|ed|ing)|migrat(?:e|ed|ing)|switch(?:ed|ing)?|split"
    r"|chang(?:e|ed|ing))\b.{1,80}\b(?:to|into|as)\b|\bmoved to\b"
    r"|\breplac(?:e|ed|ing)\b.{1,80}\b(?:with|by)\b|\bin favou?r of\b|\binstead\b"
    r"|\bthe moved\b|\bmake\b.{1,60}\ban? (?:action|chart|module|package|workflow)\b"
    r"|\S ?(?:=>|->|→) ?\S|\binto (?:an?|the|plain|one|two|separate)\b"
    r"|\bnames? of\b|\btypos?\b|\bmis-?spel\w{1,6}\b",
    re.IGNORECASE,
)
_VERSION = regex(r"\d\.[\dx]|\bv\d|\bminimum\b")


_GOES_ON = regex(
    r"\b(?:code )?review (?:comments?|feedback|remarks?)\b"
    r"|\baddress(?:es|ed|ing)? (?:the |some )?(?:code )?(?:review|comments|feedback)\b",
    re.IGNORECASE,
)


def _goes_on(change: Change, found: BreakingChange) -> bool:
    """Whether it is a part of work that is proposed elsewhere, or comes over from there."""
    title = change.pull_request.title[:300]
    return bool(_GOES_ON.search(title) or title_words.BRINGS_OVER.match(title))


def _is_taken_back(change: Change, found: BreakingChange) -> bool:
    return change_kind(change) == "revert"


def _is_unused(change: Change, found: BreakingChange) -> bool:
    pull_request = change.pull_request
    return bool(_UNUSED.search(pull_request.title) or _UNUSED.search(pull_request.body))


def _is_told_by_the_title(change: Change, found: BreakingChange) -> bool:
    return bool(_INSTEAD.search(change.pull_request.title[:300]))


def _is_named_by_the_title(change: Change, found: BreakingChange) -> bool:
    """Whether a default is another one, and the title says of what that is so."""
    last = found.name.rpartition(".")[2]
    flipped = found.reason.startswith("its default flipped")
    return flipped and len(last) >= 4 and last in change.pull_request.title[:300]


def _names_a_version(change: Change, found: BreakingChange) -> bool:
    """Whether a newer version of something is all that is asked for, and it is named."""
    pull_request = change.pull_request
    said = f"{pull_request.title}\n{pull_request.body}"
    return found.how == "announced" and bool(_VERSION.search(said))


# What kind of thing breaks ------------------------------------------------------------------------

_EARLY = regex(
    r"(?:^|[/._-]|v\d{1,3})(?:alpha|beta|experimental|preview|unstable|incubator|incubating)"
    r"(?:\d{1,3})?(?=[/._-]|$)",
    re.IGNORECASE,
)
_CALLED_EARLY = regex(
    r"\bearly stages?\b|\bbreaking changes (?:may|might|can|could|will)\b|\bsubject to change\b"
    r"|\bnot (?:yet )?(?:stable|ready for production)\b|\bwork in progress\b",
    re.IGNORECASE,
)
_LONGEST_HEAD = 3_000
"""Characters of a README in which it says so."""
_GIVEN_UP = regex(r"^deprecated: true\b", re.MULTILINE)
_ZERO = regex(r"^version:\s?['\"]?v?0\.", re.MULTILINE)
_OF_PACKAGES = ("event", "hook", "plugin", "python", "typescript", "java", "go")
_VERSIONED = ("__init__.py", "setup.py", "pyproject.toml", "package.json", "Cargo.toml")
_BELOW_ONE = regex(r"^[ \t]*[\"']?(?:__)?version(?:__)?[\"']?\s?[:=]\s?[\"']0\.\d", re.MULTILINE)


def _may_touch_nobody(change: Change, found: BreakingChange) -> bool:
    """Whether most of those who use it can go on as before: it takes or gives something else, or a
    package asks for a newer runtime, which installers look after."""
    soft = found.how == "altered" or found.kind == "runtime"
    return soft and not is_announced(change)


def _is_internal(change: Change, found: BreakingChange) -> bool:
    path = found.path
    return bool(path) and (serves_only_us(path) or is_supporting(path))


_OF_THIS_REPOSITORY = regex(r"(?:^|/)\.devcontainer/")
"""Where tools look for what one repository keeps for itself; what others take is published."""


def _is_of_this_repository(change: Change, found: BreakingChange) -> bool:
    return bool(_OF_THIS_REPOSITORY.search(found.path))


def _is_not_enforced(change: Change, found: BreakingChange) -> bool:
    """Whether an action's input that had no default is called required: GitHub refuses nobody."""
    return found.kind == "action_input" and found.reason == "it is now required"


def _is_seldom_set(change: Change, found: BreakingChange) -> bool:
    """Whether it is a field of a resource that is not seen where people set it: what the resource
    reports about itself, or a part whose place is not known."""
    return found.kind == "crd_field" and not found.name.lower().startswith("spec")


def _is_inherited(change: Change, found: BreakingChange) -> bool:
    """Whether a Go type beside it, which it may be embedded from now, has a field of that name."""
    if found.kind != "crd_field" or not found.path.endswith(".go"):
        return False
    folder = dirname(found.path)
    tags = change.once(f"tags in {folder}", lambda change: _tags_in(change, folder))
    return found.name.rpartition(".")[2] in tags


_TAG = regex(r'json:"([\w-]{1,100})')


def _tags_in(change: Change, folder: str) -> frozenset[str]:
    paths = (file.path for file in change.files if dirname(file.path) == folder)
    return frozenset(tag for path in paths for tag in _TAG.findall(change.after.text(path) or ""))


def _is_code(change: Change, found: BreakingChange) -> bool:
    """Most of a program's code and settings concerns its own people; a declared core or register
    says otherwise."""
    return code_breaks.is_of_code(found) and not is_offered(change, found.path)


def _is_of_another_project(change: Change, found: BreakingChange) -> bool:
    """Whether it is a copy of what another project defines, which its users follow there."""
    return is_of_another_group(change, found.path)


def _is_early(change: Change, found: BreakingChange) -> bool:
    """Below version 1, or called so by its name, its README or the register."""
    if _EARLY.search(f"{found.unit}/{found.path}/{found.name}"):
        return True
    chart = f"{found.unit}/Chart.yaml".lstrip("/")
    if found.kind == "helm_value" and _ZERO.search(change.before.text(chart) or ""):
        return True
    if found.unit and _is_called_early(change, f"{found.unit}/README.md"):
        return True
    return any(
        one.lifecycle in ("experimental", "beta") and matches(one.paths, found.path)
        for one in change.configuration.capabilities.values()
    )


def _is_called_early(change: Change, page: str) -> bool:
    texts = (side.text(page) or "" for side in (change.before, change.after))
    return any(_CALLED_EARLY.search(text[:_LONGEST_HEAD]) for text in texts)


def _was_given_up(change: Change, found: BreakingChange) -> bool:
    """Whether a chart was marked as deprecated, or what breaks in it was."""
    chart = f"{found.unit}/Chart.yaml".lstrip("/")
    given_up = _GIVEN_UP.search(change.before.text(chart) or "")
    return found.deprecated or (found.kind in ("chart", "helm_value") and given_up is not None)


def _is_below_one(change: Change, found: BreakingChange) -> bool:
    """Whether the package of code around it, by a version at hand, is below version 1."""
    if not found.kind.startswith(_OF_PACKAGES):
        return False
    folder = dirname(found.path)
    folders = [folder] + [folder[:at] for at, sign in enumerate(folder) if sign == "/"] + [""]
    places = (f"{each}/{name}".lstrip("/") for each in folders for name in _VERSIONED)
    return any(_BELOW_ONE.search(change.before.text(place) or "") for place in places)


_DESCRIBES = regex(r"\b(?:docs?|documentation)\b", re.I)


def _is_described_anew(change: Change, found: BreakingChange) -> bool:
    """Whether the page that describes an interface changes, and nothing that carries it out."""
    title = change.pull_request.title[:300]
    return found.kind.startswith("openapi") and _DESCRIBES.search(title) is not None


_ENDINGS = (".yml", ".yaml")


def _is_there_twice(change: Change, found: BreakingChange) -> bool:
    """Whether a workflow or action that is gone was there under the other ending as well."""
    stem, dot, _ = found.path.rpartition(".")
    gone = found.how == "removed" and found.kind in ("workflow", "action")
    others = {f"{stem}{ending}" for ending in _ENDINGS if dot} - {found.path}
    return gone and not others.isdisjoint(change.before.paths & change.after.paths)


def _cannot_be_read(change: Change, found: BreakingChange) -> bool:
    """Whether the file is no YAML any more, so that what it declares is not known."""
    path = found.path
    if not path.endswith(_ENDINGS):
        return False
    return change.once(f"unreadable {path}", lambda change: _is_no_yaml(change, path))


def _is_no_yaml(change: Change, path: str) -> bool:
    text = change.after.text(path)
    try:
        return text is not None and not compose_all(text)
    except YamlTrouble:
        return True


def _stays_as_a_comment(change: Change, found: BreakingChange) -> bool:
    """Whether a chart's value lost no more than its default, and is shown as a comment now."""
    if found.kind != "helm_value" or found.how != "removed":
        return False
    last = found.name.rpartition(".")[2]
    text = change.after.text(found.path) or ""
    return bool(re.search(rf"^[ \t]*#[# \t-]*{re.escape(last)}:", text, re.MULTILINE))


def _is_put_right(change: Change, found: BreakingChange) -> bool:
    """Whether a chart's value stands elsewhere now, and no template reads it less than before."""
    gone = found.kind == "helm_value" and found.how == "removed"
    return gone and is_put_right(change, found.unit, found.name)


# Who uses it --------------------------------------------------------------------------------------


def _is_used_here_alone(change: Change, found: BreakingChange) -> bool:
    """Whether it is a part of what this repository itself deploys, or its callers come along."""
    return is_used_here_alone(change, found.kind, found.unit, found.path)


_REASONS: tuple[tuple[str, Callable[[Change, BreakingChange], bool]], ...] = (
    ("it takes back an earlier change", _is_taken_back),
    ("it belongs to what is proposed elsewhere", _goes_on),
    ("the author says that it is unused or deprecated", _is_unused),
    ("the title tells what takes its place", _is_told_by_the_title),
    ("the title names the default that is different", _is_named_by_the_title),
    ("it names the version that is needed", _names_a_version),
    ("most of those who use it can go on as before", _may_touch_nobody),
    ("it was marked as deprecated before", _was_given_up),
    ("it serves the platform's own people", _is_internal),
    ("it is for this repository alone", _is_of_this_repository),
    ("GitHub runs an action without it all the same", _is_not_enforced),
    ("nothing read it", attributes.was_read_nowhere),
    ("it is no field of a resource that people are seen to set", _is_seldom_set),
    ("it may come from another type now", _is_inherited),
    ("it is code, and nothing declares that others build on it", _is_code),
    ("another project defines it, and tells its users", _is_of_another_project),
    ("it goes along with the field that it reads", code_breaks.goes_with_its_field),
    ("what is deprecated sends its users elsewhere now", code_breaks.is_to_come),
    ("the types beside it bring what it asks for", code_breaks.is_made_here),
    ("only its description is another one", _is_described_anew),
    ("a slip in its name is mended", code_breaks.gets_its_name_mended),
    ("it is an early version, which may still change", _is_early),
    ("its package is below version 1", _is_below_one),
    ("it is there under the other ending of its name", _is_there_twice),
    ("its file can no longer be read", _cannot_be_read),
    ("it can still be set, as a comment shows", _stays_as_a_comment),
    ("it stands now where the chart reads it", _is_put_right),
    ("it is not released yet", told_elsewhere.is_unreleased),
    ("the list of changes tells of it", told_elsewhere.is_in_the_news),
    ("a page tells of it", told_elsewhere.has_a_page),
    ("it is used only in this repository, as far as can be seen", _is_used_here_alone),
)
"""The first that holds is given."""
