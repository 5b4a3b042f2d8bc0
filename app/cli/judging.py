"""Deciding for a command: in a process of its own, with the policies that Cowpath brings."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.cli.change import Subject
from app.core.advice import Report
from app.core.configuration import Configuration
from app.core.proposal import Proposal
from app.policy_files import built_in
from app.pool.analyst import alone


@dataclass(frozen=True, slots=True)
class Judged:
    """A change with the rules it was judged by and what came of it."""

    subject: Subject
    configuration: Configuration
    report: Report
    proposal: Proposal | None = None
    """What the change makes of the configuration, if anything."""


async def judge(subject: Subject) -> Judged:
    """Judge a change. Raises `AuthorsMistake` with every mistake in its configuration."""
    configuration = await configuration_of(subject)
    today = datetime.now(UTC).date().isoformat()
    report = await alone(built_in).analyse(subject.pull_request, configuration, today)
    return Judged(subject, configuration, report)


async def configuration_of(subject: Subject) -> Configuration:
    """The configuration that a change is judged by; raises `AuthorsMistake`."""
    return await alone(built_in).resolve(subject.layers)
