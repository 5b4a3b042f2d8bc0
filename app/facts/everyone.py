"""Words for everyone: "all teams", "services that can be hosted there", "you" on a page of policy.

All patterns are ours, with bounded repetition, and see a sentence of bounded length.
"""

import re

from app.facts.pages import Place
from app.lazy_re import regex

_UNIT = (
    r"(?:micro)?(?:services?|apps?|applications?)|teams?|squads?|projects?|repos?|repositor(?:y|ies)|"
    r"workloads?|products?|systems?|developers?|departments?|ministries|organi[sz]ations|tenants?|"
    r"components?|images?|pipelines?|environments?|namespaces?|websites?|sites?|apis?|deployments?|"
    r"users?|clusters?|codebases?"
)
_QUANTIFIED = regex(
    rf"\b(?:all|every|each|any)(?:\s+(?:of\s+)?(?!(?:time|other)\b)[\w'’()/-]{{1,30}}){{0,4}}?\s+(?:{_UNIT})\b",
    re.I,
)
_PLURAL = (
    r"(?:teams|(?:micro)?services|apps|applications|projects|repositories|developers|products|"
    r"tenants|workloads|systems|departments|ministries|websites)"
)
_GENERIC = regex(
    rf"^(?:\S{{1,30}}\s+){{0,3}}?{_PLURAL}"
    r"(?:\s+(?:that|which|who|in|on|at|of|with|for)\b[^,;:.]{1,120}?)?,?\s*$",
    re.I,
)
_CONCERNED = regex(
    rf"\b(?:for|by|in|across|on|of)\s+(?:the\s+)?(?:(?:new|existing|our)\s+)?{_PLURAL}\b", re.I
)
_READER = regex(r"^(?:[^,]{0,60},\s*)?you\s*$", re.I)
_TOLD_READER = regex(
    r"\b(?:states?|says?|requires?|mandates?|means|guidance|polic(?:y|ies)|standards?)"
    r"(?:\s+that)?\s+you\s*$",
    re.I,
)
_OWN_PEOPLE = regex(
    r"\b(?:we|our\s+(?:team|engineers|developers)|platform(?:\s+engineering)?\s+(?:teams?|engineers?|developers?)|"
    r"maintainers|contributors|reviewers|operators)\b",
    re.I,
)
_CONDITION = regex(
    r"^(?:if|to|in\s+order\s+to|before|once|after|when|whenever|until|for\s+example|note)\b", re.I
)


def names_everyone(text: str) -> bool:
    """Whether it says "all teams", "every new service" or the like."""
    return _QUANTIFIED.search(text) is not None


def after_everyone(text: str) -> str:
    """What follows the first "all teams" or the like; empty where nobody says so."""
    found = _QUANTIFIED.search(text)
    return text[found.end() :] if found else ""


def concerns_everyone(text: str, place: Place) -> bool:
    """Whether an obligation's ending says for whom: "for all teams", "by new services"."""
    return names_everyone(text) or (place != "elsewhere" and bool(_CONCERNED.search(text)))


def speaks_of_everyone(subject: str) -> bool:
    """Whether the subject of a sentence is everyone, and not only the platform's own people."""
    return names_everyone(subject) and not _OWN_PEOPLE.search(subject) and subject[:3] != "If "


def addresses_everyone(subject: str, place: Place) -> bool:
    """ "Projects …", "Services that can be hosted there …", "you" on pages that set policy."""
    whole = subject.strip()
    if place not in ("decision", "guidance") or _CONDITION.match(whole):
        return False
    if _OWN_PEOPLE.search(_TOLD_READER.sub("", whole)):
        return False
    if place == "guidance" and _READER.match(whole):
        return True
    return bool(_GENERIC.match(whole) or _TOLD_READER.search(whole))
