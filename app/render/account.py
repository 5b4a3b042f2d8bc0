"""The account of each policy: what it looked for, what it found, and what settles it.

These are the words of every explanation: in the terminal, the comment, the check run and JSON.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.core.advice import Report
from app.core.text import Text, ours, theirs

Outcome = Literal["spoke", "exempt", "cannot tell", "silent"]
MOST_FOUND = 10
"""Findings of one policy that are told one by one."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of one policy."""

    policy: str
    outcome: Outcome
    """The one that matters most, where there are several."""
    lines: tuple[Text, ...]


def accounts(report: Report) -> tuple[Account, ...]:
    """An account of every policy, in their order; whatever it was, a report tells of each."""
    told = (report.advice, report.exempt, report.unknown, report.silent)
    names = [*report.looked_for, *(one.policy for some in told for one in some)]
    return tuple(_account(report, policy) for policy in dict.fromkeys(names))


def _account(report: Report, policy: str) -> Account:
    found = list(_found(report, policy))
    outcome = found[0][0] if found else "silent"
    lines = [line for _, line in found[: 2 * MOST_FOUND]]
    if len(found) > 2 * MOST_FOUND:
        lines.append(ours("And more of the same kind."))
    looked_for = report.looked_for.get(policy)
    opening = (ours(f"Looked for: {looked_for}."),) if looked_for else ()
    return Account(policy, outcome, (*opening, *lines))


def _found(report: Report, policy: str) -> Iterator[tuple[Outcome, Text]]:
    for advice in report.advice:
        if advice.policy == policy:
            yield "spoke", (*ours("Spoke: "), *advice.title)
            yield "spoke", (*ours("Settles it: "), *advice.next_step)
    for exemption in report.exempt:
        if exemption.policy == policy:
            about = (*ours("Exempt: "), *theirs(exemption.subject or "the pull request"))
            yield "exempt", (*about, *ours(", because: "), *theirs(exemption.reason))
    for untold in report.unknown:
        if untold.policy == policy:
            lacking = (*ours("Cannot tell: it needs "), *theirs(untold.fact))
            yield "cannot tell", (*lacking, *ours(", but: "), *theirs(untold.reason))
    for silence in report.silent:
        if silence.policy == policy:
            yield "silent", (*ours("Silent: "), *silence.because)
