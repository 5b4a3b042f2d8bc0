"""The journey of one pull request: read it, decide, and put the outcome where people see it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from app.advise.protocols import Analyst, Opening, Publications, Publisher, Source
from app.advise.reading import read_change
from app.core.advice import Report
from app.core.configuration import Configuration
from app.core.publication import Publication
from app.core.pull_request import NotRead
from app.errors import AuthorsMistake, PassingTrouble
from app.facts.wanted import STANDING
from app.render.publication import publication, unreadable

CONFIGURATION = ".github/cowpath.yml"


class Forge(Source, Publisher, Protocol):
    """One pull request on the side that hosts it: read there, and published there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a journey ended, for logs and figures."""

    ending: Literal["published", "closed", "not invited", "unreadable configuration"]
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """The configuration that invites Cowpath, and where it stands."""

    text: str
    where: str


async def evaluate(
    subject: str, forge: Forge, analyst: Analyst, publications: Publications
) -> Outcome:
    """Evaluate the newest head of a pull request and publish what differs from last time.

    `subject` names it in the record of publications. Raises `PassingTrouble` where the world
    failed in a way that may pass; nothing is half told then, and another run repairs it.
    """
    opening = await forge.opening(STANDING)
    if opening.state == "closed" or opening.locked:
        return Outcome("closed")
    invitation = await find_invitation(opening, forge)
    if invitation is None:
        return Outcome("not invited")
    last = await publications.last(subject)
    try:
        configuration = await analyst.configuration(invitation.text, invitation.where)
    except AuthorsMistake as mistakes:
        outcome = Outcome("unreadable configuration")
        told = unreadable(opening.repository, opening.number, mistakes.mistakes)
    else:
        pull_request = await read_change(forge, opening)
        outcome = Outcome("published", await analyst.analyse(pull_request, configuration))
        spoken_before = (last is not None and last.comment_id is not None) or bool(
            opening.comment_id
        )
        told = _tell(opening, configuration, outcome.report, spoken_before)
    await publications.keep(subject, await forge.publish(told, opening.head_sha, last))
    return outcome


async def find_invitation(opening: Opening, source: Source) -> Invitation | None:
    """The repository's own configuration, else its organisation's; None where there is neither.

    Raises `PassingTrouble` where it is there but cannot be read: that is no "no".
    """
    owner = opening.repository.partition("/")[0]
    content, where = opening.standing.get(CONFIGURATION), CONFIGURATION
    if content is None:
        content = await source.organisation_file(CONFIGURATION)
        where = f"{owner}/.github:{CONFIGURATION}"
    if isinstance(content, NotRead):
        raise PassingTrouble(f"{where} could not be read: {content.reason}")
    return None if content is None else Invitation(content, where)


def _tell(
    opening: Opening, configuration: Configuration, report: Report | None, spoken_before: bool
) -> Publication:
    assert report is not None
    skip = configuration.skip
    quiet = (
        opening.draft or opening.author in skip.authors or bool({*opening.labels} & {*skip.labels})
    )
    return publication(
        report,
        repository=opening.repository,
        number=opening.number,
        head_sha=opening.head_sha,
        at_most=configuration.comment.at_most,
        spoken_before=spoken_before,
        quiet=quiet,
    )
