"""Issues, pull requests, discussions and tickets that a text refers to."""

import re
from collections.abc import Iterator

from app.lazy_re import regex

_ADDRESS = regex(
    r"https?://[\w.-]{1,100}/([\w-]{1,39}/[\w.-]{1,100})/(?:issues|pull|discussions)/(\d{1,9})\b",
    re.ASCII,
)
_SHORT = regex(r"(?<![\w/&#.-])(?:([\w-]{1,39}/[\w.-]{1,100})#|#|GH-)(\d{1,7})(?![\w-])", re.ASCII)
_TRACKER = regex(r"(?<![\w/&#.-])#(\d{8,12})\b", re.ASCII)
_KEY = regex(r"(?<![\w.-])([A-Z][A-Z0-9]{1,9})-([1-9]\d{0,6})(?![\w-]|\.\d)", re.ASCII)
_HELP_DESK = regex(r"https?://[\w-]{1,60}\.zendesk\.com/agent/tickets/(\d{1,12})", re.ASCII)
_NUMBER_IN_BRACKETS = regex(r"\(#\d{1,9}\)")

NO_TRACKERS = frozenset(
    {
        "ADR", "AES", "AMD", "BASE", "CP", "CVE", "CWE", "DEP", "EC", "ECMA", "ED", "EIP", "EN",
        "EPSG", "FIPS", "GEP", "GHSA", "GPT", "GPL", "HMAC", "HS", "HTTP", "IEC", "IEEE", "IPV",
        "ISO", "JDK", "JEP", "JSR", "KEP", "LGPL", "MD", "MIT", "NIST", "OEP", "OSV", "P", "PEP",
        "PKCS", "RFC", "RHEL", "RS", "RSA", "RUSTSEC", "SEV", "SHA", "SNYK", "SOC", "SP", "SSE",
        "TLS", "UBUNTU", "US", "UTF", "VS", "WCAG", "WIN", "X",
    }
)  # fmt: skip
"""Words before a hyphen and a number that name a standard, a version or a weakness."""


def issues(text: str, repository: str) -> Iterator[str]:
    """`#12` for an issue of the repository itself, `owner/name#12` for one elsewhere."""
    for pattern in (_ADDRESS, _SHORT):
        for match in pattern.finditer(text):
            home = match[1] or ""
            elsewhere = home.lower() != repository.lower()
            yield f"{home if elsewhere else ''}#{match[2]}"


def tickets(text: str) -> Iterator[str]:
    """Keys of tickets such as `PAY-7`, and bare numbers of trackers outside GitHub."""
    for match in _KEY.finditer(text):
        if match[1] not in NO_TRACKERS:
            yield match[0]
    for match in _TRACKER.finditer(text):
        yield f"#{match[1]}"
    for match in _HELP_DESK.finditer(text):
        yield match[1]


def without_own_numbers(title: str) -> str:
    """A title without the numbers that GitHub appends when it merges, on reverts twice."""
    bare = _NUMBER_IN_BRACKETS.sub("", title)
    return re.sub(r"^Merge pull request #\d{1,9}", "", bare).strip()


def has_reference(text: str) -> bool:
    """Whether a text leads somewhere that can be checked: an address, an issue, a ticket."""
    return "://" in text or next(issues(text, ""), None) is not None or any(tickets(text))
