"""Who may excuse what, and that being interrupted loses nobody's words."""

from collections.abc import Sequence

import pytest
from builders import a_report, an_advice

from app.advise.commands import commands_in
from app.advise.conversation import Conversation, close, listen
from app.advise.protocols import Opening
from app.core.configuration import Configuration, Excuse, PolicyChoice
from app.core.reply import Answer, Command, Reply, Role
from app.errors import PassingTrouble

pytestmark = pytest.mark.anyio
SUBJECT = "1/acme/harbour#12"
OPENING = Opening(
    repository="acme/harbour", number=12, title="", body="", author="Robin", labels=(),
    draft=False, state="open", locked=False, base_sha="b" * 40, head_sha="a" * 40, standing={},
)  # fmt: skip
REPORT = a_report(
    an_advice("rule-of-three", "dns"),
    an_advice("rule-of-three", "cache"),
    an_advice("one-shape", "dns", mode="report"),
    looked_for={"rule-of-three": "much", "one-shape": "more", "kind-words": "less"},
)
GUARDED = Configuration(policies={"rule-of-three": PolicyChoice(excused_by="maintainers")})


class People:
    """Those around the pull request; the first reaction may fail."""

    def __init__(self, reactions_fail: int = 0, **roles: Role) -> None:
        self.roles = roles
        self.reactions: list[tuple[int, bool]] = []
        self.asked: list[str] = []
        self._fails = reactions_fail

    async def role(self, login: str) -> Role:
        self.asked.append(login)
        return self.roles.get(login, "reader")

    async def react(self, comment: int, done: bool) -> None:
        self._fails -= 1
        if self._fails >= 0:
            raise PassingTrouble("no answer")
        self.reactions.append((comment, done))

    async def commands(self, text: str) -> tuple[Command, ...]:
        return commands_in(text)


class Memory:
    """Replies and excuses, as long as the test lives."""

    def __init__(self, *said: Reply) -> None:
        self.replies = list(said)
        self.kept: dict[str, Excuse] = {}
        self.told: list[Answer] = []

    async def waiting(self, subject: str) -> Sequence[Reply]:
        return tuple(self.replies)

    async def answered(self, said: Reply, head_sha: str, answers: Sequence[Answer]) -> None:
        self.replies.remove(said)
        self.told += answers

    async def answers(self, subject: str, head_sha: str) -> tuple[Answer, ...]:
        return tuple(self.told)

    async def excuses(self, subject: str) -> tuple[Excuse, ...]:
        return tuple(self.kept.values())

    async def excuse(self, subject: str, excuses: Sequence[Excuse]) -> None:
        self.kept |= {one.fingerprint: one for one in excuses}


def said(text: str, by: str = "robin", comment: int | None = 7) -> Reply:
    return Reply(f"d{comment}", by, f"/cowpath {text}", comment)


async def heard(
    memory: Memory, people: People, configuration: Configuration | None = None
) -> Conversation:
    """What comes of it, before anybody gets to see it."""
    configuration = configuration or Configuration()
    return await listen(SUBJECT, OPENING, configuration, REPORT, people, people, memory)


async def complaint(
    text: str, by: str, configuration: Configuration | None = None, **roles: Role
) -> str:
    conversation = await heard(Memory(said(text, by)), People(**roles), configuration)
    [answer] = conversation.answers
    assert bool(conversation.excuses) == (not answer.complaint)
    return answer.complaint


OK = "ok rule-of-three because we asked"


async def test_the_author_needs_no_looking_up() -> None:
    people = People()
    conversation = await heard(Memory(said(OK)), people)
    assert people.asked == []
    assert [(one.fingerprint, one.by) for one in conversation.excuses] == [
        (advice.fingerprint, "robin") for advice in REPORT.advice[:2]
    ]
    assert conversation.not_useful == frozenset()


async def test_others_may_where_they_write_and_only_maintainers_where_it_is_guarded() -> None:
    assert "Only the author" in await complaint(OK, "ana", ana="reader")
    assert await complaint(OK, "ana", ana="writer") == ""
    assert "Only those who maintain" in await complaint(OK, "robin", GUARDED, robin="writer")
    assert await complaint(OK, "kim", GUARDED, kim="maintainer") == ""


async def test_what_only_reports_hear_needs_no_excuse() -> None:
    assert "nothing here" in await complaint("ok one-shape because it is", "robin")
    assert "nothing here" in await complaint("not-useful kind-words", "robin")


async def test_not_useful_is_an_excuse_that_is_counted() -> None:
    conversation = await heard(Memory(said("not-useful all since we know")), People())
    assert conversation.not_useful == {advice.fingerprint for advice in REPORT.advice[:2]}
    assert {one.reason for one in conversation.excuses} == {"called not useful: since we know"}


async def test_whoever_was_not_answered_still_waits_and_nothing_is_done_twice() -> None:
    memory, people = Memory(said(OK, comment=1), said("help", comment=2)), People(1)
    first = await heard(memory, people)
    with pytest.raises(PassingTrouble):
        await close(first, OPENING.head_sha, people, memory)
    second = await heard(memory, people)
    assert second.excuses == first.excuses
    await close(second, OPENING.head_sha, people, memory)
    assert memory.replies == []
    assert people.reactions == [(1, True), (2, True)]
    assert (await heard(memory, people)).answers == first.answers


async def test_what_only_looks_like_a_command_gets_no_reaction() -> None:
    memory, people = Memory(Reply("d", "robin", "```\n/cowpath help\n```", 1)), People()
    await close(await heard(memory, people), OPENING.head_sha, people, memory)
    assert (memory.replies, memory.told, people.reactions) == ([], [], [])


async def test_a_button_has_nothing_to_react_to() -> None:
    memory, people = Memory(said("not-useful all", comment=None)), People()
    await close(await heard(memory, people), OPENING.head_sha, people, memory)
    assert people.reactions == []
    assert len(memory.kept) == 2
