"""Sentences that say who has the need: "requested by the search team", "@ana asked us for this".

A name counts only right beside such words, and never in sentences about reviewing and owning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.facts.description import links, words_of
from app.facts.names import (
    Mention,
    handles,
    is_given_name,
    is_handle_of_person,
    is_name,
    is_placeholder,
    named_teams,
)
from app.facts.references import has_reference
from app.facts.teams import Directory
from app.lazy_re import regex

_BEFORE = regex(
    r"\b(?:(?:requested|asked for|wanted|needed) by"
    r"|(?:needed|requested|wanted) for(?: [\w-]{1,30}){0,6}? for"
    r"|(?:at|on|upon|by|per) (?:the )?request (?:of|from)"
    r"|(?:an?|the|this|their) (?:feature |user )?requests? (?:from|of|by)"
    r"|feedback (?:we |that |was )?(?:got |had |received |given |gathered )?(?:from|by)"
    r"|(?:asked|asks|ask|need|needs|demand) from"
    r"|(?:asked|asking|done|filed|made|opened|raised|requested|requesting|submitted)"
    r"(?: this)? on behalf of|(?<!\bact )(?<!\bacts )(?<!\bacting )on behalf of"
    r"|(?:^|(?:is|are|be|being|already) )used by|unblocks?|to unblock|requirements? (?:of|from))"
    r"(?: (?:members|colleagues|users|folks|people|developers) (?:of|in|from|on))?"
    r"(?: both)?(?: the| our)? ?$",
    re.IGNORECASE,
)
_ASKS = (
    r"(?:(?:has|have|had|also|recently|both|all) ){0,2}"
    r"(?:asked (?:us|for|if|whether|that|to)\b|requested\b(?! changes)|would like\b|would love\b"
    r"|wants?\b|wanted\b|needs? (?!to (?:approve|be|check|confirm|do|merge|sign|update)\b)"
    r"|needed (?!to (?:approve|be|check|confirm|do|merge|sign|update)\b)"
    r"|(?:is|are|was|were) (?:blocked|waiting)\b)"
)
_TRIES = (
    r"(?:(?:has|have|is|are) (?:been )?(?:already )?"
    r"(?:trialing|trialling|piloting|prototyping|running) )"
)
_AFTER = regex(rf" ?(?:\([^()]{{0,60}}\) ?)?(?:{_ASKS}|{_TRIES})", re.IGNORECASE)
_TRIES_AFTER = regex(rf" ?(?:\([^()]{{0,60}}\) ?)?{_TRIES}", re.IGNORECASE)
_TRYING = regex(
    r"([A-Z][\w&-]{1,40}) (?:has|have) (?:been )?(?:already )?(?:trial|pilot|prototyp)l?ing\b"
)
_AT_THE_REQUEST = regex(
    r"\b(?:(?:at|on|upon|by) (?:the )?request of|(?:was|were|been) requested by)(?: the)? ?$",
    re.IGNORECASE,
)
_EXPLICITLY = regex(
    r"\b(?:(?:as|was|were|been) requested by|request of|request from|on behalf of)"
    r"(?: the| our)? ?$",
    re.IGNORECASE,
)
"""Words after which any name at the end of a clause is somebody's who has the need."""
_CLAUSE_END = r"(?=\s*(?:$|[.,;:()\n]))"
_PROPER_NAME = regex(
    rf"\b[A-Z][\w&'’-]{{1,40}}(?: (?:of |and |& )?[A-Z][\w&'’-]{{1,40}}){{0,3}}{_CLAUSE_END}"
)
_PER_REQUEST = regex(
    rf"\b(?:as )?per (?:the |our )?([A-Za-z][\w-]{{2,30}})(?:['’]s)? request{_CLAUSE_END}"
)
_NOBODY = frozenset({"change", "feature", "merge", "other", "previous", "pull", "review", "your"})
_FOR_A_TEAM = regex(r"\bfor the ((?:[\w&'’-]{2,30} ){1,4}team)\s*$", re.IGNORECASE)
_OPENS = regex(r"(?:[\w ]{1,30}: )?as requested by $", re.IGNORECASE)
_OF_ONE_PERSON = regex(
    r"(?:\bfeedback (?:\w{1,10} ){0,3}(?:from|by)"
    r"|(?<!asked )(?<!asking )(?<!filed )(?<!opened )(?<!raised )(?<!requested )on behalf of) $",
    re.IGNORECASE,
)
"""Said of one person, these words tell of a review, or of who wrote the change."""
_REVIEWING = regex(
    r"\b(?:code ?owners?|review(?:s|ed|er|ers|ing)?|approv\w{1,6}|changes (?:were |was )?requested"
    r"|co-?authored|promot(?:e|es|ed|ing) @|nominat\w{1,4}"
    r"|signed-off|adopters\.md|merge[ds]?)\b",
    re.IGNORECASE,
)
_POLISH = regex(
    r"\b(?:renam\w{1,3}|typos?|javadoc|docstrings?|comments?|nits?|indent\w{0,6}|white ?space"
    r"|formatting|wording|naming|spelling|debugging)\b",
    re.IGNORECASE,
)
"""What one person asks another to mend in a review; nobody's need."""
_DENIAL = regex(
    r"\b(?:not|never|no longer|nobody|without|\w{2,6}n[’']t)(?: \w{1,12}){0,3} ?$", re.IGNORECASE
)
_PERSONA = regex(
    r"\bAs an? ([^,.:;|]{2,60}?),? I (?:need|want|would like|should be able|can)\b", re.IGNORECASE
)
_SENTENCE_END = regex(r"(?<=[.!?])\s+(?=[A-Z@\"'(])|\n\s*\n")
_LOOK_BACK = 120


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody who is said to have the need."""

    name: str
    grade: int


def needs_in(text: str, directory: Directory, is_title: bool = False) -> Iterator[Need]:
    """Who has the need according to running text in Markdown."""
    for sentence in _SENTENCE_END.split(text):
        read = words_of(sentence)
        persona = _PERSONA.search(read)
        if persona and not is_placeholder(persona[1]):
            yield Need(persona[1], 1 if directory.find(persona[1]) else 0)
        if not _REVIEWING.search(read):
            yield from _named(sentence, read, directory)
            yield from _by_request(read)
            if is_title:
                yield from _for_a_team(read)


def _named(sentence: str, read: str, directory: Directory) -> Iterator[Need]:
    led_by_need = -1
    for mention in _mentions(read, directory):
        before, after = (
            read[max(0, mention.start - _LOOK_BACK) : mention.start],
            read[mention.end :],
        )
        asked = _BEFORE.search(before)
        denied = _DENIAL.search(before[: asked.start()] if asked else before)
        follows = led_by_need >= 0 and re.fullmatch(
            r",? ?(?:and |& )?(?:the )?", read[led_by_need : mention.start]
        )
        if (asked or follows or _AFTER.match(after)) and not denied:
            if asked or follows:
                led_by_need = mention.end
            if _is_more_than_review(mention.name, before, sentence):
                yield Need(mention.name, _grade(mention.name, sentence, after))


def _for_a_team(title: str) -> Iterator[Need]:
    """A title that ends with "for the search team" says who has the need."""
    match = _FOR_A_TEAM.search(title)
    if match and named_teams(match[1]):
        yield Need(match[1], 1)


def _by_request(read: str) -> Iterator[Need]:
    """`as per secops request`: the word before it is a name, unless it is a common one."""
    for match in _PER_REQUEST.finditer(read):
        name = match[1]
        is_persons = match[0].rstrip().endswith(("'s request", "’s request")) and name[0].isupper()
        if name.lower() not in _NOBODY and is_name(name) and not is_persons:
            yield Need(name, 1)


def _is_more_than_review(name: str, before: str, sentence: str) -> bool:
    """What a single person asked for or fed back is mostly said in a review; a need leads to it,
    is told as what happened before, or opens the sentence."""
    is_person = is_handle_of_person(name) or is_given_name(name)
    if is_person and (_POLISH.search(sentence) or _OF_ONE_PERSON.search(before)):
        return False
    if not is_handle_of_person(name):
        return True
    asked = _AT_THE_REQUEST.search(before) or _OPENS.match(before)
    return bool(asked) or has_reference(sentence)


def _grade(name: str, sentence: str, after: str) -> int:
    if _TRIES_AFTER.match(after) and links(sentence):
        return 3
    return 2 if name.startswith("@") or has_reference(sentence) else 1


def _mentions(text: str, directory: Directory) -> list[Mention]:
    """Names in their order; of overlapping ones the first, and at one place the longest."""
    found = [*handles(text), *named_teams(text), *_known_names(text, directory)]
    found += [*_proper_names(text), *_trying(text)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    apart: list[Mention] = []
    for mention in found:
        if not apart or mention.start >= apart[-1].end:
            apart.append(mention)
    return apart


_CAPITALISED = regex(r"\b[A-Z][\w&.-]{1,40}(?: [A-Z][\w&.-]{1,40}){0,2}")


def _known_names(text: str, directory: Directory) -> Iterator[Mention]:
    """Capitalised words that are a known team's name, such as "Notify asked us"."""
    for match in _CAPITALISED.finditer(text):
        words = match[0].split(" ")
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count])
            if directory.find(name):
                yield Mention(name, match.start(), match.start() + len(name))
                break


def _trying(text: str) -> Iterator[Mention]:
    """Whoever opens a sentence about a trial by name: "Orders have been trialling this"."""
    match = _TRYING.match(text)
    if match and is_name(match[1]) and match[1] not in ("We", "They", "You"):
        yield Mention(match[1], *match.span(1))


def _proper_names(text: str) -> Iterator[Mention]:
    """Whoever is named in so many words as the one who asked, such as "as requested by Isha"."""
    for match in _PROPER_NAME.finditer(text):
        led_to = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if _EXPLICITLY.search(led_to) and is_name(match[0]):
            yield Mention(match[0], *match.span())
