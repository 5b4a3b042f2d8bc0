"""People talk back to Cowpath on pull requests, over real HTTP on both sides."""

import sqlite3
from contextlib import closing

import pytest
from town import INVITED, UNEXPLAINED, Town, checks, comments

from app.core.observation import HEARINGS
from app.sandbox.records import CheckRun, Comment, PullRequest, Repository

pytestmark = pytest.mark.anyio
POLICY = "documented-extension-points"
OK = f"/cowpath ok {POLICY} because it is going away next week"
DONE, NOT_DONE = [("cowpath[bot]", "+1")], [("cowpath[bot]", "confused")]


class Talk:
    """One pull request with one suggestion, and what people say about it."""

    def __init__(self, town: Town, name: str, configuration: str = "") -> None:
        files = dict(INVITED)
        files[".github/cowpath.yml"] = f"{INVITED['.github/cowpath.yml']!s}{configuration}"
        self.town = town
        self.repository: Repository = town.world.add_repository(f"acme/{name}", files)
        self.one: PullRequest = town.world.open_pull_request(
            self.repository, UNEXPLAINED, title="feat: a time to live", author="robin"
        )

    async def say(self, text: str, by: str = "robin") -> Comment:
        said = self.town.world.say(self.repository, self.one.number, by, text)
        await self.town.deliver()
        return said

    async def push(self, changes: dict[str, str]) -> None:
        self.town.world.push(self.repository, self.one, changes)
        await self.town.deliver()

    @property
    def comment(self) -> str:
        [ours] = [c for c in comments(self.repository, self.one) if c.via_app]
        return ours.body

    @property
    def check(self) -> CheckRun:
        return checks(self.repository, self.one.head_sha)[-1]


async def begun(town: Town, name: str, configuration: str = "") -> Talk:
    talk = Talk(town, name, configuration)
    await town.deliver()
    assert talk.check.title == "1 suggestion, nothing blocks"
    town.box.log.clear()
    return talk


async def test_an_excuse_is_done_shown_and_remembered_when_lines_move(town: Town) -> None:
    talk = await begun(town, "excused")
    said = await talk.say(f"Thanks!\n\n{OK}")
    assert said.reactions == DONE
    assert talk.check.title == "Nothing to add, 1 exempt"
    assert talk.check.conclusion == "success"
    assert "`it is going away next week`, by `robin`" in talk.comment

    moved = f"# moved\n\n\n{UNEXPLAINED['modules/dns/variables.tf']}"
    await talk.push({"modules/dns/variables.tf": moved})
    assert talk.check.title == "Nothing to add, 1 exempt"
    another = 'variable "weight" {\n  type    = number\n  default = 1\n}\n'
    await talk.push({"modules/zone/variables.tf": another})
    assert talk.check.title.endswith(", 1 exempt, nothing blocks"), "nothing new is covered"
    assert "`weight`" in talk.comment
    assert said.reactions == DONE


async def test_a_command_costs_few_requests_and_one_evaluation(town: Town) -> None:
    talk = await begun(town, "cheap")
    talk.repository.roles["ana"] = "write"
    said = await talk.say(OK, by="ana")
    assert said.reactions == DONE
    assert len(checks(talk.repository, talk.one.head_sha)) <= 2
    assert town.box.counting() <= 7, [f"{one.method} {one.path}" for one in town.box.log]


@pytest.mark.parametrize(("role", "done"), [("triage", False), ("write", True)])
async def test_whoever_may_write_may_excuse(town: Town, role: str, done: bool) -> None:
    talk = await begun(town, f"role-{role}")
    talk.repository.roles["ana"] = role
    said = await talk.say(OK, by="ana")
    assert said.reactions == (DONE if done else NOT_DONE)
    assert ("exempt" in talk.check.title) == done
    assert ("Only the author and those who may write" in talk.comment) != done


async def test_who_may_is_asked_each_time(town: Town) -> None:
    talk = await begun(town, "each-time")
    talk.repository.roles["ana"] = "write"
    assert (await talk.say("/cowpath not-useful all", by="ana")).reactions == DONE
    talk.repository.roles["ana"] = "read"
    await talk.push({"modules/dns/more.tf": 'variable "weight" {\n  type = number\n}\n'})
    assert (await talk.say("/cowpath not-useful all", by="ana")).reactions == NOT_DONE


async def test_only_maintainers_excuse_where_the_policy_says_so(town: Town) -> None:
    talk = await begun(town, "guarded", f"policies: {{{POLICY}: {{excused_by: maintainers}}}}\n")
    talk.repository.roles |= {"ana": "write", "kim": "maintain"}
    for login in ("robin", "ana"):
        assert (await talk.say(OK, by=login)).reactions == NOT_DONE
        assert "Only those who maintain this repository" in talk.comment
    assert talk.check.title == "1 suggestion, nothing blocks"
    assert (await talk.say(OK, by="kim")).reactions == DONE
    assert talk.check.title == "Nothing to add, 1 exempt"


async def test_not_useful_quietens_here_and_is_an_outcome_without_a_name(town: Town) -> None:
    talk = await begun(town, "in-vain")
    said = await talk.say(f"/cowpath not-useful {POLICY} we generate these")
    assert said.reactions == DONE
    assert talk.check.title == "Nothing to add, 1 exempt"
    assert "`called not useful: we generate these`" in talk.comment
    assert observations(town, talk) == [(POLICY, "not useful")]
    await talk.push({"notes.md": "more\n"})
    assert talk.check.title == "Nothing to add, 1 exempt"
    assert observations(town, talk) == [(POLICY, "not useful")]


def observations(town: Town, talk: Talk) -> list[tuple[str, str]]:
    query = "SELECT policy, outcome FROM observation WHERE subject LIKE ?"
    with closing(sqlite3.connect(town.app.database)) as connection:
        return connection.execute(query, [f"%/{talk.repository.name}#1"]).fetchall()


async def test_why_puts_the_account_in_the_comment_until_the_next_push(town: Town) -> None:
    talk = await begun(town, "why")
    said = await talk.say("/cowpath why rule-of-three")
    assert said.reactions == DONE
    assert "Silent: " not in talk.comment.partition("Answers")[0]
    assert "Silent: " in talk.comment
    assert "**`approval-scope`**" not in talk.comment
    town.world.edit(talk.repository, talk.one, body="A word more.")
    await town.deliver()
    assert "Silent: " in talk.comment
    await talk.push({"notes.md": "more\n"})
    assert "Silent: " not in talk.comment
    for policy in ("rule-of-three", "approval-scope", POLICY):
        assert f"**`{policy}`**" in talk.check.text


async def test_help_and_again_are_for_everybody(town: Town) -> None:
    talk = await begun(town, "help")
    assert (await talk.say("/cowpath help", by="guest")).reactions == DONE
    assert "excuses what a policy says" in talk.comment
    before = town.box.counting()
    assert (await talk.say("/cowpath again", by="guest")).reactions == DONE
    assert town.box.counting() > before


NOT_UNDERSTOOD = {
    "/cowpath ok rule-of-thre because of that": "Did you mean `rule-of-three`?",
    f"/cowpath ok {POLICY}": "Say why",
    "/cowpath ok all because I say so": "one policy at a time",
    "/cowpath ok rule-of-three because I say so": "nothing here that could be excused",
    "/cowpath merge @acme/everyone <img src=x>": "There is no such command",
}


async def test_what_is_not_understood_is_said_kindly(town: Town) -> None:
    talk = await begun(town, "odd")
    said = [town.world.say(talk.repository, 1, "robin", text) for text in NOT_UNDERSTOOD]
    await town.deliver()
    assert [one.reactions for one in said] == [NOT_DONE] * len(said)
    for complaint in NOT_UNDERSTOOD.values():
        assert complaint in talk.comment
    assert "<img" not in talk.comment
    assert talk.check.title == "1 suggestion, nothing blocks"


async def test_forged_quoted_edited_and_bots_comments_change_nothing(town: Town) -> None:
    talk = await begun(town, "forged")
    world, repository = town.world, talk.repository
    repository.roles |= {"ana": "admin", "helper[bot]": "admin"}
    before = talk.comment
    ignored = [
        world.say(repository, 1, "robin", f"> {OK}"),
        world.say(repository, 1, "robin", f"```\n{OK}\n```"),
        world.say(repository, 1, "robin", f"Just write `{OK}`"),
        world.say(repository, 1, "robin", f"    {OK}"),
        world.say(repository, 1, "helper[bot]", OK),
    ]
    innocent = world.say(repository, 1, "robin", "Looks good to me")
    world.reword(repository, innocent, "robin", OK)  # edited into a command
    foreign = world.say(repository, 1, "robin", "Hello")
    foreign.body = OK
    world.tell_of_comment(repository, foreign, "created", "ana")  # sent by somebody else
    await town.deliver()
    assert [one.reactions for one in (*ignored, innocent, foreign)] == [[]] * 7
    assert talk.comment == before
    assert talk.check.title == "1 suggestion, nothing blocks"


async def test_a_stranger_cannot_bring_our_words_alive(town: Town) -> None:
    talk = await begun(town, "alive")
    await talk.say(f"/cowpath ok {POLICY} because @acme/platform **said** <b>so</b> #1 ](x)")
    assert "by `robin`" in talk.comment
    outside = "".join(talk.comment.split("`")[::2])
    assert "@acme" not in outside
    assert "<b>" not in outside


async def test_several_commands_at_once_are_one_evaluation(town: Town) -> None:
    talk = await begun(town, "several")
    for text in ("/cowpath why", "/cowpath help\n/cowpath again", OK):
        town.world.say(talk.repository, 1, "robin", text)
    await town.deliver()
    reacted = [one.reactions for one in comments(talk.repository, talk.one) if not one.via_app]
    assert reacted == [DONE] * 3
    posts = [one for one in town.box.log if one.method == "PATCH"]
    assert len(posts) <= 4
    assert talk.check.title == "Nothing to add, 1 exempt"


async def test_a_question_is_answered_where_there_was_no_comment(town: Town) -> None:
    harbour = town.world.add_repository("acme/quiet", INVITED)
    proposed = town.world.open_pull_request(harbour, {"notes.md": "hm\n"})
    await town.deliver()
    assert comments(harbour, proposed) == []
    town.world.say(harbour, 1, "robin", "/cowpath why rule-of-three")
    await town.deliver()
    [ours] = [one for one in comments(harbour, proposed) if one.via_app]
    assert "Silent: " in ours.body


async def test_nobody_is_answered_where_cowpath_was_not_invited(town: Town) -> None:
    harbour = town.world.add_repository("acme/uninvited", {"README.md": "# Hm\n"})
    town.world.open_pull_request(harbour, {"notes.md": "hm\n"})
    said = town.world.say(harbour, 1, "robin", "/cowpath help")
    await town.deliver()
    assert said.reactions == []
    assert len(harbour.comments) == 1


async def test_buttons_do_what_comments_do(town: Town) -> None:
    talk = await begun(town, "buttons")
    world, repository = town.world, talk.repository
    repository.roles |= {"ana": "write", "guest": "read"}
    assert [one["identifier"] for one in talk.check.actions] == ["not-useful", "why", "again"]
    world.press(repository, talk.check, "not-useful", by="guest")
    await town.deliver()
    assert talk.check.title == "1 suggestion, nothing blocks"
    world.press(repository, talk.check, "why", by="ana")
    await town.deliver()
    assert "**`rule-of-three`**" in talk.comment
    world.press(repository, talk.check, "not-useful", by="ana")
    await town.deliver()
    assert talk.check.title == "Nothing to add, 1 exempt"
    assert [one["identifier"] for one in talk.check.actions] == ["why", "again"]


async def test_a_policy_that_is_called_not_useful_too_often_steps_down_by_itself(
    town: Town,
) -> None:
    talk = await begun(town, "stepping")
    with closing(sqlite3.connect(town.app.database)) as connection, connection:
        name = f"{town.world.installation_of(talk.repository).id}/acme/stepping"  # type: ignore[union-attr]
        connection.executemany(
            "INSERT INTO observation VALUES (?, ?, 'f', ?, ?, ?, 1)",
            [
                (f"{name}#{n}", POLICY, name, n, "not useful" if n < 103 else "settled")
                for n in range(100, 100 + HEARINGS - 1)
            ],
        )
    await talk.say("/cowpath again")
    assert talk.check.title == "1 suggestion, nothing blocks", "3 of 30 is not too often"
    await talk.say(f"/cowpath not-useful {POLICY}")
    await talk.push({"notes.md": "more\n"})
    assert talk.check.title == "Nothing to add, 1 exempt"
    assert f"`{POLICY}` keeps quiet here: of its last 30 hearings, 4" in talk.check.summary

    follower = town.world.open_pull_request(talk.repository, UNEXPLAINED, author="kim")
    await town.deliver()
    assert [one.author.login for one in comments(talk.repository, follower)] == []
    [check] = checks(talk.repository, follower.head_sha)
    assert "keeps quiet here" in check.summary
    assert "1 policy keeps quiet" in await town.front_page()

    told = f"{INVITED['.github/cowpath.yml']!s}policies: {{{POLICY}: {{mode: advise}}}}\n"
    town.world.commit(talk.repository, {".github/cowpath.yml": told})
    town.world.edit(talk.repository, follower, body="What do you say now?")
    await town.deliver()
    assert checks(talk.repository, follower.head_sha)[-1].title == "1 suggestion, nothing blocks"
    assert len(comments(talk.repository, follower)) == 1


async def test_a_new_repository_may_ask_cowpath_to_learn_first(town: Town) -> None:
    talk = await begun(town, "learning", "learning_days: 14\n")
    assert comments(talk.repository, talk.one) == []
    follower = town.world.open_pull_request(talk.repository, UNEXPLAINED, author="kim")
    await town.deliver()
    assert comments(talk.repository, follower) == []
    [check] = checks(talk.repository, follower.head_sha)
    assert "it writes no comment" in check.summary
    assert f"`{POLICY}` on 1 pull request" in check.summary


@pytest.mark.parametrize(
    ("mode", "commented", "title"),
    [
        ("report", False, "Nothing to add"),
        ("check-only", False, "1 suggestion, nothing blocks"),
        ("advise", True, "1 suggestion, nothing blocks"),
    ],
)
async def test_modes_are_honoured(town: Town, mode: str, commented: bool, title: str) -> None:
    talk = Talk(town, f"mode-{mode}", f"policies: {{{POLICY}: {{mode: {mode}}}}}\n")
    await town.deliver()
    assert talk.check.title == title
    assert bool(comments(talk.repository, talk.one)) == commented
    assert bool(talk.check.annotations) == (mode != "report")
    assert observations(town, talk) == ([] if mode == "report" else [(POLICY, "open")])
