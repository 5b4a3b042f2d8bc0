"""What users newly have to learn, and signs that they were heard: a note, a link, a sentence."""

import re
from collections.abc import Iterator
from posixpath import dirname

from app.core.fact import ExtensionPoint
from app.core.product import ResearchTrace
from app.facts.added import added_lines
from app.facts.change import Change, fact
from app.facts.core_features import is_core
from app.facts.definitions import is_of_another_project
from app.facts.description import description, links
from app.facts.extension_points import extension_points
from app.facts.globs import matches
from app.facts.here_alone import is_inner
from app.facts.pages import place_of
from app.facts.prose import is_prose, sentences
from app.lazy_re import regex

RESEARCH = (
    r"(?:user\s+research|user\s+interviews?|interview(?:s|ed|ing)?|usability\s+(?:tests?|testing|sessions?)|"
    r"user\s+test(?:s|ing)?|discovery\s+sessions?|research\s+sessions?|user\s+survey|surveyed|"
    r"(?:talked|spoke|sat\s+down|paired|walked\s+through\s+\w{1,20})\s+(?:to|with)|shadow(?:ed|ing)|"
    r"prototyp(?:e|ed|ing)\s+with|card\s+sort(?:ing)?)"
)
_RESEARCH = regex(rf"\b{RESEARCH}\b", re.I)
_DATE = regex(
    r"\b20\d\d-[01]\d(?:-[0-3]\d)?\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?20\d\d\b"
    r"|\bq[1-4]\s+20\d\d\b",
    re.I,
)
_LABEL = regex(r"(?:^|[/: -])(?:user[ -]?)?(?:research|ux|usability)\b", re.I)
_ISSUE = regex(r"(?<![\w/&])(?:[\w.-]{1,39}/[\w.-]{1,100})?#\d{1,7}\b|://", re.ASCII)
_LINK = regex(r"\b(?:user-?)?research\b|\busability\b|\binterviews?\b", re.I)


IN_CODE = ("go_", "java_", "python_", "typescript_")
"""How kinds of extension points begin that are names in code."""
_REPORTED = regex(r"(?:status|[A-Za-z]{1,60}Status)\.")


@fact
def points_to_learn(change: Change) -> tuple[ExtensionPoint, ...]:
    """The extension points of the core that are new to users and have to be learnt: inputs, values,
    fields, flags. Names in code are left out, of which one feature brings many, and so are those
    that say enough, what a resource reports, schemas, which write down what is there, and what
    another project gave its shape: users of this one have no say in it."""
    points = (point for point in extension_points(change) if _is_learnt(point))
    return tuple(point for point in points if _is_ours(change, point))


def _is_ours(change: Change, point: ExtensionPoint) -> bool:
    """Whether users meet it in the core, and the platform gives it its shape."""
    inner = point.kind.startswith("terraform_") and is_inner(change, dirname(point.path))
    elsewhere = inner or is_of_another_project(change, point.kind, point.path)
    return is_core(change, point.path) and not elsewhere


def _is_learnt(point: ExtensionPoint) -> bool:
    if point.change != "added" or point.standard or point.documented is None:
        return False
    told = point.kind.startswith(IN_CODE) or _REPORTED.match(point.name)
    return not told and not point.path.endswith(".schema.json")


@fact
def research_traces(change: Change) -> tuple[ResearchTrace, ...]:
    """Signs that users were heard: a note below `product.research`, a link to one or to an issue
    about research, a sentence about talks with users and its date, a label such as `research`."""
    return tuple(dict.fromkeys(_traces(change)))


def _traces(change: Change) -> Iterator[ResearchTrace]:
    notes = change.configuration.product.research
    for file in change.files:
        if file.status != "removed" and notes and matches(notes, file.path):
            yield ResearchTrace("note", file.path)
    for label in change.pull_request.labels:
        if _LABEL.search(label):
            yield ResearchTrace("label", label)
    for passage in description(change):
        yield from _in_passage(passage.text, change, notes)
    yield from _in_decisions(change)


def _in_passage(text: str, change: Change, notes: tuple[str, ...]) -> Iterator[ResearchTrace]:
    for target in links(text):
        path = target.partition("/blob/")[2].partition("/")[2] or target
        if _LINK.search(target) or (notes and matches(notes, path)):
            yield ResearchTrace("link", target)
    said = _RESEARCH.search(text) or _LINK.search(text)
    if said and _ISSUE.search(text):
        yield ResearchTrace("link", "the description")
    for sentence in sentences(text):
        if _is_dated_research(sentence.text):
            yield ResearchTrace("sentence", "the description")


def _in_decisions(change: Change) -> Iterator[ResearchTrace]:
    """Decision records tell why, and whom they asked."""
    for file in change.files:
        text = file.after
        if not isinstance(text, str) or not is_prose(file.path):
            continue
        if not _RESEARCH.search(text) or place_of(file.path, text) != "decision":
            continue
        added = "\n".join(line.text for line in added_lines(file))
        if any(_is_dated_research(sentence.text) for sentence in sentences(added)):
            yield ResearchTrace("sentence", file.path)


def _is_dated_research(text: str) -> bool:
    return bool(_RESEARCH.search(text) and _DATE.search(text))
