"""The journey of one pull request: read it, decide, and put the outcome where people see it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from app.advise.protocols import Analyst, Opening, Publications, Publisher, Source
from app.advise.reading import read_change
from app.core.advice import Report
from app.core.configuration import Configuration
from app.core.publication import Publication
from app.core.pull_request import Content, NotRead, PullRequest
from app.errors import AuthorsMistake
from app.facts.wanted import STANDING
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
class Invitation:
    """The configuration that invites Cowpath, and where it stands."""

    content: str | NotRead
    where: str


async def evaluate(
    subject: str,
    forge: Forge,
    analyst: Analyst,
    publications: Publications,
    web_url: str = GITHUB,
) -> Outcome:
    """Evaluate the newest head of a pull request and publish what differs from last time.

    `subject` names it in the record of publications, and `web_url` is where people find the
    forge. Raises `PassingTrouble` where the world
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
        configuration = await _configuration(invitation, analyst)
    except AuthorsMistake as error:
        outcome = Outcome("unreadable configuration")
        told = unreadable(opening.repository, opening.number, error.mistakes)
    else:
        pull_request = await read_change(forge, opening)
        report = await analyst.analyse(pull_request, configuration)
        outcome = Outcome("published", report)
        spoken_before = bool(opening.comment_id or (last and last.comment_id))
        told = tell(report, pull_request, configuration, spoken_before, web_url)
    await publications.keep(subject, await forge.publish(told, opening.head_sha, last))
    return outcome


async def find_invitation(opening: Opening, source: Source) -> Invitation | None:
    """The repository's own configuration, else its organisation's; None where there is neither."""
    own = opening.standing.get(CONFIGURATION)
    if own is not None:
        return Invitation(own, CONFIGURATION)
    shared: Content = await source.organisation_file(CONFIGURATION)
    owner = opening.repository.partition("/")[0]
    return None if shared is None else Invitation(shared, f"{owner}/.github:{CONFIGURATION}")


async def _configuration(invitation: Invitation, analyst: Analyst) -> Configuration:
    if isinstance(invitation.content, NotRead):
        raise AuthorsMistake.at(
            invitation.where, f"It cannot be read: {invitation.content.reason}."
        )
    return await analyst.configuration(invitation.content, invitation.where)


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
