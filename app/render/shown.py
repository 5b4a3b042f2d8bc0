"""Which advice is shown where, and what of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.core.advice import Advice, Report
from app.render.escape import whole_lines, words


def in_comment(report: Report) -> tuple[Advice, ...]:
    """What the comment suggests."""
    return tuple(one for one in in_check_run(report) if one.mode == "advise")


def in_check_run(report: Report) -> tuple[Advice, ...]:
    """What the check run suggests, and with it everything that one person asked for."""
    return tuple(one for one in report.advice if one.mode != "report" and one.stakes != "thanks")


def good_news(report: Report) -> Advice | None:
    """The one piece of good news that is told; more would be flattery."""
    told = (one for one in report.advice if one.mode != "report" and one.stakes == "thanks")
    return next(told, None)


def ready_to_paste(advice: Advice) -> str:
    """What settles it, for places that know no Markdown; empty where there is no such thing."""
    if advice.paste is None:
        return ""
    return f"Ready to paste into {words(advice.paste.into)}:\n\n{whole_lines(advice.paste.text)}"


def told_once(shown: Iterable[Advice]) -> Iterator[Advice]:
    """The advice, with a reason that an earlier piece gave already left out of the later ones."""
    given = set()
    for advice in shown:
        yield replace(advice, why=()) if advice.why in given else advice
        given.add(advice.why)
