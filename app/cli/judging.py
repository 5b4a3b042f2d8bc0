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
    analyst = alone(built_in)
    configuration = Configuration()
    if subject.configuration:
        configuration = await analyst.configuration(subject.configuration, subject.where)
    return Judged(
        subject, configuration, await analyst.analyse(subject.pull_request, configuration)
    )
