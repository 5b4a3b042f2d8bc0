"""The journey of one pull request: read it, decide, and put the outcome where people see it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from app.advise.protocols import (
    Analyst,
    GoodConfigurations,
    Opening,
    Publications,
    Publisher,
    Source,
)
from app.advise.reading import read_change
from app.advise.resolving import Invitation, read_layers
from app.advise.rules import rules_in_force
from app.core.advice import Report
from app.core.configuration import Configuration
from app.core.publication import Publication
from app.core.pull_request import Content, PullRequest
from app.facts.wanted import STANDING
from app.policies.exemptions import excuse
from app.render.mistakes import while_broken
from app.render.publication import GITHUB, publication, unreadable

CONFIGURATION = ".github/cowpath.yml"


class Forge(Source, Publisher, Protocol):
    """One pull request on the side that hosts it: read there, and published there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a journey ended, for logs and figures."""

    ending: Literal["published", "closed", "not invited", "unreadable configuration"]
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """What is remembered from one journey to the next."""

    publications: Publications
    configurations: GoodConfigurations


async def evaluate(
    subject: str,
    forge: Forge,
    analyst: Analyst,
    records: Records,
    today: str,
    web_url: str = GITHUB,
) -> Outcome:
    """Evaluate the newest head of a pull request and publish what differs from last time.

    `subject` names it in the records (`installation/owner/name#12`), `today` is a date as
    `2027-01-31`, and `web_url` is where people find the forge. Raises `PassingTrouble` where the
    world failed in a way that may pass; nothing is half told then, and another run repairs it.
    """
    opening = await forge.opening(STANDING)
    if opening.state == "closed" or opening.locked:
        return Outcome("closed")
    invitation = await find_invitation(opening, forge)
    if invitation is None:
        return Outcome("not invited")
    last = await records.publications.last(subject)
    layers = await read_layers(invitation, forge, analyst)
    repository = subject.rpartition("#")[0]
    rules = await rules_in_force(repository, layers, analyst, records.configurations)
    if rules.configuration is None:
        outcome = Outcome("unreadable configuration")
        told = unreadable(opening.repository, opening.number, rules.mistakes)
    else:
        pull_request = await read_change(forge, opening)
        found = await analyst.analyse(pull_request, rules.configuration)
        report = excuse(found, rules.configuration.exemptions, today)
        outcome = Outcome("published", report)
        spoken_before = bool(opening.comment_id or (last and last.comment_id))
        told = tell(report, pull_request, rules.configuration, spoken_before, web_url)
        if rules.mistakes:
            told = while_broken(told, rules.mistakes)
    await records.publications.keep(subject, await forge.publish(told, opening.head_sha, last))
    return outcome


async def find_invitation(opening: Opening, source: Source) -> Invitation | None:
    """The repository's own configuration, else its organisation's; None where there is neither."""
    own = opening.standing.get(CONFIGURATION)
    if own is not None:
        return Invitation(own, CONFIGURATION)
    shared: Content = await source.organisation_file(CONFIGURATION)
    owner = opening.repository.partition("/")[0]
    if shared is None:
        return None
    home = f"{owner}/.github"
    return Invitation(shared, f"{home}:{CONFIGURATION}", home)


def tell(
    report: Report,
    pull_request: PullRequest,
    configuration: Configuration,
    spoken_before: bool,
    web_url: str = GITHUB,
) -> Publication:
    """What to publish for a report; drafts and those who asked to be skipped get no comment."""
    skip = configuration.skip
    skipped = pull_request.author in skip.authors or bool({*pull_request.labels} & {*skip.labels})
    return publication(
        report,
        repository=pull_request.repository,
        number=pull_request.number,
        head_sha=pull_request.head_sha,
        at_most=configuration.comment.at_most,
        spoken_before=spoken_before,
        quiet=pull_request.draft or skipped,
        web_url=web_url,
    )
