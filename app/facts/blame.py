"""Which sentences of a change blame teams for how they use a part of the platform.

Few words do, and only beside teams and something of the platform's in the same sentence. Rules of
safety and law have offenders of their own, and who writes about such words blames nobody.
"""

import re
from collections.abc import Iterator

from app.core.fact import Blame
from app.core.pull_request import ChangedFile
from app.facts.change import Change, fact
from app.facts.declared import names_capability
from app.facts.obligation import LONGEST_SENTENCE, is_guardrail
from app.facts.own_products import Products, is_ours, products_of
from app.facts.paths import is_example, is_test, is_vendored
from app.facts.prose import Sentence, is_prose, sentences
from app.facts.said import said
from app.lazy_re import regex

MOST_BLAMES = 20
"""Reported for one change."""

_TEAM = (
    r"(?:teams?|squads?|tribes?|developers?|departments?|tenants?|service\s+owners?|"
    r"product\s+owners?|engineers?)"
)
_ADJECTIVE = r"(?:non-?compliant|rogue|disobedient|uncooperative|recalcitrant|stubborn|lazy)"
_FAILING = (
    r"(?:neglect(?:s|ed)?|forg[eo]ts?|fail(?:s|ed)?|(?:do|does|did)(?:n['’]t|\s+not)\s+bother)\s+to|"
    r"(?:have|has|had|do|does|did)(?:n['’]t|\s+not)\s+(?:[\w-]{1,30}\s+){0,4}?"
    r"(?:efficiently|properly|correctly|responsibly|wisely)"
)
_TEAMS = regex(rf"\b{_TEAM}\b", re.I)
_BLAMING = regex(
    rf"\b(?P<before>{_ADJECTIVE})\s+(?:[\w-]{{1,30}}\s+){{0,2}}{_TEAM}\b"
    rf"|\b{_TEAM}\b[^.;]{{0,60}}?\b(?:is|are|was|were|be|being|remains?|stays?|gone|going|went)\s+"
    rf"(?:[\w-]{{1,30}}\s+){{0,2}}(?P<behind>{_ADJECTIVE})\b"
    rf"|\b{_TEAM}\s+(?:[\w-]{{1,30}}\s+){{0,4}}(?P<refusing>refused?\s+to|are\s+unwilling\s+to)\b"
    rf"|\b{_TEAM}\s+(?:[\w-]{{1,30}}\s+){{0,4}}?(?P<failing>{_FAILING})\b"
    r"|\b(?P<name>laggards?|(?:worst|main|repeat)\s+offenders?|culprits?|hold-?outs?|violators?|"
    r"shadow\s+it)\b"
    r"|\b(?P<shame>nam(?:e|es|ed|ing)\s+and\s+sham(?:e|es|ed|ing))\b",
    re.I,
)
_HINT = regex(
    r"compliant|rogue|disobedient|cooperative|recalcitrant|stubborn|lazy|refuse|unwilling|neglect|"
    r"forg[eo]t|fail|bother|efficiently|properly|correctly|responsibly|wisely|laggard|offender|"
    r"culprit|hold-?out|violator|shadow|sham",
    re.I,
)
"""Without one of these there is nothing to look for; it spares most texts the longer search."""
_ABOUT_WORDS = regex(
    r"\b(?:not|never|no|avoid\w*|instead\s+of|rather\s+than|without|nobody|words?|terms?|call(?:s|ed|ing)?)\b"
    r"|n['’]t\b|[\"“”‘]",
    re.I,
)

_SUPPOSED = regex(
    r"\b(?:if|when|whenever|unless|until|in\s+case|where|so\s+that|should|may|might|could|would|"
    r"will|can)\b",
    re.I,
)


@fact
def blames(change: Change) -> tuple[Blame, ...]:
    """Sentences that the change adds and that blame teams ("laggards", "non-compliant", "refuse
    to", "forget to") for how they use the platform or a declared capability; never on safety or
    law, and no supposition."""
    products = products_of(change)
    found = [
        Blame(path, sentence.line, sentence.text, words)
        for path, sentence in _added(change)
        if (words := _blaming(sentence, products, change))
    ]
    return tuple(found[:MOST_BLAMES])


def _added(change: Change) -> Iterator[tuple[str, Sentence]]:
    for file in change.files:
        if file.status != "removed" and is_prose(file.path):
            yield from ((file.path, sentence) for sentence in _new_in(file))
    yield from (("", sentence) for sentence in said(change))


def _new_in(file: ChangedFile) -> Iterator[Sentence]:
    if not isinstance(file.after, str) or not _HINT.search(file.after):
        return
    if file.status != "added" and not isinstance(file.before, str):
        return
    if is_example(file.path) or is_test(file.path) or is_vendored(file.path):
        return
    before = file.before if isinstance(file.before, str) else ""
    old = {sentence.text for sentence in sentences(before, file.path_before)}
    yield from (each for each in sentences(file.after, file.path) if each.text not in old)


def _blaming(sentence: Sentence, products: Products, change: Change) -> str:
    """The words that blame; empty where nobody is blamed."""
    text = sentence.text
    likely = len(text) <= LONGEST_SENTENCE and _HINT.search(text)
    found = _BLAMING.search(text) if likely else None
    if found is None or not _TEAMS.search(text) or is_guardrail(text):
        return ""
    words = next(part for part in found.groups() if part)
    before = text[: found.end()].removesuffix(words)
    if _ABOUT_WORDS.search(before) or (found["failing"] and _SUPPOSED.search(before)):
        return ""
    ours = is_ours(sentence, text, "guidance", products)
    return words if ours or names_capability(sentence, change.configuration) else ""
