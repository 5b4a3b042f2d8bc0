"""Scripts that write an owners file, read as the rules that they would write.

What a script fills in stands for each of many: `${team}` is every team, `${folder}/` every folder.
Nothing is run; a line is a rule where it holds a pattern and, behind it, owners.
"""

import re
from itertools import islice, pairwise, takewhile
from posixpath import basename

from app.facts.codeowners import CodeOwners, Rule, is_team
from app.lazy_re import regex

EVERY_TEAM = "@every/team"
"""The owner that a script fills in."""
_ENDINGS = (
    ".sh", ".bash", ".py", ".rb", ".go", ".js", ".mjs", ".ts", ".ps1",
    ".tmpl", ".tpl", ".tftpl", ".j2", ".jinja", ".jinja2", ".erb", ".hbs",
)  # fmt: skip
_FILLED_IN = regex(
    r"\$?\{\{[^{}\n]{1,80}\}\}|[$#]?\{[^{}\n]{0,80}\}|\$\w{1,80}|%[svq]|<%=[^%\n]{1,80}%>"
)
_QUOTES = regex(r"\\n|[\"'`]|\\(?=$)")
_WRITES = regex(r"\s{0,80}(?:echo|printf|print|puts|write-output|out\b|fmt\.\w+)\b", re.I)
_LONGEST_LINE = 1_000
_MOST_RULES = 1_000


def is_generator(path: str) -> bool:
    """Whether a file is a script or template that an owners file comes from."""
    name = basename(path).lower()
    return "codeowners" in name.replace("-", "").replace("_", "") and name.endswith(_ENDINGS)


def rules_written(text: str, path: str) -> CodeOwners:
    """The rules that a script would write, with what it fills in as `each`."""
    lines = enumerate(text.split("\n"), start=1)
    found = (_rule(line, number) for number, line in lines if len(line) <= _LONGEST_LINE)
    return CodeOwners(path, tuple(islice((rule for rule in found if rule), _MOST_RULES)))


def _rule(line: str, number: int) -> Rule | None:
    if line.lstrip().startswith(("#", "//")) or not ("@" in line or _WRITES.match(line)):
        return None
    words = _FILLED_IN.sub("\0", _QUOTES.sub(" ", line)).split()
    for pattern, first in pairwise(words):
        if _is_pattern(pattern) and _is_owner(first):
            named = takewhile(_is_owner, words[words.index(pattern) + 1 :])
            owners = dict.fromkeys(EVERY_TEAM if "\0" in word else word for word in named)
            return Rule(pattern.replace("\0", "each"), tuple(owners), number)
    return None


def _is_pattern(word: str) -> bool:
    return ("/" in word or "*" in word) and not word.startswith(("@", "<", ">", "-"))


def _is_owner(word: str) -> bool:
    return is_team(word) or word == "\0" or (word.startswith("@") and "\0" in word)
