"""Guides for a breaking change, where teams put them: what users should do now, and by when.

An upgrade page, a changelog entry, a page of the documentation, the pull request's own text, a
script, or a dated deprecation. That something breaks is no guide; it needs a step to take.
"""

import re
from posixpath import basename, splitext

from app.facts.added import added_lines
from app.facts.change import Change
from app.facts.paths import is_documentation, is_example, is_test, is_vendored

_GUIDE_NAME = re.compile(r"upgrad|migrat|breaking", re.IGNORECASE)
_SCRIPT_NAME = re.compile(r"upgrad|migrat|codemod|convert", re.IGNORECASE)
_SCRIPT_ENDINGS = frozenset(
    {".sh", ".bash", ".py", ".js", ".ts", ".mjs", ".rb", ".go", ".pl", ".ps1"}
)
_CHANGELOG = re.compile(
    r"^(?:changelog|changes|history|news|releases?(?:[-_ ]?notes)?)\b", re.IGNORECASE
)
_STEP = re.compile(
    r"\b(?:instead|migrat(?:e|es|ing|ion)|renam(?:e|ed|ing)|replac(?:e|ed|ing|ement)"
    r"|switch(?:ed)? to|move to|upgrade (?:guide|steps|notes|your|from)|update your|change your"
    r"|use [`'\"*]|you(?:'ll)? (?:must|need|should|will need|have to|can)|please|before upgrading"
    r"|no longer needs?|remove (?:it|them|any|your)|should be (?:set|passed|removed))",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^\s*(?:#{1,6}|\*\*|=+)?\s*(?:[^\w\s#*]{1,4}\s*)?"
    r"(?:how to )?(?:migrat|upgrad|breaking change|action required|what users)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b20\d\d-\d\d(?:-\d\d)?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"\.? (?:\d{1,2},? )?20\d\d\b",
    re.IGNORECASE,
)
_ENDING = re.compile(r"deprecat|remov|sunset|end of life|until|supported", re.IGNORECASE)
LONGEST_LINE = 2_000


def guide_for(change: Change, name: str) -> str | None:
    """Where the change tells users of `name` what to do; `None` where it does not."""
    return (
        _page_or_script(change)
        or _in_own_text(change.pull_request.body, name)
        or _in_documents(change, name)
    )


def _page_or_script(change: Change) -> str | None:
    for file in change.files:
        if file.status == "removed" or is_vendored(file.path) or is_test(file.path):
            continue
        name, ending = splitext(basename(file.path))
        if is_documentation(file.path) and _GUIDE_NAME.search(name) and added_lines(file):
            return file.path
        script = ending.lower() in _SCRIPT_ENDINGS and _SCRIPT_NAME.search(name)
        if script and file.status == "added" and "/migrations/" not in f"/{file.path}":
            return file.path
    return None


def _in_own_text(body: str, name: str) -> str | None:
    """A section about migrating, a footer with a step, or a sentence that names it with one."""
    lines = [line[:LONGEST_LINE] for line in body.split("\n")]
    for number, line in enumerate(lines):
        heading = _HEADING.match(line)
        below = [each for each in lines[number + 1 : number + 12] if each.strip()]
        if heading and any(_STEP.search(each) for each in [line[heading.end() :], *below]):
            return "the description"
        if _mentions(line, name) and (_STEP.search(line) or _is_dated(line)):
            return "the description"
    return None


def _in_documents(change: Change, name: str) -> str | None:
    for file in change.files:
        if not is_documentation(file.path) or is_example(file.path) or is_vendored(file.path):
            continue
        changelog = bool(_CHANGELOG.match(basename(file.path)))
        for line in (added.text[:LONGEST_LINE] for added in added_lines(file)):
            named = _mentions(line, name) or (changelog and "breaking" in line.lower())
            if named and (_STEP.search(line) or _is_dated(line)):
                return file.path
    return None


def _is_dated(line: str) -> bool:
    return bool(_DATE.search(line) and _ENDING.search(line))


def _mentions(line: str, name: str) -> bool:
    """Whether a line names it, in full or by its last part."""
    last = re.split(r"[./]", name)[-1]
    return bool(name) and (name in line or (len(last) >= 4 and last in line))
