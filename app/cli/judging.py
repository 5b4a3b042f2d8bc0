"""Deciding for a command: in a process of its own, with the policies that Cowpath brings."""

from dataclasses import dataclass

from app.cli.change import Subject
from app.core.advice import Report
from app.core.configuration import Configuration
from app.policy_files import built_in
from app.pool.analyst import alone


@dataclass(frozen=True, slots=True)
class Judged:
    """A change with the rules it was judged by and what came of it."""

    subject: Subject
    configuration: Configuration
    report: Report


async def judge(subject: Subject) -> Judged:
    """Judge a change. Raises `AuthorsMistake` with every mistake in its configuration."""
    configuration = await configuration_of(subject)
    report = await alone(built_in).analyse(subject.pull_request, configuration)
    return Judged(subject, configuration, report)


async def configuration_of(subject: Subject) -> Configuration:
    """The configuration that a change is judged by; raises `AuthorsMistake`."""
    if not subject.configuration:
        return Configuration()
    return await alone(built_in).configuration(subject.configuration, subject.where)
