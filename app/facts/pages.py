"""What kind of page a document is: one that decides, one that guides teams, or any other."""

import re
from posixpath import dirname
from typing import Literal

from app.facts.prose import front_matter
from app.lazy_re import regex

Place = Literal["decision", "guidance", "description", "elsewhere"]
"""A decision record; a page that sets policy for teams; the pull request's own words; any other."""

LONGEST_PLACE = 500
"""Characters read of a page's path, title and section."""

_DECISION = regex(
    r"(?:^|/)(?:[\w-]{0,30}[_-])?(?:adrs?|rfcs?|rfds?|keps?|oeps?|geps?|decisions?|decision[_-]records?|"
    r"proposals)(?:/|[_-]?\d|[_-][\w.-]{0,80}$)",
    re.I,
)
_GUIDANCE = regex(
    r"\b(?:polic(?:y|ies)|standards?|principles?|guidelines?|guidance|governance|adoption|adopting|"
    r"conventions?|style[ -]?guides?|patterns|ways[ -]of[ -]working|strategy|mandates?|mandatory|"
    r"golden[ -]paths?|paved[ -]roads?|onboarding|requirements|expectations|eligibility|"
    r"tech(?:nology)?[ -](?:radar|choices)|(?:moving|migrating|getting|joining)[ -](?:to|onto|on)|"
    r"what[ -](?:you[ -]can|can[ -]i)[ -]host|"
    r"which[ -](?:\w{1,20}[ -]){1,3}to[ -]use)\b",
    re.I,
)
_TEACHING = regex(
    r"\b(?:tutorials?|examples?|news|blog|posts|changelog|releases?|release[ -]notes|runbooks?|"
    r"incidents?|upgrad(?:e|ing)|faq|reference|how[ -]to|quick[ -]?start|getting[ -]started|"
    r"troubleshoot\w*|security|accessibility|privacy|compliance|meeting[ -]notes|minutes)\b",
    re.I,
)


def place_of(path: str, text: str) -> Place:
    """The kind of page, from its path, its title and its section.

    What a decision is about tells nothing of its kind; only its folder does.
    """
    if _DECISION.search(path):
        folder = dirname(path).replace("_", "-")[:LONGEST_PLACE]
        return "elsewhere" if _TEACHING.search(folder) else "decision"
    about = front_matter(text)
    spoken = " ".join((*path.split("/"), about.get("title", ""), about.get("section", "")))
    spoken = spoken.replace("_", "-")[:LONGEST_PLACE]
    if _TEACHING.search(spoken):
        return "elsewhere"
    return "guidance" if _GUIDANCE.search(spoken) else "elsewhere"
