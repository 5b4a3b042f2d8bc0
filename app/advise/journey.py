"""The journey of one pull request: read it, decide, and put the outcome where people see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal, Protocol

from app.advise.conversation import Audience, Conversation, Replies, close, listen
from app.advise.lifecycle import Observations, Standing, observed, quietened, standing
from app.advise.preview import Ground, look_at
from app.advise.protocols import (
    Analyst,
    Branch,
    GoodConfigurations,
    Historian,
    Opening,
    Publications,
    Published,
    Publisher,
    Source,
)
from app.advise.reading import read_change
from app.advise.resolving import Invitation, read_layers
from app.advise.rules import rules_in_force
from app.advise.trials import Trials
from app.core.advice import Report
from app.core.configuration import Configuration
from app.core.layers import Resolved
from app.core.observation import Learning
from app.core.publication import Aside, Publication
from app.core.pull_request import Content, PullRequest
from app.facts.wanted import STANDING
from app.policies.exemptions import excuse
from app.render.markdown import NOTHING
from app.render.mistakes import while_broken
from app.render.offers import offers
from app.render.proposal import with_proposal
from app.render.publication import GITHUB, publication, unreadable

CONFIGURATION = ".github/cowpath.yml"
NO_OFFERS: Mapping[str, str] = MappingProxyType({})


class Forge(Source, Publisher, Audience, Historian, Protocol):
    """One pull request on the side that hosts it: read there, published and talked about there."""


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
    replies: Replies
    observations: Observations
    trials: Trials


async def evaluate(
    subject: str,
    forge: Forge,
    analyst: Analyst,
    records: Records,
    now: float,
    web_url: str = GITHUB,
) -> Outcome:
    """Evaluate the newest head of a pull request and publish what differs from last time.

    `subject` names it in the records (`installation/owner/name#12`), `now` is in
    seconds since 1970, and `web_url` is where people find the forge. Raises `PassingTrouble` where
    the world failed in a way that may pass; nothing is half told then, and another run repairs it.
    """
    opening = await forge.opening(STANDING)
    if opening.state == "closed" or opening.locked:
        return Outcome("closed")
    invitation = await find_invitation(opening, forge)
    if invitation is None:
        return Outcome("not invited")
    last = await records.publications.last(subject)
    layers = await read_layers(invitation, forge, analyst)
    branch = Branch(subject.rpartition("#")[0], opening.base)
    rules = await rules_in_force(branch, layers, analyst, records.configurations)
    journey = _Journey(subject, opening, forge, analyst, records, now, web_url)
    if rules.configuration is None:
        told = unreadable(opening.repository, opening.number, rules.mistakes)
        change = await read_change(forge, opening)
        told = await journey.preview(told, change, Ground(rules.layers, layers), quiet=change.draft)
        await records.publications.keep(subject, await forge.publish(told, opening.head_sha, last))
        return Outcome("unreadable configuration")
    judged = await journey.judge(rules.configuration)
    told = journey.tell(judged, rules.configuration, last)
    if rules.mistakes:
        told = while_broken(told, rules.mistakes)
    change = judged.pull_request
    quiet = is_quiet(change, rules.configuration, judged.standing.learning)
    told = await journey.preview(told, change, Ground(rules.layers, layers), quiet)
    await records.publications.keep(subject, await forge.publish(told, opening.head_sha, last))
    await journey.conclude(judged)
    return Outcome("published", judged.report)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What came of a pull request, and of what people said about it."""

    pull_request: PullRequest
    found: Report
    """Before people excused anything."""
    report: Report
    conversation: Conversation
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Journey:
    """What a pull request passes through, once it is known to be welcome."""

    subject: str
    opening: Opening
    forge: Forge
    analyst: Analyst
    records: Records
    now: float
    web_url: str

    async def judge(self, configuration: Resolved) -> _Judged:
        """Read the change, decide, and hear those who talked back."""
        today = _date(self.now)
        repository = self.subject.rpartition("#")[0]
        stand = await standing(repository, configuration, today, self.records.observations)
        configuration = quietened(configuration, stand.stepped_down)
        pull_request = await read_change(self.forge, self.opening)
        found = await self.analyst.analyse(pull_request, configuration, today)
        conversation = await listen(
            self.subject,
            self.opening,
            configuration,
            found,
            self.forge,
            self.analyst,
            self.records.replies,
        )
        report = excuse(found, conversation.excuses, today)
        return _Judged(pull_request, found, report, conversation, stand)

    def tell(self, judged: _Judged, configuration: Resolved, last: Published | None) -> Publication:
        """What to publish."""
        stand = judged.standing
        return tell(
            judged.report,
            judged.pull_request,
            configuration,
            bool(self.opening.comment_id or (last and last.comment_id)),
            self.web_url,
            Aside(judged.conversation.answers, stand.stepped_down, stand.learning),
            offered=last.offered if last else {},
            room=self.forge.room_for_offers(last),
        )

    async def preview(
        self, told: Publication, change: PullRequest, ground: Ground, quiet: bool
    ) -> Publication:
        """With what is to be said to those who edit the configuration, if the change does."""
        today = _date(self.now)
        trials = self.records.trials
        proposal = await look_at(
            change, self.forge, ground, self.analyst, self.forge, trials, today
        )
        if proposal is None:
            return told
        home = f"{self.web_url}/{change.repository}"
        return with_proposal(told, proposal, home, heard=not quiet)

    async def conclude(self, judged: _Judged) -> None:
        """Once it is published: remember what became of the advice, and answer everybody."""
        conversation, replies = judged.conversation, self.records.replies
        if not judged.report.stopped:
            seen = observed(
                self.subject, judged.found, judged.report, conversation.not_useful, self.now
            )
            await self.records.observations.note(self.subject, seen)
        await close(conversation, self.opening.head_sha, self.forge, replies)


def _date(now: float) -> str:
    """As `2027-01-31`."""
    return datetime.fromtimestamp(now, UTC).date().isoformat()


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


def is_quiet(
    pull_request: PullRequest, configuration: Configuration, learning: Learning | None = None
) -> bool:
    """Whether the check run alone speaks: to drafts, to those who asked, and while we learn."""
    skip = configuration.skip
    skipped = pull_request.author in skip.authors or bool({*pull_request.labels} & {*skip.labels})
    return pull_request.draft or skipped or learning is not None


def tell(
    report: Report,
    pull_request: PullRequest,
    configuration: Configuration,
    spoken_before: bool,
    web_url: str = GITHUB,
    aside: Aside = NOTHING,
    offered: Mapping[str, str] = NO_OFFERS,
    room: int = 0,
) -> Publication:
    """What to publish for a report; drafts and those who asked to be skipped get no comment.

    Nor does anybody while Cowpath is new there, or where nothing is ever heard in comments.
    `offered` are the changes that were offered on their lines before; there is `room` for so many
    new ones.
    """
    unheard = configuration.comment.mode != "advise" and not spoken_before
    return publication(
        report,
        repository=pull_request.repository,
        number=pull_request.number,
        head_sha=pull_request.head_sha,
        at_most=configuration.comment.at_most,
        spoken_before=spoken_before,
        quiet=is_quiet(pull_request, configuration, aside.learning) or unheard,
        web_url=web_url,
        aside=aside,
        offers=offers(report, pull_request.files, offered, room)
        if configuration.comment.suggested_changes
        else (),
    )
