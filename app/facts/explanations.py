"""Where a change explains itself to those who use the platform, whatever place their team keeps."""

import re
from collections.abc import Iterator

from app.core.new_capability import Explanation
from app.facts.added import added_lines
from app.facts.change import Change, fact
from app.facts.description import LONGEST_PASSAGE, Passage, description, links
from app.facts.globs import matches
from app.facts.layout import layout
from app.facts.paths import is_documentation, is_example, is_vendored
from app.facts.references import has_reference
from app.facts.roles import role
from app.lazy_re import regex

MOST_EXPLANATIONS = 20
_HEADING = regex(
    r"\W{0,5}(?:docs?|documentation|usage|examples?|how to|getting started|quick ?start|guide)\b",
    re.IGNORECASE,
)
_DOCS_ADDRESS = regex(
    r"^https?://(?:[\w-]{0,40}\.)?(?:docs?|documentation|wiki|handbook|guides?|confluence)[\w-]{0,40}\."
    r"|/(?:docs?|documentation|wiki|handbook|guides?)(?:[/.#?]|$)|readthedocs|[\w-]+-docs/",
    re.IGNORECASE,
)
_DOCS = regex(r"\b(?:docs?|documentation|documented|guide|wiki)\b", re.IGNORECASE)


@fact
def explanations(change: Change) -> tuple[Explanation, ...]:
    """Where the change explains itself to those who use the platform: pages, samples, onboarding,
    a section of the description, a link to documentation elsewhere. Lists of changes do not
    count."""
    found = [*_pages(change), *_said(change)]
    return tuple(dict.fromkeys(found))[:MOST_EXPLANATIONS]


def _pages(change: Change) -> Iterator[Explanation]:
    docs, onboarding = layout(change).docs, change.configuration.onboarding
    for file in change.files:
        path = file.path
        if is_vendored(path) or not added_lines(file):
            continue
        if matches(onboarding, path):
            yield Explanation("onboarding", path)
        elif is_example(path):
            yield Explanation("sample", path)
        elif role(path) != "release" and (is_documentation(path) or matches(docs, path)):
            yield Explanation("page", path)


def _said(change: Change) -> Iterator[Explanation]:
    for passage in description(change):
        if passage.shape != "heading" and _HEADING.match(passage.under):
            yield Explanation("section", passage.under)
        yield from _linked(passage)


def _linked(passage: Passage) -> Iterator[Explanation]:
    text = passage.text[:LONGEST_PASSAGE]
    addresses = [address for address in links(text) if _DOCS_ADDRESS.search(address)]
    lines = (line for line in text.split("\n") if _DOCS.search(line) and has_reference(line))
    for where in addresses or lines:
        yield Explanation("link", where.strip())
