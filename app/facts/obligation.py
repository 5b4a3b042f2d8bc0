"""When a sentence is a mandate: who is obliged, what obliges them, and to use what of ours.

A mandate has three parts in one sentence: *everyone* ("all teams", "services that can be hosted"),
an *obligation* to use ("must adopt", "will be migrated"), and a *product* of the platform's.
Choices, negations, conditions and questions are no mandates; rules about safety, law and cost are
guardrails. All patterns are ours, with bounded repetition, and see a sentence of bounded length.
"""

import re
from typing import Literal

from app.facts.everyone import (
    addresses_everyone,
    after_everyone,
    concerns_everyone,
    names_everyone,
    speaks_of_everyone,
)
from app.facts.own_products import Products, is_ours
from app.facts.pages import Place
from app.facts.prose import Sentence
from app.lazy_re import regex

LONGEST_SENTENCE = 500
"""Characters; nobody takes a longer sentence for a rule."""

Obligation = Literal["mandate", "guardrail"]

# What obliges, and to what -----------------------------------------------------------------------

_MUST = (
    r"(?:must(?:\s+only)?|shall(?:\s+only)?|(?:may|can|will)\s+only|are\s+to|(?:has|have)\s+to"
    r"|(?:is|are)\s+(?:now\s+)?(?:required|obliged|mandated)\s+to"
    r"|(?:has|have)\s+until\s+[^.;:]{1,40}?\s+to)"
)
_WEAK = (
    r"(?:needs?\s+to|(?:is|are)\s+expected\s+to|will\s+(?:all\s+)?(?:need|have|be\s+required)\s+to)"
)
_ADVERBS = r"(?:\s+(?!not\b|never\b|be\b)[\w'’-]{1,20}){0,3}?"
_USE = (
    r"(?:use|adopt|migrate|move|switch|transition|onboard|deploy|host|run|consume|publish|build|"
    r"integrate|rely|standardi[sz]e|go\s+through|"
    r"be\s+(?:[\w'’-]{1,20}\s+)?(?:hosted|deployed|migrated|moved|run|built|stored|"
    r"onboarded|published|provisioned|created|managed|released|based|served))"
)
_OBLIGED_TO_USE = regex(rf"\b(?P<duty>{_MUST}|{_WEAK}){_ADVERBS}\s+(?P<use>{_USE})\b", re.I)
_DECIDED_HOME = regex(
    r"\b(?P<duty>will)\s+(?:all\s+)?(?P<use>be\s+(?:hosted|deployed|migrated|moved|built|stored|"
    r"onboarded|run))\b",
    re.I,
)
_CLAUSE = regex(r"(?P<what>.{1,300}?),?\s(?:that|which)\s(?P<who>.{1,80})$", re.I)
_HAS_HOME = regex(
    rf"^(?P<subject>.{{1,200}}?\b(?:hosted|deployed|run|be)\s+(?:in|on)\b.{{1,120}}?)\s+"
    rf"(?P<duty>{_MUST})\s+be\s*[.)]?$",
    re.I,
)
_MUST_BE_USED = regex(
    rf"\b(?P<duty>{_MUST})\s+be\s+(?:used|adopted|consumed)\b"
    r"|\b(?:is|are)\s+(?:now\s+)?(?P<rule>mandatory|compulsory|obligatory|mandated)\b"
    r"|\b(?:is|are)\s+(?:now\s+)?required\s+(?=(?:for|by|in|across|of)\s)",
    re.I,
)
_MANDATORY_TO_USE = regex(
    rf"\b(?:mandatory|compulsory|obligatory)\s+(?:for\s+[^,;.]{{1,80}}?\s+)?to\s+{_USE}\b", re.I
)
_OBLIGES = regex(
    rf"\b(?:requir(?:e|es|ing)|oblig(?:e|es|ing)|mandat(?:e|es|ing)|forc(?:e|es|ing))\s+(?:that\s+)?"
    rf"(?P<who>[^,;:.]{{1,80}}?)\s+(?:to\s+)?{_USE}\b",
    re.I,
)
_MANDATES = regex(
    r"\b(?:mandat(?:e|es|ing)|enforc(?:e|es|ing)\s+(?:the\s+)?(?:use|adoption)\s+of)\s+"
    r"|\bmak(?:e|es|ing)\s+(?=[^,;:.]{1,80}?\s+(?:mandatory|compulsory|obligatory)\b)",
    re.I,
)
_ONLY_WAY = regex(
    r"\b(?:the\s+)?only\s+(?:supported|permitted|allowed|approved|accepted|sanctioned|valid)\s+"
    r"(?:way|method|route|means|option|place|path|tool|mechanism|home)\b",
    re.I,
)
_ONLY = regex(r"\b(?:is|are|will\s+be|becomes?)\s+(?:now\s+)?$", re.I)
_FORBIDDEN_ELSE = regex(
    rf"\b(?:(?:is|are|will\s+be|must|may|can|shall|should)\s+)?(?:not|no\s+longer|cannot|never|nor)\s+(?:be\s+)?"
    rf"(?:(?:permitted|allowed|able)\s+to\s+)?{_USE}\b(?P<between>.{{0,80}}?)"
    rf"\b(?:(?:anything|anywhere)(?:\s+else)?|any\s+[\w-]{{1,30}}(?:\s+[\w-]{{1,30}})?)\s+"
    rf"(?:but|other\s+than|except(?:\s+for)?|outside(?:\s+of)?|apart\s+from)\s+",
    re.I,
)
_WE_WILL = regex(r"\bwe(?:\s+(?:will|shall|are|plan\s+to|intend\s+to)|['’](?:ll|re))\s", re.I)
_MOVING = regex(r"\b(?:migrat(?:e|ing)|mov(?:e|ing)|switch(?:ing)?|transition(?:ing)?)\b", re.I)
_TOWARDS = regex(r"\b(?:to|onto|over)\b", re.I)
_NEW_HOME = regex(
    r"\bthe\s+new\s+(?:[\w-]{1,30}\s+){0,2}?(?:api|platform|pipelines?|workflows?|modules?|charts?|"
    r"librar(?:y|ies)|gateway|registry|templates?|design\s+system|sdk|cli)\b",
    re.I,
)
_TELLS = regex(rf"^(?:(?:all|every)\s+[\w ]{{1,40}}:\s+)?(?:always\s+)?{_USE}\b", re.I)
_ALWAYS = regex(r"^always\b", re.I)

# What keeps a sentence from being one ------------------------------------------------------------

_NEGATED = regex(r"\b(?:not|never|no\s+longer|cannot|neither|nor)\b|n['’]t\b", re.I)
_EXCLUSIVE = regex(
    r"\b(?:may|can)\s+only\b|\b(?:anything|anywhere|any\s+[\w-]{1,30}(?:\s+[\w-]{1,30})?)"
    r"\s+(?:but|other\s+than|except(?:\s+for)?)\b",
    re.I,
)
"""Words that sound like a choice or an exception, and leave none."""
_HEDGED = regex(
    r"\b(?:would|might|(?-i:may)|could|can\s+opt|optional\w*|voluntar\w*|opt(?:ed|ing)?[\s-]?(?:out|in)|"
    r"unless|except\w*|exempt\w*|recommend\w*|encourage\w*|(?:if|where|wherever|when)\s+"
    r"(?:possible|appropriate|they|needed)|or\s+(?:equivalent|similar|another|any\s+other)|free\s+to|prefer\w*)\b",
    re.I,
)
_GUARDRAIL = regex(
    r"\b(?:secur\w*|insecure|tls|ssl|https|mfa|2fa|multi-?factor|two-?factor|encrypt\w*|cipher\w*|"
    r"patch(?:es|ed|ing)?|vulnerabilit\w*|scan\w*|secrets?|credentials?|passwords?|certificates?|privacy|"
    r"gdpr|legal\w*|laws?|legislation|regulat\w*|licen[cs]\w*|accessib\w*|wcag|tag(?:s|ged|ging)?|"
    r"labels?|billing|costs?|incidents?|backups?|disaster|audit\w*|least[\s-]privilege|root|non-root)\b",
    re.I,
)
_AWAY = regex(r"^\s*(?:away\s+)?(?:off|from|out\s+of)\b(?:.{0,200}?\s(?:to|onto|into)\b|.*$)", re.I)
_A_NAME = regex(r"(?:(?:in|on|to|onto|into|with|via|through|using)\s+)?(?:the\s+)?[A-Z][\w-]{1,30}")


def obligation_of(sentence: Sentence, place: Place, products: Products) -> Obligation | None:
    """What the sentence is: a mandate to use something of the platform's, one that keeps a law,
    safety or a budget, or neither."""
    text = sentence.text
    if len(text) > LONGEST_SENTENCE or text[:1] in "\"“'‘" or text.endswith("?"):
        return None
    if _HEDGED.search(_EXCLUSIVE.sub(" ", text)):
        return None
    if not any(obliges(sentence, place, products) for obliges in _FORMS):
        return None
    return "guardrail" if is_guardrail(text) else "mandate"


def is_guardrail(text: str) -> bool:
    """Whether it is about safety, law, accessibility or cost, which may bind everybody."""
    return _GUARDRAIL.search(text) is not None


def _actively(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "All teams must use X", "New services will be deployed on X"."""
    text = sentence.text
    found = _OBLIGED_TO_USE.search(text)
    if found is None and place == "decision":
        found = _DECIDED_HOME.search(text)
    if found is None:
        return False
    subject, object_ = text[: found.start()], _AWAY.sub("", text[found.end() :])
    if _NEGATED.search(subject) or _NEGATED.search(found[0]):
        return False
    strict = re.fullmatch(_MUST, found["duty"], re.I) is not None
    quantified = speaks_of_everyone(subject)
    if not quantified and not (strict and addresses_everyone(subject, place)):
        return False
    if place == "elsewhere" and not (strict and quantified):
        return False
    return is_ours(sentence, object_, place, products) or (
        # a decision may give everybody's things a home by its own name, such as a registry
        place == "decision" and quantified and _A_NAME.match(object_.strip()) is not None
    )


def _by_clause(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "X, which all teams are required to use"."""
    text = sentence.text
    found = _OBLIGED_TO_USE.search(text) if place != "elsewhere" else None
    if found is None or _NEGATED.search(text[: found.end()]):
        return False
    clause = _CLAUSE.match(text[: found.start()])
    return (
        clause is not None
        and speaks_of_everyone(clause["who"])
        and is_ours(sentence, clause["what"], place, products)
    )


def _by_its_home(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "Services that can be hosted on X must be"."""
    found = _HAS_HOME.match(sentence.text) if place != "elsewhere" else None
    if found is None or _NEGATED.search(sentence.text):
        return False
    subject = found["subject"]
    everyone = speaks_of_everyone(subject) or addresses_everyone(subject, place)
    return everyone and is_ours(sentence, subject, place, products)


def _passively(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "X must be used by all teams", "the use of X is mandatory for every service"."""
    text = sentence.text
    found = _MUST_BE_USED.search(text)
    if found is None or _NEGATED.search(text[: found.end()]):
        return False
    subject, rest = text[: found.start()], text[found.end() :]
    return concerns_everyone(rest, place) and is_ours(sentence, subject, place, products)


def _as_mandatory(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "It is mandatory for all teams to use X"."""
    found = _MANDATORY_TO_USE.search(sentence.text)
    if found is None or _NEGATED.search(sentence.text[: found.end()]):
        return False
    everyone = names_everyone(sentence.text) or place in ("decision", "guidance")
    return everyone and is_ours(sentence, sentence.text[found.end() :], place, products)


def _by_decree(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "We require every team to use X", "Mandate X for all services", "Make X mandatory"."""
    text = sentence.text
    if place == "elsewhere" or _NEGATED.search(text):
        return False
    if found := _OBLIGES.search(text):
        return names_everyone(found["who"]) and is_ours(
            sentence, text[found.end() :], place, products
        )
    found = _MANDATES.search(text)
    rest = text[found.end() :] if found else ""
    return concerns_everyone(rest, place) and is_ours(sentence, rest, place, products)


def _as_the_only_way(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "X is the only supported way to deploy services", and the other way round."""
    text = sentence.text
    found = _ONLY_WAY.search(text)
    if place == "elsewhere" or found is None or _NEGATED.search(text):
        return False
    before, after = text[: found.start()], text[found.end() :]
    named = before if _ONLY.search(before) else after.partition(" is ")[2]
    return is_ours(sentence, named, place, products)


def _by_exclusion(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "Teams are no longer permitted to use anything but X"."""
    found = _FORBIDDEN_ELSE.search(sentence.text) if place != "elsewhere" else None
    if found is None:
        return False
    subject = sentence.text[: found.start()]
    everyone = speaks_of_everyone(subject) or addresses_everyone(subject, place)
    return everyone and is_ours(sentence, sentence.text[found.end() :], place, products)


def _by_plan(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "We will be moving all services to X"."""
    text = sentence.text
    found = _WE_WILL.search(text) if place in ("decision", "description") else None
    if found is None or _NEGATED.search(text) or not _MOVING.search(text, found.end()):
        return False
    where = after_everyone(text[found.end() :])
    if not _TOWARDS.search(where):
        return False
    return bool(_NEW_HOME.search(where)) or is_ours(sentence, where, place, products)


def _by_instruction(sentence: Sentence, place: Place, products: Products) -> bool:
    """ "Use X for all services" on a page that sets policy."""
    found = _TELLS.match(sentence.text) if place == "guidance" else None
    if found is None:
        return False
    rest = sentence.text[found.end() :]
    everyone = names_everyone(rest) or _ALWAYS.match(sentence.text) is not None
    return everyone and is_ours(sentence, rest, place, products)


_FORMS = (
    _actively,
    _by_clause,
    _by_its_home,
    _passively,
    _as_mandatory,
    _by_decree,
    _as_the_only_way,
    _by_exclusion,
    _by_plan,
    _by_instruction,
)
