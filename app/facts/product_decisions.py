"""Decisions about the platform as a product, and the traces of who should have a say in them."""

import re
from collections.abc import Iterator

from app.core.product import ProductDecision, ProductTrace
from app.core.pull_request import ChangedFile
from app.facts.added import added_lines
from app.facts.change import Change, fact
from app.facts.change_kind import change_kind
from app.facts.citations import citations
from app.facts.core_features import core_features
from app.facts.description import description
from app.facts.evidence import gather_evidence
from app.facts.extension_points import extension_points
from app.facts.mandates import mandates
from app.facts.pages import place_of
from app.facts.paths import is_documentation, is_example, is_test, is_vendored
from app.facts.prose import is_prose, sentences
from app.facts.research import IN_CODE
from app.lazy_re import regex

_BREAKS = regex(
    r"\b(?:breaking\s+changes?|backwards?[- ]incompatible|not\s+backwards?[- ]compatible|"
    r"(?:we\s+will|will\s+be|to\s+be|is|are)\s+(?:now\s+)?(?:deprecat\w+|retir\w+|decommission\w*|"
    r"sunset\w*)|(?:remove|drop|end)(?:s|ed|ing)?\s+support\s+for)\b",
    re.I,
)
_ENDS = regex(
    r"\bdeprecat(?:e|es|ing)\b|\b(?:as|and|is|are|be|now|er)\s+deprecated\b|\bdeprecation\s+(?:of|message|"
    r"warning|notice)\b|\b(?:retir|sunset)\w*|\bphas\w+\s+out\b",
    re.I,
)
"""In a title: what was marked before may well be called deprecated."""
_SUCCEEDED = regex(r"\bin\s+favou?r\b|\binstead\b|\breplac|\brenam|->|=>", re.I)
_NEGATED = regex(r"\b(?:no|not|never|without|avoid\w*|non)\b|n['’]t\b", re.I)
_PRIORITISED = regex(
    r"\b(?:prioriti[sz]ed|(?:on|in|from|part\s+of)\s+(?:the|our)\s+(?:product\s+)?roadmap|"
    r"(?:this|next)\s+quarter[’']?s\s+(?:goals?|plan)|okrs?)\b",
    re.I,
)
_PRIORITY_LABEL = regex(r"(?:^|[/: -])(?:priority|p[0-3]|roadmap|prioriti[sz]ed)\b", re.I)
_TRAILER = regex(
    r"^(?:signed-off|reviewed|acked|approved|suggested|requested|co-authored)-by:(.{1,200})$", re.I
)
_NUMBERED = regex(r"\w{2,20}\(#?\d{2,8}\)!?:")
"""`feat(1234):`, where the number of an issue stands for the scope."""
LONGEST_TRAILING = 4_000
"""Characters at the end of a description in which trailers are looked for."""


@fact
def product_decisions(change: Change) -> tuple[ProductDecision, ...]:
    """What the change decides about the platform as a product: a new capability, a duty to use one
    unless it is declared, a deprecation, a decision record that breaks something."""
    return tuple(_decisions(change))


def _decisions(change: Change) -> Iterator[ProductDecision]:
    for feature in (each for each in core_features(change) if each.apart):
        declared = (path for path in feature.paths if not is_documentation(path))
        yield ProductDecision("capability", feature.name, next(declared, ""), 1)
    for mandate in mandates(change):
        if mandate.declared == "no":
            yield ProductDecision("mandate", mandate.path, mandate.path, mandate.line)
            break
    if _deprecates(change):
        yield ProductDecision("deprecation", change.pull_request.title, "", 1)
    for file in change.files:
        line = _breaking_line(file)
        if line:
            yield ProductDecision("breaking decision", file.path, file.path, line)


def _deprecates(change: Change) -> bool:
    """Whether the end of something that people use is announced, and was not before. What comes
    with a successor is renamed rather than ended, and so many names in code come and go that none
    of them is a decision about the product."""
    title = change.pull_request.title
    if change_kind(change) != "deprecation" or _SUCCEEDED.search(title) or not _ENDS.search(title):
        return False
    points = extension_points(change)
    if not points or any(point.change == "added" for point in points):
        return False
    met = any(not point.kind.startswith(IN_CODE) for point in points)
    return met and gather_evidence(change).deprecated > 0


def _breaking_line(file: ChangedFile) -> int:
    """Where a new decision record says that it breaks or ends something; 0 where it does not."""
    if file.status != "added" or not isinstance(file.after, str) or not is_prose(file.path):
        return 0
    if is_example(file.path) or is_test(file.path) or is_vendored(file.path):
        return 0
    if place_of(file.path, file.after) != "decision" or not _BREAKS.search(file.after):
        return 0
    for sentence in sentences(file.after, file.path):
        found = _BREAKS.search(sentence.text)
        if found and not _NEGATED.search(sentence.text[: found.start()]):
            return sentence.line
    return 0


@fact
def product_traces(change: Change) -> tuple[ProductTrace, ...]:
    """Signs that whoever steers the product has had a say: as author, in a trailer or by a mention,
    or by a link to the roadmap, a priority, an issue or a ticket. Needs `product.manager` or
    `product.roadmap` for the first ones."""
    return tuple(dict.fromkeys(_traces(change)))


def _traces(change: Change) -> Iterator[ProductTrace]:
    pull_request, product = change.pull_request, change.configuration.product
    login = product.manager.lstrip("@").lower()
    if login:
        yield from _of_manager(change, login)
    if product.roadmap and _links_to(change, product.roadmap):
        yield ProductTrace("roadmap", "a link")
    if any(_PRIORITY_LABEL.search(label) for label in pull_request.labels):
        yield ProductTrace("priority", "a label")
    if any(_PRIORITISED.search(passage.text) for passage in description(change)):
        yield ProductTrace("priority", "the description")
    if _NUMBERED.match(pull_request.title):
        yield ProductTrace("issue", "the title")
    for citation in citations(change):
        if citation.kind in ("issue", "ticket"):
            yield ProductTrace(citation.kind, citation.source)


def _of_manager(change: Change, login: str) -> Iterator[ProductTrace]:
    pull_request = change.pull_request
    if pull_request.author.lower() == login:
        yield ProductTrace("manager", "the author")
    said = re.compile(rf"(?<![\w/-]){re.escape(login)}(?![\w-])", re.I)
    if said.search(pull_request.title) or any(
        said.search(passage.text) for passage in description(change)
    ):
        yield ProductTrace("manager", "the description")
    for line in pull_request.body[-LONGEST_TRAILING:].splitlines():
        trailer = _TRAILER.match(line.strip())
        if trailer and said.search(trailer[1]):
            yield ProductTrace("manager", "a trailer")


def _links_to(change: Change, roadmap: str) -> bool:
    """Whether the description, or a line that is added to a document, leads to the roadmap."""
    if roadmap in change.pull_request.body:
        return True
    documents = (file for file in change.files if is_prose(file.path))
    return any(roadmap in line.text for file in documents for line in added_lines(file))
