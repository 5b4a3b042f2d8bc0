"""The commands in a comment: lines that begin with `/cowpath`, outside quotations and code.

The text is a stranger's. It is read as Markdown, the way GitHub shows it, so that what merely
quotes or shows a command gives none.
"""

from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.core.reply import VERBS, Command
from app.policies.shapes import did_you_mean

LONGEST = 65_536
"""Characters of a comment; GitHub takes no more."""
MOST_COMMANDS = 5
"""Commands of one comment that are heard."""
LONGEST_REASON = 500
LONGEST_NAME = 60

_CALL = "/cowpath"
_MARKDOWN = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")


def commands_in(text: str) -> tuple[Command, ...]:
    """The commands that a comment gives, in their order; those not understood among them."""
    commands: list[Command] = []
    for line in _lines(_MARKDOWN.parse(text[:LONGEST])):
        called, *words = line.split() or [""]
        if called.lower() == _CALL and len(commands) < MOST_COMMANDS:
            commands.append(_command(words))
    return tuple(commands)


def _lines(tokens: list[Token]) -> Iterator[str]:
    """The lines of the paragraphs that stand in nothing else, as they are shown."""
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open" and before.level == 0 and token.type == "inline":
            yield from _shown_lines(token.children or [])


def _shown_lines(parts: list[Token]) -> Iterator[str]:
    """The lines of one paragraph. Code may be part of a line but never begins a command."""
    line = ""
    for part in parts:
        if part.type in ("softbreak", "hardbreak"):
            yield line
            line = ""
        elif part.type == "text" or (part.type == "code_inline" and line):
            line += part.content
        elif not line:
            line = _UNCALLED
    yield line


_UNCALLED = "\N{ZERO WIDTH SPACE}"
"""Stands before a line that opens with markup, so that it begins with no command."""


def _command(words: list[str]) -> Command:
    verb = words[0].lower()[:LONGEST_NAME] if words else "help"
    policy = words[1].lower().rstrip(",:")[:LONGEST_NAME] if len(words) > 1 else ""
    rest = words[2:]
    if verb not in VERBS:
        complaint = f"There is no such command.{did_you_mean(verb, VERBS)}"
        return Command(verb, complaint=complaint)
    if verb in ("again", "help"):
        return Command(verb)
    if verb == "why":
        return Command(verb, policy)
    if not policy:
        return Command(verb, complaint=f"Name the policy: `{_CALL} {verb} <policy> …`.")
    if verb == "ok":
        return _excuse(policy, rest)
    return Command(verb, policy, _joined(rest))


def _excuse(policy: str, rest: list[str]) -> Command:
    """An excuse needs a reason: others will want to know it later."""
    called = rest[:1] and rest[0].lower().rstrip(":,") == "because"
    reason = _joined(rest[1:]) if called else ""
    if reason:
        return Command("ok", policy, reason)
    return Command("ok", policy, complaint=f"Say why: `{_CALL} ok <policy> because …`.")


def _joined(words: list[str]) -> str:
    return " ".join(words)[:LONGEST_REASON]
