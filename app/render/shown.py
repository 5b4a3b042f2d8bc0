"""Which advice is shown where, and what of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.core.advice import Advice, Report


def in_comment(report: Report) -> tuple[Advice, ...]:
    """What the comment says."""
    return tuple(advice for advice in report.advice if advice.mode == "advise")


def in_check_run(report: Report) -> tuple[Advice, ...]:
    """What the check run says, and with it everything that one person asked for."""
    return tuple(advice for advice in report.advice if advice.mode != "report")


def told_once(shown: Iterable[Advice]) -> Iterator[Advice]:
    """The advice, with a reason that an earlier piece gave already left out of the later ones."""
    given = set()
    for advice in shown:
        yield replace(advice, why=()) if advice.why in given else advice
        given.add(advice.why)
