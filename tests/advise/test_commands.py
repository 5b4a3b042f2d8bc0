"""What counts as a command in a comment, and what only looks like one."""

import pytest

from app.advise.commands import LONGEST_REASON, MOST_COMMANDS, commands_in
from app.core.reply import Command

OK = Command("ok", "rule-of-three", "it is a security fix")


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("/cowpath ok rule-of-three because it is a security fix", (OK,)),
        ("/cowpath OK `rule-of-three` because: it is a *security* fix\r\n", (OK,)),
        ("Thanks!\n/cowpath ok rule-of-three, because it is a security fix", (OK,)),
        ("> why?\n\n/cowpath why rule-of-three", (Command("why", "rule-of-three"),)),
        ("/cowpath why", (Command("why"),)),
        ("/cowpath again\n\n/Cowpath help me", (Command("again"), Command("help"))),
        ("/cowpath", (Command("help"),)),
        ("/cowpath not-useful a-policy we do it", (Command("not-useful", "a-policy", "we do it"),)),
        ("/cowpath not-useful a-policy", (Command("not-useful", "a-policy"),)),
    ],
)
def test_commands_are_heard(text: str, commands: tuple[Command, ...]) -> None:
    assert commands_in(text) == commands


@pytest.mark.parametrize(
    "text",
    [
        "> /cowpath again",
        "> as I said\n/cowpath again",
        "```\n/cowpath again\n```",
        "~~~ text\n/cowpath again",
        "    /cowpath again",
        "`/cowpath again`",
        "Say `this\n/cowpath again` to me",
        "- /cowpath again",
        "# /cowpath again",
        "*/cowpath again*",
        "[see](x)/cowpath again",
        "<!--\n/cowpath again\n-->",
        "<pre>\n/cowpath again\n</pre>",
        "| a |\n| - |\n| /cowpath again |",
        "please /cowpath again",
        "/cowpathology again",
        "",
    ],
)
def test_what_quotes_or_shows_a_command_gives_none(text: str) -> None:
    assert commands_in(text) == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("/cowpath ok rule-of-three", "Say why"),
        ("/cowpath ok rule-of-three since we asked", "Say why"),
        ("/cowpath ok rule-of-three because", "Say why"),
        ("/cowpath ok", "Name the policy"),
        ("/cowpath not-useful", "Name the policy"),
        ("/cowpath agian", "Did you mean `again`?"),
        ("/cowpath merge this", "Known: "),
    ],
)
def test_what_is_not_understood_says_so(text: str, complaint: str) -> None:
    [command] = commands_in(text)
    assert complaint in command.complaint


def test_a_strangers_words_are_bounded() -> None:
    assert len(commands_in("/cowpath again\n" * 100)) == MOST_COMMANDS
    [command] = commands_in("/cowpath ok p because " + "very " * 1_000)
    assert len(command.words) <= LONGEST_REASON
    [command] = commands_in("/cowpath " + "x" * 1_000)
    assert len(command.verb) < 100
