"""Excuses applied to a report: excused advice is shown as exempt until the excuse ends."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.core.advice import Advice, Exemption, Report
from app.core.configuration import Excuse
from app.core.text import ours, theirs
from app.facts.globs import matches


def excuse(report: Report, excuses: Sequence[Excuse], today: str) -> Report:
    """The report with what is excused today among its exemptions.

    `today` is a date as `2027-01-31`; an excuse holds through its last day. Advice whose excuse
    has ended is heard again and says so.
    """
    heard: list[Advice] = []
    exempt = list(report.exempt)
    about: dict[tuple[str, str], list[Excuse]] = {}
    for one in excuses:
        about.setdefault((one.policy, one.fingerprint), []).append(one)
    for advice in report.advice:
        names = ("", advice.fingerprint) if about else ()
        near = [one for name in names for one in about.get((advice.policy, name), ())]
        fitting = [one for one in near if _fits(one, advice)]
        holding = next((one for one in fitting if _holds(one, today)), None)
        if holding:
            exempt.append(_exemption(advice, holding))
        else:
            heard.append(_with_end_told(advice, fitting))
    return replace(report, advice=tuple(heard), exempt=tuple(exempt))


def _fits(one: Excuse, advice: Advice) -> bool:
    """Whether an excuse of the policy takes in the advice."""
    return one.subject in ("", advice.subject) and (
        not one.paths or (advice.path is not None and matches(one.paths, advice.path))
    )


def _holds(one: Excuse, today: str) -> bool:
    return one.until is None or today <= one.until  # such dates sort as texts do


def _exemption(advice: Advice, one: Excuse) -> Exemption:
    return Exemption(advice.policy, advice.subject, one.reason, one.until, one.by)


def _with_end_told(advice: Advice, ended: Iterable[Excuse]) -> Advice:
    """The advice, with a word about the excuse that ended last, if any did."""
    last = max(ended, key=lambda one: one.until or "", default=None)
    if last is None:
        return advice
    told = (
        *ours(" This was exempt until "),
        *theirs(last.until or ""),
        *ours(", because: "),
        *theirs(last.reason),
        *ours(" (by "),
        *theirs(last.by or "nobody named"),
        *ours("). If that still holds, renew it with a later day."),
    )
    return replace(advice, next_step=(*advice.next_step, *told))
