"""Names of teams and people as authors write them: handles, team names, and what is no name."""

import re
from dataclasses import dataclass

from app.lazy_re import regex

HANDLE = regex(
    r"(?<![\w/@.`-])@([A-Za-z0-9][\w-]{0,38}(?:/[A-Za-z0-9][\w.-]{0,98}\w|/\w)?)(?![\w@]|/|\.\w)",
    re.ASCII,
)
_NAMED_TEAM = regex(
    r"\b(?:[Tt]he |[Oo]ur )?"
    r"((?!(?:and|&|of|for) )(?:[A-Z][\w&'’-]{0,40} |(?:and|&|of|for) ){0,4}?"
    r"(?:(?:[A-Z][\w&'’-]{0,40}|[a-z][\w-]{1,40})[ -](?:[Tt]eam|[Ss]quad|[Tt]ribe)"
    r"|[A-Z][\w&'’-]{0,40} (?:Unit|Directorate|Division|Guild|Working Group)))\b"
)
_PLACEHOLDER = regex(
    r"_?no response_?|n/?a|none|nobody|no ?one|tb[dc]|todo|xxx?|\?+|-+|\.{2,}|…|unknown"
    r"|(?:e\.g\.?|eg|for example|such as|list|please|insert|add|your|which|who|what|describe)"
    r"(?!\w).*"
    r"|@?(?:org|acme|my-?org|your-?org|owner)/(?:your-?|my-?|some-?)?team(?:-?name)?"
    r"|@?(?:user(?:name)?|team(?:-?name)?|mention)|\[.*\]|\{.*\}",
    re.IGNORECASE,
)
_ANYBODY = frozenset(
    {
        "admins", "analysts", "any", "anybody", "anyone", "apps", "authors", "clients", "community",
        "consumers", "contributors", "customers", "developers", "devs", "end", "engineers",
        "every", "everybody", "everyone", "external", "future", "internal", "maintainers", "many",
        "members", "most", "multiple", "operators", "organisations", "organizations", "others",
        "people", "projects", "public", "scientists", "services", "several", "some", "squads",
        "staff", "stakeholders", "team", "teams", "tenants", "those", "us", "user", "users",
        "various", "we",
    }
)  # fmt: skip
_NO_OWN_NAME = frozenset(
    {
        "a", "all", "an", "another", "any", "application", "business", "central", "core", "cross",
        "delivery", "dev", "development", "different", "each", "engineering", "every", "existing",
        "external",
        "first", "functional", "given", "internal", "inter", "intra", "multi", "my", "new", "no",
        "one", "other", "our", "own", "owner", "owning", "per", "previous", "product", "project",
        "relevant", "responsible", "review", "same", "second", "separate", "service", "several",
        "single", "some", "specific", "stream", "such", "tech", "that", "the", "their", "this",
        "two", "whole", "your",
    }
)  # fmt: skip
_DETERMINERS = frozenset(
    {
        "a", "an", "another", "any", "each", "every", "her", "his", "its", "my", "no", "one", "our",
        "same", "some", "that", "the", "their", "these", "this", "those", "what", "which",
        "whichever", "whose", "your",
    }
)  # fmt: skip
"""Words right before "team" that leave it without a name, whatever stands before them."""
_VERBAL = regex(
    r"\b(?:will|can|could|should|must|may|is|are|was|were|has|have|be|to|via|with|when|if|that"
    r"|this|add|adds|added|adding|fix|fixes|fixed|remove[sd]?|update[sd]?|use|using|allow|make)\b",
    re.IGNORECASE,
)
_SHAPE = regex(r"\w[\w&/.'’+ -]{0,58}\w|\w{2}")
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at a place in a text."""

    name: str
    start: int
    end: int


def handles(text: str) -> tuple[Mention, ...]:
    """Every `@user` and `@organisation/team`."""
    return tuple(Mention(match[0], *match.span()) for match in HANDLE.finditer(text))


def named_teams(text: str) -> tuple[Mention, ...]:
    """Every "Design Team", "the civil team" and "pay-squad"; not "our team" or "each team"."""
    found = []
    for match in _NAMED_TEAM.finditer(text):
        words = re.split(r"[ -]", match[1].removesuffix(" Group"))[:-1]
        if words[-1].lower() in _DETERMINERS:
            continue
        if any(word.lower() not in _NO_OWN_NAME | _ANYBODY for word in words):
            found.append(Mention(match[1], match.start(), match.end()))
    return tuple(found)


def is_placeholder(text: str) -> bool:
    """What forms and templates hold before anybody fills them in."""
    return not text or bool(_PLACEHOLDER.fullmatch(text.strip()))


def is_persona(text: str) -> bool:
    """People without a name: "developers", "several squads"."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    return not words.isdisjoint(_ANYBODY) and len(words) <= _MOST_WORDS


def is_name(text: str) -> bool:
    """Whether a text that stands where a name should can be one."""
    words = text.split()
    if not _SHAPE.fullmatch(text) or len(words) > _MOST_WORDS or text.replace(".", "").isdigit():
        return False
    if _VERBAL.search(text) or is_persona(text) or text.lower() in _NO_OWN_NAME:
        return bool(named_teams(text))
    if len(words) == 1:
        return True
    telling = [word for word in words if word not in ("and", "&", "of", "for", "the")]
    return bool(named_teams(text)) or all(
        word[0].isupper() or word[0].isdigit() for word in telling
    )


_GIVEN_NAME = regex(r"[A-Z][a-zà-ÿ'’-]{1,30}(?: [A-Z][a-zà-ÿ'’-]{1,30})?")


def is_given_name(name: str) -> bool:
    """Written as people's names are: "Isha", "Ana Lima"."""
    return bool(_GIVEN_NAME.fullmatch(name)) and not named_teams(name)


def is_handle_of_person(name: str) -> bool:
    """A handle without an organisation."""
    return name.startswith("@") and "/" not in name
