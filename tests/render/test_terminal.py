"""A report in the terminal."""

from builders import a_report, an_advice

from app.core.advice import Exemption, Untold
from app.core.text import ours, theirs
from app.render.terminal import terminal

HEAD = "a" * 40


def test_a_report_reads_well_without_colour() -> None:
    report = a_report(
        an_advice(title=(*ours("**New** capability: "), *theirs("search"), *ours("."))),
        an_advice("kind-words", path=None, line=None),
        exempt=(Exemption("one-shape", "core/tls", "security fix", None, "ana"),),
        unknown=(Untold("slo-promise", "slos", "no file was read"),),
        not_looked_at=("1 of the 3,001 changed files",),
    )
    assert (
        terminal(report, HEAD, width=72)
        == """\
2 suggestions, 1 exempt, nothing blocks.

1. New capability: search.
   What three teams need is worth everybody's attention; less is an
   extension.
   Next step: Name the teams that asked for it, or offer it as an
   extension.
   modules/search/main.tf:3 (rule-of-three)

2. A new capability has one team behind it so far.
   Next step: Name the teams that asked for it, or offer it as an
   extension.
   (kind-words)

Exempt
  - one-shape on core/tls: security fix

What could not be told
  - slo-promise needs slos: no file was read

Not looked at
  - 1 of the 3,001 changed files

Looked at aaaaaaaaaaaa. Advice only.
"""
    )


def test_nothing_to_add_is_two_lines() -> None:
    assert terminal(a_report(), HEAD) == "Nothing to add.\n\nLooked at aaaaaaaaaaaa. Advice only.\n"


def test_a_stopped_analysis_says_why() -> None:
    assert "took too long" in terminal(a_report(stopped="it took too long"), HEAD)


def test_a_stranger_cannot_steer_the_terminal() -> None:
    hostile = "\x1b[2J\x1b]0;owned\x07\r\x9b31m\u202e"
    report = a_report(
        an_advice(subject=hostile, title=theirs(hostile), path=hostile),
        unknown=(Untold("p", hostile, hostile),),
        exempt=(Exemption("p", hostile, hostile, None, hostile),),
        not_looked_at=(hostile,),
        stopped=None,
    )
    page = terminal(report, HEAD)
    assert all(letter.isprintable() or letter == "\n" for letter in page)


def test_weight_is_added_where_the_terminal_knows_it() -> None:
    assert "\x1b[1m1 suggestion, nothing blocks.\x1b[0m" in terminal(
        a_report(an_advice()), HEAD, styled=True
    )
