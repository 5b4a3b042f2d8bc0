"""The capability that a title names: "Add support for X" names X, "Handle X better" names nothing.

A capability has a name, which is a noun. What a title tells in a sentence ("retry when it fails",
"respect the timeouts", "OS info to the error message") mends or shapes something that was there.
"""

import re

from app.facts.title import Title
from app.lazy_re import regex

LONGEST_NAME = 80
"""Characters of a name; what takes longer is a story."""
MOST_WORDS = 10

_NUMBERS = regex(r"(?:\s*\(?(?:(?:ref|refs|see|fixes|closes)\.?\s+)?#\d{1,7}\)?)+\s*$", re.I)
_LEAD_IN = regex(
    r"^(?:features?\s+)?(?:(?:add(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|implement(?:s|ed|ing)?|provid(?:e|es|ed|ing)|"
    r"enabl(?:e|es|ed|ing)|creat(?:e|es|ed|ing)|includ(?:e|es|ed|ing)|integrat(?:e|es|ed|ing)|"
    r"new|initial)\s+){0,3}"
    r"(?:(?:an?|the|new|basic|initial|full|first|native|experimental)\s+){0,3}"
    r"(?:(?:support(?:s|ed|ing)?|integration)\s+)?(?:(?:for|of|with)\s+)?(?:(?:an?|the|new)\s+){0,2}",
    re.I,
)
_WHERE = regex(
    r"\s+(?:to|in|into|for|on|of)\s+(?:the\s+|our\s+)?(?:[\w-]{1,30}\s+){0,2}"
    r"(?:action|api|app|catalogu?e|chart|cli|core|crds?|module|platform|project|repo|repository|"
    r"spec|template|workflow)s?$",
    re.I,
)
"""A whole that a capability joins; it is no part of the name."""
_SUPPORT = regex(r"\s+support$", re.I)
_SENTENCE = regex(
    r"\b(?:to|that|which|whose|when|whenever|if|unless|where|while|until|so|because|instead|without|"
    r"before|after|not|never|is|are|was|be|should|can|cannot|will|using|via|based|rather|than|again|"
    r"also|only|yet|now|always|include|add|fix|remove|use|gets|has|properly|correctly|by\s+default|from\s+(?:the\s+)?upstream|and\s+\w{1,30}ing)\b|"
    r"n['’]t\b|[;!?=]|\.\s|^\W*$|^\d",
    re.I,
)
_VERBS = frozenset({
    "abstract", "accept", "accommodate", "adapt", "additional", "adjust", "align", "allow",
    "another",
    "append", "apply", "ask", "assign", "attach", "attempt", "auto", "automate",
    "automatically", "base", "be", "better", "bring", "build", "bump", "bundle", "call", "change",
    "check", "choose", "clarify", "clean", "collect", "combine", "compare", "complete",
    "configure", "connect", "consider", "convert", "copy", "cover", "custom", "declare",
    "decouple", "default", "define", "delay", "deploy", "describe", "detect", "determine",
    "disable", "display", "distinguish", "do", "document", "don't", "drop", "dump", "emit",
    "enforce",
    "enhance", "expand", "explain", "explicitly", "export", "expose", "extend", "extra",
    "extract", "fall", "filter", "find", "finish", "follow", "force", "format", "generate",
    "get", "give", "grant", "group", "have", "hide", "ignore", "import", "improve", "improved",
    "increase", "infer", "inherit", "inject", "install", "keep", "label", "let", "limit",
    "link", "list", "load", "lock", "log", "lower", "make", "manage", "map", "mark", "match",
    "measure", "merge", "migrate", "missing", "more", "mount", "normalize", "notify", "omit",
    "only", "open", "optimise", "optimize", "optional", "order", "parse", "pass", "permit",
    "pin", "populate", "prefer", "prepare", "preserve", "print", "process", "promote",
    "propagate", "publish", "pull", "push", "put", "query", "read", "record", "redact",
    "redirect", "reduce", "refer", "range", "register", "relax", "release", "reload", "remember",
    "replace", "report", "request", "require", "retry", "return", "revise", "rotate", "run",
    "save", "scale", "select", "send", "separate", "serve", "set", "share", "show", "skip",
    "some", "speed", "start", "store", "strip", "surface", "swap", "switch", "sync", "synchronise",
    "synchronize", "tag",
    "take", "temporarily", "test", "track", "trigger", "tune", "turn", "tweak", "unify",
    "unset", "update", "upgrade", "use", "validate", "verify", "wait", "warn", "wire", "wrap",
    "write",
})  # fmt: skip
"""First words by which a title tells what is done, or to which degree, rather than what is new."""
_SMALL_HEAD = regex(
    r"^(?:args?|arguments?|attributes?|badges?|benchmarks?|builders?|checks?|comments?|configs?|configuration|constants?|counters?|"
    r"defaults?|definitions?|descriptions?|docs?|documentation|enum|errors?|examples?|exceptions?|fields?|files?|fix|flags?|functions?|"
    r"functionality|gates?|getters?|guidance|headers?|helpers?|i18n|icons?|info|information|inputs?|l10n|labels?|locali[sz]ations?|logging|logs?|messages?|methods?|"
    r"metadata|names?|naming|notes?|options?|outputs?|params?|parameters?|permissions?|ports?|"
    r"propert(?:y|ies)|recommendations?|refactor\w*|retr(?:y|ies)|settings?|setters?|tags?|tests?|timeouts?|translations?|tuning|types|"
    r"utils?|utilit(?:y|ies)|validations?|validators?|values?|variables?|versions?|warnings?|ips?|structs?|"
    r"annotations?|images?|implementation|improvements?|changes?|compliance|compliant|things|stuff)$",
    re.I,
)
"""Nouns for parts of what is there: more of them is an option, a check or a correction."""
_PREPOSITION = regex(
    r"\s(?:for|in|into|of|on|from|with|to|by|per|at|as|across|between|under|within|through)\s", re.I
)


_ACT = regex(r"(?:add|includ|remov|fix|introduc|enabl)", re.I)
_SAYS_SUPPORT = regex(r"\bsupport\b", re.I)


def capability_in(title: Title) -> str | None:
    """The name of the capability that a title says is new; `None` where it names none."""
    words = _first_clause(_NUMBERS.sub("", title.words).strip().rstrip("."))
    name = _LEAD_IN.sub("", words, count=1)
    name = _WHERE.sub("", _SUPPORT.sub("", name).strip())
    name = _without_quotes(_SUPPORT.sub("", name).strip(" :"))
    if not 0 < len(name) <= LONGEST_NAME or len(name.split()) > MOST_WORDS:
        return None
    if _SENTENCE.search(name) or _tells_an_act(name):
        return None
    if _SAYS_SUPPORT.search(words) and name != words:
        return name
    return None if _begins_with_participle(name) or _is_a_part(name) else name


def _without_quotes(name: str) -> str:
    """The name without marks around it; one that has no partner inside is no part of it."""
    for mark in "`'\"":
        bare = name.strip(mark)
        name = bare if bare.count(mark) % 2 == 0 else bare.replace(mark, "")
    return name.strip()


def _first_clause(words: str) -> str:
    """Up to an "and" or a comma that goes on with another act."""
    for joint in (" and ", ", "):
        clause, _, rest = words.partition(joint)
        if rest and (_tells_an_act(rest) or _ACT.match(rest)):
            return clause
    return words


def _first(name: str) -> str:
    return name.split()[0].lower().strip("`'\":,()")


def _tells_an_act(name: str) -> bool:
    first = _first(name)
    if first.startswith(("extra", "re-")):
        return True
    return not _VERBS.isdisjoint({first, *(first.removesuffix(end) for end in ("s", "d", "ed"))})


def _begins_with_participle(name: str) -> bool:
    return " " in name and re.fullmatch(r"[a-z]{3,}ing", _first(name)) is not None


def _is_a_part(name: str) -> bool:
    head = _PREPOSITION.split(name, maxsplit=1)[0].split()[-1]
    return _SMALL_HEAD.match(head.strip("`'\":,()")) is not None
