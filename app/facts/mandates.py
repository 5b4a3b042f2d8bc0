"""Which sentences of a change newly oblige teams to use the platform or a part of it.

A mandate counts as new where the same page, or the change as a whole, did not oblige to the same
before: what was wrapped, reworded or moved is old, a "should" that becomes a "must" is new.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from app.core.fact import CannotTell, Mandate
from app.core.pull_request import ChangedFile, Side
from app.facts.change import Change, fact
from app.facts.declared import as_declared
from app.facts.obligation import Obligation, obligation_of
from app.facts.own_products import Products, most_linked, products_of
from app.facts.pages import place_of
from app.facts.paths import is_example, is_test, is_vendored
from app.facts.prose import Sentence, is_prose, sentences
from app.facts.said import said
from app.lazy_re import regex

MOST_MANDATES = 20
"""Reported for one change; a page full of them needs no longer list."""
MOST_CLAIMS = 500
"""Of one change on each side; each is held against all the others."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An obligation and the words that say to what."""

    path: str
    sentence: Sentence
    kind: Obligation
    words: frozenset[str]


@fact
def mandates(change: Change) -> tuple[Mandate, ...]:
    """Sentences that the change adds and that oblige teams to use the platform or a part of it.
    Rules about safety, law, accessibility and cost are `guardrails`."""
    return tuple(_mandates(change, "mandate"))


@fact
def guardrails(change: Change) -> tuple[Mandate, ...]:
    """As `mandates`, for sentences that keep a law, safety, accessibility or a budget: those may
    well bind everybody."""
    return tuple(_mandates(change, "guardrail"))


def _mandates(change: Change, kind: Obligation) -> Iterator[Mandate]:
    found = [claim for claim in change.once("new obligations", _new) if claim.kind == kind]
    for claim in found[:MOST_MANDATES]:
        told = Mandate(claim.path, claim.sentence.line, claim.sentence.text)
        yield as_declared(told, claim.sentence, change.configuration)


def _new(change: Change) -> tuple[Claim, ...]:
    """The obligations of after that none of before amounts to, each once."""
    old, new = claims(change, "before"), claims(change, "after")
    found: list[Claim] = []
    for claim in (*new, *_claims_of_description(change, products_of(change))):
        if not any(same(claim, known) for known in [*old, *found]):
            found.append(claim)
    return tuple(found)


def claims(change: Change, side: Side) -> tuple[Claim, ...]:
    """The obligations that the changed pages hold on one side; `CannotTell` where they abound."""
    return change.once(f"obligations {side}", lambda change: _claims(change, side))


def _claims(change: Change, side: Side) -> tuple[Claim, ...]:
    products = products_of(change)
    found = (claim for file in change.files for claim in _claims_of_page(file, side, products))
    taken = tuple(islice(found, MOST_CLAIMS + 1))
    if len(taken) > MOST_CLAIMS:
        raise CannotTell(f"its pages oblige to more than {MOST_CLAIMS} things")
    return taken


def _claims_of_page(file: ChangedFile, side: Side, products: Products) -> Iterator[Claim]:
    path = file.path_before if side == "before" else file.path
    text = file.before if side == "before" else file.after
    if not isinstance(text, str) or not is_prose(path):
        return
    if file.status not in ("added", "removed") and not isinstance(file.before, str):
        return  # what is new cannot be told from what was there
    if is_example(path) or is_test(path) or is_vendored(path):
        return
    read = sentences(text, path)
    if not products.organisations:
        products = replace(products, organisations=most_linked(read))
    place = place_of(path, text)
    for sentence in map(_whole, read):
        kind = None if sentence.heading else obligation_of(sentence, place, products)
        if kind:
            yield Claim(path, sentence, kind, subject_matter(sentence.text))


def _whole(sentence: Sentence) -> Sentence:
    """An item of a list with what it goes on with: "Teams must: - use the shared pipeline"."""
    return replace(sentence, text=f"{sentence.lead} {sentence.text}") if sentence.lead else sentence


def _claims_of_description(change: Change, products: Products) -> Iterator[Claim]:
    for sentence in said(change):
        kind = obligation_of(sentence, "description", products)
        if kind:
            yield Claim("", sentence, kind, subject_matter(sentence.text))


_WORD = regex(r"[\w-]{2,60}")
_FORM = frozenset({
    "all", "every", "each", "any", "new", "existing", "must", "shall", "should", "will", "have",
    "has",
    "to", "be", "been", "is", "are", "now", "use", "uses", "used", "using", "adopt", "adopted",
    "migrate", "migrated", "move", "moved", "deploy", "deployed", "host", "hosted", "run", "built",
    "required", "mandatory", "need", "needs", "the", "an", "of", "for", "in", "on", "by", "with",
    "and", "or", "that", "which", "who", "their", "its", "this", "it", "they", "team", "teams",
    "service", "services", "app", "apps", "application", "applications", "project", "projects",
    "users", "developers",
})  # fmt: skip
"""Words that make a sentence a mandate but do not say of what."""


def subject_matter(text: str) -> frozenset[str]:
    """The words of a mandate that say what is to be used, without those that make it a mandate."""
    return frozenset(word for word in _WORD.findall(text.lower()) if word not in _FORM)


def same(claim: Claim, known: Claim) -> bool:
    """Whether two mandates oblige to the same thing, in whatever words."""
    both, either = claim.words & known.words, claim.words | known.words
    return not either or 2 * len(both) >= len(either) or claim.sentence.text == known.sentence.text
