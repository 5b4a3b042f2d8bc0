"""Guides for a breaking change, where teams put them: what users should do now, and by when.

An upgrade page, a changelog entry, a page of the documentation, the pull request's own text, a
script, or a dated deprecation. That something breaks is no guide; it needs a step to take.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from posixpath import basename, splitext

from app.core.pull_request import ChangedFile
from app.facts.added import added_lines
from app.facts.change import Change
from app.facts.news_entries import is_news_entry
from app.facts.paths import is_documentation, is_example, is_test, is_unread, is_vendored
from app.lazy_re import regex

_GUIDE_NAME = regex(r"upgrad|migrat|breaking", re.IGNORECASE)
_SCRIPT_NAME = regex(r"upgrad|migrat|codemod|convert", re.IGNORECASE)
_SCRIPT_ENDINGS = frozenset(
    {".sh", ".bash", ".py", ".js", ".ts", ".mjs", ".rb", ".go", ".pl", ".ps1"}
)
_CHANGELOG = regex(
    r"^(?:changelog|changes|history|news|releases?(?:[-_ ]?notes)?)\b", re.IGNORECASE
)
_STEP = regex(
    r"\b(?:instead|migrat(?:e|es|ing|ion)|renam(?:e|ed|ing)|replac(?:e|ed|ing|ement)"
    r"|switch(?:ed)? to|move to|upgrade (?:guide|steps|notes|your|from)|update your|change your"
    r"|use [`'\"*]|you(?:'ll)? (?:must|need|should|will need|have to|can)|please|before upgrading"
    r"|(?:is|are|becomes?) now (?:required|mandatory)"
    r"|no longer needs?|remove (?:it|them|any|your)|should be (?:set|passed|removed)"
    r"|see .{1,80} for )",
    re.IGNORECASE,
)
_DESCRIPTION = "the description"
_HEADING = regex(
    r"^(?:#{1,6}|\*\*|=+)?\s*(?:[^\w\s#*]{1,4}\s*)?"
    r"(?:how to )?(?:migrat|upgrad|breaking change|action required|what users)",
    re.IGNORECASE,
)
_FROM_TO = regex(
    r"^#{1,6}\s.{0,60}\b(?:v\d{1,4}|\d{1,4}\.(?:x|\d{1,4}))(?:\.(?:x|\d{1,4}))?"
    r"\s?(?:to|->|→|=>)\s?v?\d"
    r"|^#{1,6}\s(?:upgrading )?from (?:\w{1,20} )?versions? \W{0,3}\d",
    re.IGNORECASE,
)
"""The heading of a section that takes users from one version to another."""
_REFUSAL = regex(r"\b(?:fail|error|raise|throw|panic|warn\w*|validate)\b", re.IGNORECASE)
_DATE = regex(
    r"\b20\d\d-\d\d(?:-\d\d)?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"\.? (?:\d{1,2},? )?20\d\d\b",
    re.IGNORECASE,
)
_ENDING = regex(r"deprecat|remov|sunset|end of life|until|supported", re.IGNORECASE)
LONGEST_LINE = 2_000
MOST_STEPS = 2_000
"""Lines with a step that are looked through for a name."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A line that tells users to do something."""

    text: str
    where: str
    for_any: bool
    """Whether it is about a break whatever it names, as an entry of a changelog may be."""


def guide_for(change: Change, name: str) -> str | None:
    """Where the change tells users of `name` what to do; `None` where it does not."""
    guide = change.once("app.facts.guides.whole", _guide_for_all)
    if guide is not None:
        return guide
    steps = change.once("app.facts.guides.steps", _steps)
    return next((s.where for s in steps if s.for_any or _mentions(s.text, name)), None)


def _guide_for_all(change: Change) -> str | None:
    """A page, a script or a section that is there to help users over."""
    for file in change.files:
        if file.status == "removed" or is_vendored(file.path) or is_test(file.path):
            continue
        name, ending = splitext(basename(file.path))
        if is_documentation(file.path) and _takes_over(name, file):
            return file.path
        script = ending.lower() in _SCRIPT_ENDINGS and _SCRIPT_NAME.search(name)
        if script and file.status == "added" and "/migrations/" not in f"/{file.path}":
            return file.path
    lines = _body_lines(change)
    for number, line in enumerate(lines):
        if heading := _HEADING.match(line):
            section = [line[heading.end() :], *lines[number + 1 : number + 10]]
            if any(_STEP.search(each) for each in section):
                return _DESCRIPTION
    return None


def _takes_over(name: str, file: ChangedFile) -> bool:
    """Whether lines are added to a page of upgrades, or a section from one version to another."""
    added = added_lines(file)
    if _GUIDE_NAME.search(name):
        return bool(added)
    return any(_FROM_TO.match(line.text[:LONGEST_LINE]) for line in added)


def _steps(change: Change) -> tuple[_Step, ...]:
    found = (step for step in _lines(change) if _STEP.search(step.text) or _is_dated(step.text))
    return tuple(islice(found, MOST_STEPS))


def _lines(change: Change) -> Iterator[_Step]:
    """What the pull request says, and what it adds to documents."""
    for line in _body_lines(change):
        yield _Step(line, _DESCRIPTION, for_any=False)
    for file in change.files:
        if not is_documentation(file.path) or is_example(file.path) or is_vendored(file.path):
            continue
        changelog = bool(_CHANGELOG.match(basename(file.path)))
        own = is_news_entry(file.path)
        for added in added_lines(file):
            breaking = own or (changelog and "breaking" in added.text.lower())
            yield _Step(added.text[:LONGEST_LINE], file.path, breaking)
    yield from _refusals(change)


def _refusals(change: Change) -> Iterator[_Step]:
    """What code says from now on to those who go on as before."""
    for file in change.files:
        if is_documentation(file.path) or is_unread(file.path) or is_test(file.path):
            continue
        for added in added_lines(file):
            if _REFUSAL.search(added.text[:LONGEST_LINE]):
                yield _Step(added.text[:LONGEST_LINE], file.path, for_any=False)


def _body_lines(change: Change) -> list[str]:
    lines = (line.strip()[:LONGEST_LINE] for line in change.pull_request.body.split("\n"))
    return [line for line in lines if line]


def _is_dated(line: str) -> bool:
    return bool(_DATE.search(line) and _ENDING.search(line))


def _mentions(line: str, name: str) -> bool:
    """Whether a line names it, in full or by its last part."""
    last = re.split(r"[./]", name)[-1]
    return bool(name) and (name in line or (len(last) >= 4 and last in line))
