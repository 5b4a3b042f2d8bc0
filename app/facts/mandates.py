"""Which sentences of a change newly oblige teams to use the platform or a part of it.

A mandate counts as new where the same page, or the change as a whole, did not oblige to the same
before: what was wrapped, reworded or moved is old, a "should" that becomes a "must" is new.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.fact import Mandate
from app.core.pull_request import ChangedFile
from app.facts.change import Change, fact
from app.facts.obligation import Place, Products, is_mandate, owner_of
from app.facts.paths import is_example, is_test, is_vendored
from app.facts.prose import Sentence, front_matter, is_prose, sentences

MOST_MANDATES = 20
"""Reported for one change; a page full of them needs no longer list."""

LONGEST_PLACE = 500
"""Characters read of a page's path, title and section."""

_DECISION = re.compile(
    r"(?:^|/)(?:[\w-]{0,30}[_-])?(?:adrs?|rfcs?|rfds?|keps?|oeps?|geps?|decisions?|decision[_-]records?|"
    r"proposals)(?:/|[_-]?\d|[_-][\w.-]{0,80}$)",
    re.I,
)
_GUIDANCE = re.compile(
    r"\b(?:polic(?:y|ies)|standards?|principles?|guidelines?|guidance|governance|adoption|adopting|"
    r"conventions?|style[ -]?guides?|patterns|ways[ -]of[ -]working|strategy|mandates?|mandatory|"
    r"golden[ -]paths?|paved[ -]roads?|onboarding|requirements|"
    r"which[ -](?:\w{1,20}[ -]){1,3}to[ -]use)\b",
    re.I,
)
_TEACHING = re.compile(
    r"\b(?:tutorials?|examples?|news|blog|posts|changelog|releases?|release[ -]notes|runbooks?|"
    r"incidents?|upgrad(?:e|ing)|faq|reference|how[ -]to|quick[ -]?start|getting[ -]started|"
    r"troubleshoot\w*|security|accessibility|privacy|compliance|meeting[ -]notes|minutes)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A mandate and the words that say of what."""

    path: str
    sentence: Sentence
    words: frozenset[str]


@fact
def mandates(change: Change) -> tuple[Mandate, ...]:
    """Sentences that the change adds and that oblige teams to use the platform or a part of it."""
    platform = change.configuration.platform.name.lower()
    names = frozenset({platform} if platform else ())
    organisations = _organisations(change)
    old = [
        claim for file in change.files for claim in _claims(file, "before", names, organisations)
    ]
    new = [claim for file in change.files for claim in _claims(file, "after", names, organisations)]
    new += _claims_of_description(change, Products(names, organisations))
    found: list[_Claim] = []
    for claim in new:
        if not any(_same(claim, known) for known in [*old, *found]):
            found.append(claim)
    return tuple(
        Mandate(claim.path, claim.sentence.line, claim.sentence.text)
        for claim in found[:MOST_MANDATES]
    )


def _claims(
    file: ChangedFile, side: str, names: frozenset[str], organisations: frozenset[str]
) -> Iterator[_Claim]:
    path = file.path_before if side == "before" else file.path
    text = file.before if side == "before" else file.after
    if not isinstance(text, str) or not is_prose(path):
        return
    if file.status not in ("added", "removed") and not isinstance(file.before, str):
        return  # what is new cannot be told from what was there
    if is_example(path) or is_test(path) or is_vendored(path):
        return
    read = sentences(text, path)
    products = Products(names, organisations or _most_linked(read))
    place = _place(path, text)
    for sentence in read:
        if not sentence.heading and is_mandate(sentence, place, products):
            yield _Claim(path, sentence, _subject_matter(sentence.text))


def _claims_of_description(change: Change, products: Products) -> list[_Claim]:
    pull_request = change.pull_request
    said = [Sentence(pull_request.title, 1), *sentences(pull_request.body)]
    return [
        _Claim("", sentence, _subject_matter(sentence.text))
        for sentence in said
        if is_mandate(sentence, "description", products)
    ]


def _place(path: str, text: str) -> Place:
    """What kind of page this is, from its path, its title and its section."""
    about = front_matter(text)
    spoken = " ".join((*path.split("/"), about.get("title", ""), about.get("section", "")))
    spoken = spoken.replace("_", "-")[:LONGEST_PLACE]
    if _TEACHING.search(spoken):
        return "elsewhere"
    if _DECISION.search(path):
        return "decision"
    return "guidance" if _GUIDANCE.search(spoken) else "elsewhere"


_OWNER = re.compile(r"(?<![\w/@])@([\w-]{1,39})/[\w.-]{1,100}")


def _organisations(change: Change) -> frozenset[str]:
    """Whose repositories are our own: this repository's owner, and that of teams in CODEOWNERS."""
    owner = change.pull_request.repository.partition("/")[0].lower()
    owners = Counter(
        found[1].lower()
        for path in ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS")
        for found in _OWNER.finditer((change.before.text(path) or "")[:100_000])
    )
    return frozenset(({owner} if owner else set()) | {name for name, _ in owners.most_common(1)})


def _most_linked(read: tuple[Sentence, ...]) -> frozenset[str]:
    """Where nothing else names the organisation: the owner whose repositories a page links most."""
    owners = Counter(owner_of(link.target) for sentence in read for link in sentence.links)
    del owners[""]
    ranked = owners.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return frozenset()
    return frozenset({ranked[0][0]})


_WORD = re.compile(r"[\w-]{2,60}")
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


def _subject_matter(text: str) -> frozenset[str]:
    """The words of a mandate that say what is to be used, without those that make it a mandate."""
    return frozenset(word for word in _WORD.findall(text.lower()) if word not in _FORM)


def _same(claim: _Claim, known: _Claim) -> bool:
    """Whether two mandates oblige to the same thing, in whatever words."""
    both, either = claim.words & known.words, claim.words | known.words
    return not either or 2 * len(both) >= len(either) or claim.sentence.text == known.sentence.text
