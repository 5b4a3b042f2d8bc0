"""Words of titles that hint at what sort of change a pull request is.

Each pattern is tried on the words that are left of a title without tickets and prefix
(`app.facts.title`), so its input is short and starts with the verb.
"""

import re

from app.lazy_re import regex

REVERT = regex(
    r"^(?:revert(?:s|ed|ing)?\b|back\s?out\b|undo\b|"
    r"(?:remov|delet|drop)\w*\b.{1,80}\bagain\b|"
    r"roll(?:s|ed|ing)?[ -]?back\b(?!\s+(?:support|option|action|command|button)))",
    re.I,
)
BRINGS_OVER = regex(
    r"^merge\s(?:remote-tracking\s)?branch\s'(?:[\w-]{1,40}/)?(?:main|master|trunk|develop)'\s+into\b|"
    r"^merged\srevisions\b",
    re.I,
)
"""A branch catches up with another; whatever comes over was proposed before."""
RELEASE = regex(
    r"^(?:releas(?:e|ing)\b|cut\s+(?:a\s+)?release|version\s+(?:bump|packages|v?\d)|"
    r"(?:prepare|start)\s+(?:for\s+)?(?:the\s+)?(?:(?:next|new)\s+)?(?:v?\d|version\s+v?\d|release|"
    r"development)|"
    r"bump(?:ed|s)?\s+(?:the\s+)?(?:[\w-]{1,30}\s+){0,2}version\s*(?:to\b|number|$)|"
    r"v?\d+\.\d+(?:\.\d+)?(?:[-.]?[\w.]{1,12})?$)",
    re.I,
)
RAISE = regex(r"^(?:bump|upgrad|updat|lift|up\b|renovat)", re.I)
UPGRADE = regex(
    r"^(?:bump|updat|upgrad|renovat|pin|refresh|lock)(?:e|s|es|d|ed|ing|ning)?\b(?:"
    r".{0,120}\bfrom\s+[^\s\d]{0,30}\d\S{0,60}\s+to\b|.{0,120}\bto\s+(?:v?\d|[0-9a-f]{7})|"
    r".{0,80}\b(?:dependenc\w*|deps|requirements|packages?|digest|lock\s?files?|providers?|"
    r"modules?\s+versions?|actions?\s+to|versions?\b|node\s*\d)|"
    r".{0,60}\s+v?\d+(?:\.\d+){0,2}\s*$)|^.{0,40}\b(?:auto-?update|lock\s?file\s+maintenance)\b",
    re.I,
)
REMOVE = regex(
    r"^(?:remov|delet|drop|retir|decommission|tear(?:ing)?\s+down|clean(?:ing)?\s?up|get\s+rid)",
    re.I,
)
DEPRECATE = regex(
    r"^(?:deprecat|mark\w*\s.{0,80}\bdeprecated)|\b(?:is|are|er|now|as)\s+deprecated\b", re.I
)
MEND = regex(
    r"^(?:(?:(?:hot|bug)\s?)?fix(?:es|ed|ing)?|missing|add(?:ed|ing|s)?\s+(?:the\s+)?missing|correct\w*|resolv\w*|avoid\w*|prevent\w*|respect\w*|ensur\w*|"
    r"repair\w*|handl\w*|do\s?n['’]?o?t|stop\w*|patch\w*|workaround|mend\w*|restor\w*|raise|"
    r"tighten\w*)\b",
    re.I,
)
RESTRUCTURE = regex(
    r"^(?:refactor\w*|renam\w*|mov(?:e|ed|es|ing)|restructur\w*|reorgani[sz]\w*|simplif\w*|extract\w*|"
    r"improv\w*|migrat\w*|modif\w*|(?:copy\s+of|(?:break|factor|pull)(?:ing)?\s+out)\b|import(?:s|ed|ing)?|"
    r"split\w*|consolidat\w*|deduplicat\w*|clean\w*|tid(?:y|ied|ying)|sort\w*|rewrit\w*|reus\w*|"
    r"(?:(?:initial\s+)?import|cop(?:y|ied)|port(?:ed)?)\b.{1,60}\bfrom\b|convert\w*|inline\w*|re-?order\w*|modulari[sz]\w*)\b",
    re.I,
)
ADD = regex(
    r"^(?:add(?:s|ed|ing)?|creat\w*|introduc\w*|implement\w*|support\w*|enabl\w*|provid\w*|new|initial|"
    r"allow\w*|includ\w*|build\w*|set\s?up|expos\w*|mak(?:e|es|ing)|opprett\w*|legg\w*)\b",
    re.I,
)
SUPPORT = regex(
    r"\b(?:support(?:s|ed|ing)?|introduc\w*|implement(?:s|ed|ing)?|integrat(?:e|ed|es|ing)|parsing|"
    r"back\s?ends?)\b",
    re.I,
)
"""A capability, unless it is said to be an option."""
OPTION = regex(
    r"\b(?:options?|optional(?:ly)?|configurable|configure|settings?|parameters?|params?|flags?|"
    r"arguments?|variables?|toggles?|customi[sz]\w*|(?:ability|abl?e)\s+to|override\w*|disabl\w*|"
    r"allow(?:s|ing)?|permit\w*|expose[sd]?|choose|specify\w*|default\w*|attributes?|fields?|"
    r"labels?|annotations?)\b|"
    r"`[^`]{1,80}`|\b[a-z]{1,30}[A-Z]\w{0,60}\b|\b\w{1,40}_\w{1,60}\b",  # named as code is
)
OPTIONAL = regex(r"\b(?:optional(?:ly)?|configurable)\b", re.I)
LEFTOVER = regex(
    r"\b(?:unused|dead|obsolete|redundant|unnecessary|superfluous|duplicate[ds]?|internal|leftovers?|"
    r"imports?|code|refs?|references?)\b",
    re.I,
)
"""What nobody misses when it goes."""
HOUSEKEEPING = regex(
    r"\b(?:lint(?:er|ers|ing)?|pre-commit|formatt\w*|prettier|typos?|whitespace|licen[cs]e|"
    r"copyright|user-agent|changelog|code\s?owners|tests?|coverage|ci|eol|end[ -]of[ -]life)\b",
    re.I,
)
DOCUMENTATION = regex(r"\bdocs?\b|\bdocument", re.I)
COMMENTS = regex(
    r"\b(?:in|from|to|code)\s+(?:the\s+)?(?:[\w`.-]{1,40}\s+)?comments?\b|\b(?:docstring|javadoc|godoc)s?\b",
    re.I,
)
