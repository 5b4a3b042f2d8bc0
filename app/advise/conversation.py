"""Talking back: what people said on a pull request is understood, allowed or not, and answered.

Whoever says it is looked up when it is worked on. What is excused is remembered for one piece of
advice by its fingerprint, so that it outlives pushes and moved lines and covers nothing new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.advise.protocols import Opening
from app.core.advice import Advice, Report
from app.core.configuration import Configuration, Excuse
from app.core.reply import EVERY, Answer, Command, Reply, Role
from app.policies.shapes import did_you_mean

NOT_USEFUL = "called not useful"


class Audience(Protocol):
    """The people around a pull request."""

    async def role(self, login: str) -> Role:
        """What somebody may do in the repository at this moment."""

    async def react(self, comment: int, done: bool) -> None:
        """Show on a comment whether what it asked for was done."""


class Interpreter(Protocol):
    """Reads comments where they can hang or crash without harm; part of an analyst."""

    async def commands(self, text: str) -> tuple[Command, ...]:
        """The commands that a comment gives."""


class Replies(Protocol):
    """Remembers what was said on a pull request (`installation/owner/name#12`)."""

    async def waiting(self, subject: str) -> Sequence[Reply]:
        """What is not answered yet, the oldest first; bounded."""

    async def answered(self, said: Reply, head_sha: str, answers: Sequence[Answer]) -> None:
        """Remember what came of it."""

    async def answers(self, subject: str, head_sha: str) -> tuple[Answer, ...]:
        """What was answered while this was the head."""

    async def excuses(self, subject: str) -> tuple[Excuse, ...]:
        """What is excused there."""

    async def excuse(self, subject: str, excuses: Sequence[Excuse]) -> None:
        """Remember what was excused."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply and what came of each of its commands."""

    reply: Reply
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that is to be known of what was said, once everybody was heard."""

    new: tuple[Answered, ...]
    """What is answered now, with the publication."""
    answers: tuple[Answer, ...]
    """What is shown: earlier answers about the same head, and these."""
    excuses: tuple[Excuse, ...]
    not_useful: frozenset[str]
    """Fingerprints of the advice that was called so now."""


async def listen(
    subject: str,
    opening: Opening,
    configuration: Configuration,
    report: Report,
    audience: Audience,
    interpreter: Interpreter,
    replies: Replies,
) -> Conversation:
    """Hear everybody who waits for an answer, and remember what they excuse.

    `report` is what the policies say before anything is excused here. Nothing is shown yet, and
    being interrupted does no harm: until `close`, everybody still waits.
    """
    hearing = _Hearing(opening, configuration, report, audience)
    new = []
    for reply in await replies.waiting(subject):
        commands = await interpreter.commands(reply.text)
        new.append(Answered(reply, tuple([await hearing.answer(reply, one) for one in commands])))
    if hearing.excuses:
        await replies.excuse(subject, hearing.excuses)
    earlier = await replies.answers(subject, opening.head_sha)
    return Conversation(
        new=tuple(new),
        answers=(*earlier, *(answer for one in new for answer in one.answers)),
        excuses=await replies.excuses(subject),
        not_useful=frozenset(hearing.not_useful),
    )


async def close(
    conversation: Conversation, head_sha: str, audience: Audience, replies: Replies
) -> None:
    """Once all is shown: react to the comments, and let nobody wait any longer."""
    for one in conversation.new:
        if one.reply.comment is not None and one.answers:
            done = not any(answer.complaint for answer in one.answers)
            await audience.react(one.reply.comment, done)
        await replies.answered(one.reply, head_sha, one.answers)


class _Hearing:
    """Goes through commands, and gathers what they excuse."""

    def __init__(
        self, opening: Opening, configuration: Configuration, report: Report, audience: Audience
    ) -> None:
        self._author = opening.author
        self._configuration = configuration
        self._report = report
        self._audience = audience
        self.excuses: list[Excuse] = []
        self.not_useful: set[str] = set()

    async def answer(self, reply: Reply, command: Command) -> Answer:
        """What comes of one command."""
        complaint = command.complaint or self._about_policy(command)
        if not complaint and command.verb in ("ok", "not-useful"):
            complaint = await self._excuse(reply.by, command)
        return Answer(reply.by, command.verb, command.policy, complaint)

    def _about_policy(self, command: Command) -> str:
        known = self._report.looked_for
        if command.policy in ("", EVERY) or command.policy in known:
            return "" if command.policy != EVERY or command.verb != "ok" else ONE_BY_ONE
        return f"There is no such policy.{did_you_mean(command.policy, known)}"

    async def _excuse(self, by: str, command: Command) -> str:
        """Excuse what a policy says; why not, where that is not to be."""
        meant = [
            advice
            for advice in self._report.advice
            if command.policy in (EVERY, advice.policy) and advice.mode != "report"
        ]
        if not meant:
            return "It says nothing here that could be excused."
        for policy in sorted({advice.policy for advice in meant}):
            if refusal := await self._refusal(by, policy):
                return refusal
        self.excuses += [_excuse(advice, command, by) for advice in meant]
        if command.verb == "not-useful":
            self.not_useful |= {advice.fingerprint for advice in meant}
        return ""

    async def _refusal(self, by: str, policy: str) -> str:
        """Why somebody may not excuse what a policy says; empty where they may."""
        if self._configuration.choice(policy).excused_by == "maintainers":
            if await self._audience.role(by) == "maintainer":
                return ""
            return f"Only those who maintain this repository may excuse `{policy}` here."
        if by.lower() == self._author.lower() or await self._audience.role(by) != "reader":
            return ""
        return "Only the author and those who may write here can do this."


ONE_BY_ONE = "Excuse one policy at a time, each with its reason."


def _excuse(advice: Advice, command: Command, by: str) -> Excuse:
    reason = command.words
    if command.verb == "not-useful":
        reason = f"{NOT_USEFUL}: {reason}" if reason else NOT_USEFUL
    return Excuse(advice.policy, reason, fingerprint=advice.fingerprint, by=by)
