"""What the platform offers, and whether the words of a sentence name it.

A product of the platform's is known by its name, by a link to a repository of the organisation's,
by the word "platform", or as what is shared: "the shared pipeline", "the standard chart".
"""

import re
from collections import Counter
from dataclasses import dataclass

from app.facts.change import Change
from app.facts.pages import Place
from app.facts.prose import Sentence
from app.lazy_re import regex


@dataclass(frozen=True, slots=True)
class Products:
    """What the platform offers, by the names under which a sentence may speak of it."""

    names: frozenset[str] = frozenset()
    """Names of the platform and of its units, in lower case."""
    organisations: frozenset[str] = frozenset()
    """Owners on GitHub, in lower case, whose repositories are our own."""


_PLATFORM = regex(
    r"\b(?:(?:the|our)\s+(?:[A-Z][\w-]{1,20}\s+){0,2}platform|(?:[A-Z][\w-]{1,20}\s+){1,2}Platform|"
    r"golden\s+path|paved\s+(?:road|path))(?!['’]?s?\s+(?:team|engineer|support|user))\b",
)
_PARTS = (
    r"(?:pipelines?|workflows?|modules?|librar(?:y|ies)|charts?|images?|templates?|actions?|components?|"
    r"tooling|cli|sdk|gems?|clusters?|registry|gateway|infrastructure|hosting|design\s+system|amis?|"
    r"runners?|frameworks?|blueprints?|portal|stack|service\s+mesh|operators?|packages?|api)"
)
_SHARED_PART = regex(
    r"\b(?:shared|common|standard(?:i[sz]ed)?|central(?:i[sz]ed)?|core|in-house|golden|official|"
    r"platform(?:['’]s)?|platform-provided|"
    rf"company-wide|organi[sz]ation-wide)\s+(?:[\w/-]{{1,30}}\s+){{0,3}}?{_PARTS}\b",
    re.I,
)
_GENERIC_WORDS = frozenset({
    "actions", "adrs", "api", "architecture", "charts", "cloud", "common", "community", "core",
    "data", "decisions", "deploy", "developer", "developers", "doc", "docs", "documentation",
    "engineering", "environments", "github", "guide", "handbook", "helm", "infra",
    "infrastructure", "internal", "main", "modules", "platform", "platforms", "proposals",
    "public", "registry", "rfcs", "service", "services", "shared", "site", "standards", "team",
    "terraform", "tools", "user", "website", "workflows",
})  # fmt: skip
"""Words of a repository's name that name nothing of their own."""


def products_of(change: Change) -> Products:
    """What can be told of the platform's products from the configuration and the repository."""
    names = {change.configuration.platform.name.lower()}
    repository = change.pull_request.repository.partition("/")[2].lower()
    words = re.split(r"[-_.]", repository)
    if len(words) > 1 and not _GENERIC_WORDS.issuperset(words):
        names |= {repository, " ".join(words)}
    return Products(frozenset(names - {""}), _organisations(change))


_OWNER = regex(r"(?<![\w/@])@([\w-]{1,39})/[\w.-]{1,100}")


def _organisations(change: Change) -> frozenset[str]:
    """Whose repositories are our own: this repository's owner, and that of teams in CODEOWNERS."""
    owner = change.pull_request.repository.partition("/")[0].lower()
    owners = Counter(
        found[1].lower()
        for path in ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS")
        for found in _OWNER.finditer((change.before.text(path) or "")[:100_000])
    )
    return frozenset(({owner} if owner else set()) | {name for name, _ in owners.most_common(1)})


def most_linked(read: tuple[Sentence, ...]) -> frozenset[str]:
    """Where nothing else names the organisation: the owner whose repositories a page links most."""
    owners = Counter(owner_of(link.target) for sentence in read for link in sentence.links)
    del owners[""]
    ranked = owners.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return frozenset()
    return frozenset({ranked[0][0]})


def is_ours(sentence: Sentence, words: str, place: Place, products: Products) -> bool:
    """Whether these words of the sentence name something of the platform's."""
    lower = words.lower()
    linked = any(
        link.text.lower() in lower and owner_of(link.target) in products.organisations
        for link in sentence.links
    )
    if linked or any(has_word(lower, name) for name in products.names):
        return True
    if place == "elsewhere":
        return False
    return bool(_PLATFORM.search(words) or _SHARED_PART.search(words))


def has_word(lower: str, name: str) -> bool:
    """Whether a name stands in a text, not inside another word; both in lower case."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", lower) is not None


_REPOSITORY = regex(r"https?://(?:www\.)?github\.com/([\w-]{1,39})/[\w.-]{1,100}")


def owner_of(target: str) -> str:
    """The owner of the GitHub repository that a link leads to, in lower case; empty for others."""
    found = _REPOSITORY.match(target)
    return found[1].lower() if found else ""
