"""When a sentence is a mandate: who is obliged, what obliges them, and to use what of ours.

A mandate has three parts in one sentence: *everyone* ("all teams", "services that can be hosted"),
an *obligation* to use ("must adopt", "will be migrated"), and a *product* of the platform's. Rules
about safety, law and cost, choices, negations, conditions and questions are no mandates. All
patterns are ours, with bounded repetition, and see a sentence of bounded length.
"""

import re
from dataclasses import dataclass
from typing import Literal

from app.facts.prose import Sentence

LONGEST_SENTENCE = 500
"""Characters; nobody takes a longer sentence for a rule."""

Place = Literal["decision", "guidance", "description", "elsewhere"]
"""A decision record; a page that sets policy; the pull request's own words; any other page."""


@dataclass(frozen=True, slots=True)
class Products:
    """What the platform offers, by the names under which a sentence may speak of it."""

    names: frozenset[str] = frozenset()
    """Names of the platform and of its units, in lower case."""
    organisations: frozenset[str] = frozenset()
    """Owners on GitHub, in lower case, whose repositories are our own."""


_UNIT = (
    r"(?:micro)?(?:services?|apps?|applications?)|teams?|squads?|projects?|repos?|repositor(?:y|ies)|"
    r"workloads?|products?|systems?|developers?|departments?|ministries|organi[sz]ations|tenants?|"
    r"components?|images|pipelines|environments|namespaces|websites?|sites|apis|deployments|users|"
    r"clusters|codebases?"
)
_QUANTIFIED = re.compile(
    rf"\b(?:all|every|each|any)(?:\s+(?:of\s+)?(?!(?:time|other)\b)[\w'’()/-]{{1,30}}){{0,4}}?\s+(?:{_UNIT})\b",
    re.I,
)
_GENERIC = re.compile(
    r"^(?:\S{1,30}\s+){0,3}?(?:teams|(?:micro)?services|apps|applications|projects|repositories|"
    r"developers|products|tenants|workloads|systems|departments|ministries|websites)"
    r"(?:\s+(?:that|which|who|in|on|at|of|with|for)\b[^,;:.]{1,120}?)?,?\s*$",
    re.I,
)
_READER = re.compile(r"^(?:[^,]{0,60},\s*)?you\s*$", re.I)
_OWN_PEOPLE = re.compile(
    r"\b(?:we|our\s+(?:team|engineers|developers)|platform(?:\s+engineering)?\s+(?:teams?|engineers?|developers?)|"
    r"maintainers|contributors|reviewers|operators)\b",
    re.I,
)

_MUST = (
    r"(?:must|shall|(?:has|have)\s+to|(?:is|are)\s+(?:now\s+)?(?:required|obliged|mandated)\s+to)"
)
_WEAK = (
    r"(?:needs?\s+to|(?:is|are)\s+expected\s+to|will\s+(?:all\s+)?(?:need|have|be\s+required)\s+to)"
)
_ADVERBS = r"(?:\s+(?!not\b|never\b|be\b)[\w'’-]{1,20}){0,3}?"
_USE = (
    r"(?:use|adopt|migrate|move|switch|onboard|deploy|host|run|consume|publish|build|integrate|rely|"
    r"go\s+through|be\s+(?:[\w'’-]{1,20}\s+)?(?:hosted|deployed|migrated|moved|run|built|stored|"
    r"onboarded|published|provisioned|created|managed|released|based|served))"
)
_OBLIGED_TO_USE = re.compile(rf"\b(?P<duty>{_MUST}|{_WEAK}){_ADVERBS}\s+(?P<use>{_USE})\b", re.I)
_DECIDED_HOME = re.compile(
    r"\b(?P<duty>will)\s+(?:all\s+)?(?P<use>be\s+(?:hosted|deployed|migrated|moved|built|stored|"
    r"onboarded|run))\b",
    re.I,
)
_MUST_BE_USED = re.compile(
    rf"\b(?P<duty>{_MUST})\s+be\s+(?:used|adopted|consumed)\b"
    r"|\b(?:is|are)\s+(?:now\s+)?(?P<rule>mandatory|compulsory|obligatory|mandated)\b",
    re.I,
)
_MANDATORY_TO_USE = re.compile(
    rf"\b(?:mandatory|compulsory|obligatory)\s+(?:for\s+[^,;.]{{1,80}}?\s+)?to\s+{_USE}\b", re.I
)

_NEGATED = re.compile(r"\b(?:not|never|no\s+longer|cannot|neither|nor)\b|n['’]t\b", re.I)
_HEDGED = re.compile(
    r"\b(?:would|might|(?-i:may)|could|can\s+opt|optional\w*|voluntar\w*|opt(?:ed|ing)?[\s-]?(?:out|in)|"
    r"unless|except\w*|exempt\w*|recommend\w*|encourage\w*|(?:if|where|wherever|when)\s+"
    r"(?:possible|appropriate|they|needed)|or\s+(?:equivalent|similar|another|any\s+other)|free\s+to|prefer\w*)\b",
    re.I,
)
_GUARDRAIL = re.compile(
    r"\b(?:secur\w*|insecure|tls|ssl|https|mfa|2fa|multi-?factor|two-?factor|encrypt\w*|cipher\w*|"
    r"patch(?:es|ed|ing)?|vulnerabilit\w*|scan\w*|secrets?|credentials?|passwords?|certificates?|privacy|"
    r"gdpr|legal\w*|laws?|legislation|regulat\w*|licen[cs]\w*|accessib\w*|wcag|tag(?:s|ged|ging)?|"
    r"labels?|billing|costs?|incidents?|backups?|disaster|audit\w*|least[\s-]privilege|root|non-root)\b",
    re.I,
)
_CONDITION = re.compile(
    r"^(?:if|to|in\s+order\s+to|before|once|after|when|whenever|until|for\s+example|note)\b", re.I
)
_PLATFORM = re.compile(
    r"\b(?:(?:the|our)\s+(?:[A-Z][\w-]{1,20}\s+){0,2}platform|(?:[A-Z][\w-]{1,20}\s+){1,2}Platform|"
    r"golden\s+path|paved\s+(?:road|path))(?!['’]?s?\s+(?:team|engineer|support|user))\b",
)
_SHARED_PART = re.compile(
    r"\b(?:shared|common|standard(?:i[sz]ed)?|central(?:i[sz]ed)?|core|in-house|platform(?:['’]s)?|platform-provided|"
    r"company-wide|organi[sz]ation-wide)\s+(?:[\w/-]{1,30}\s+){0,3}?"
    r"(?:pipelines?|workflows?|modules?|librar(?:y|ies)|charts?|images?|templates?|actions?|components?|"
    r"tooling|cli|sdk|gems?|clusters?|registry|gateway|infrastructure|hosting|design\s+system)\b",
    re.I,
)
_A_NAME = re.compile(
    r"(?:(?:in|on|to|onto|into|with|via|through|using)\s+)?(?:the\s+)?[A-Z][\w-]{1,30}"
)


def is_mandate(sentence: Sentence, place: Place, products: Products) -> bool:
    """Whether the sentence obliges everyone to use something of the platform's."""
    text = sentence.text
    if len(text) > LONGEST_SENTENCE or text[:1] in "\"“'‘" or text.endswith("?"):
        return False
    if _HEDGED.search(text) or _GUARDRAIL.search(text):
        return False
    return (
        _obliges_actively(sentence, place, products)
        or _obliges_passively(sentence, place, products)
        or _calls_mandatory(sentence, place, products)
    )


def _obliges_actively(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "All teams must use X", "New services will be deployed on X"."""
    text = sentence.text
    found = _OBLIGED_TO_USE.search(text)
    if found is None and place == "decision":
        found = _DECIDED_HOME.search(text)
    if found is None:
        return False
    subject, object_ = text[: found.start()], text[found.end() :]
    if _NEGATED.search(subject) or _NEGATED.search(found[0]):
        return False
    strict = re.fullmatch(_MUST, found["duty"], re.I) is not None
    quantified = _speaks_of_everyone(subject)
    if not quantified and not (strict and _addresses_everyone(subject, place)):
        return False
    if place == "elsewhere" and not (strict and quantified):
        return False
    return _is_ours(sentence, object_, place, products) or (
        # a decision may give everybody's things a home by its own name, such as a registry
        place == "decision" and quantified and _A_NAME.match(object_.strip()) is not None
    )


def _obliges_passively(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "X must be used by all teams", "the use of X is mandatory for every service"."""
    text = sentence.text
    found = _MUST_BE_USED.search(text)
    if found is None or _NEGATED.search(text[: found.end()]):
        return False
    subject, rest = text[: found.start()], text[found.end() :]
    everyone = _QUANTIFIED.search(rest) is not None
    return everyone and _is_ours(sentence, subject, place, products)


def _calls_mandatory(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "It is mandatory for all teams to use X"."""
    found = _MANDATORY_TO_USE.search(sentence.text)
    if found is None or _NEGATED.search(sentence.text[: found.end()]):
        return False
    everyone = _QUANTIFIED.search(sentence.text) is not None or place in ("decision", "guidance")
    return everyone and _is_ours(sentence, sentence.text[found.end() :], place, products)


def _speaks_of_everyone(subject: str) -> bool:
    found = _QUANTIFIED.search(subject)
    return found is not None and not _OWN_PEOPLE.search(subject) and not subject.startswith("If ")


def _addresses_everyone(subject: str, place: Place) -> bool:
    """ "Projects …", "Services that can be hosted there …" on pages that set policy."""
    if place not in ("decision", "guidance") or _CONDITION.match(subject.strip()):
        return False
    if _OWN_PEOPLE.search(subject):
        return False
    whole = subject.strip()
    return bool(_GENERIC.match(whole) or (place == "guidance" and _READER.match(whole)))


def _is_ours(sentence: Sentence, words: str, place: Place, products: Products) -> bool:
    """Whether these words of the sentence name something of the platform's."""
    lower = words.lower()
    linked = any(
        link.text.lower() in lower and owner_of(link.target) in products.organisations
        for link in sentence.links
    )
    if linked or any(_names(lower, name) for name in products.names):
        return True
    if place == "elsewhere":
        return False
    return bool(_PLATFORM.search(words) or _SHARED_PART.search(words))


def _names(lower: str, name: str) -> bool:
    at = lower.find(name)
    if at < 0:
        return False
    before, after = lower[at - 1 : at], lower[at + len(name) :][:1]
    return not before.isalnum() and not after.isalnum()


_REPOSITORY = re.compile(r"https?://(?:www\.)?github\.com/([\w-]{1,39})/[\w.-]{1,100}")


def owner_of(target: str) -> str:
    """The owner of the GitHub repository that a link leads to, in lower case; empty for others."""
    found = _REPOSITORY.match(target)
    return found[1].lower() if found else ""
