"""What was said is kept with its delivery, answered once, and what it excused is remembered."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.core.configuration import Excuse
from app.core.reply import Answer, Reply
from app.inbox import Delivery, Subject
from app.storage.database import Database, opened
from app.storage.inbox import SqlInbox
from app.storage.replies import SqlReplies

pytestmark = pytest.mark.anyio

ABOUT = Subject(1, "acme/harbour", "pull_request", "12")
SAID = Reply("d1", "robin", "/cowpath again", 77)
AGAIN = Answer("robin", "again")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cowpath.db"


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    async with opened(f"sqlite:///{file}") as database:
        yield database


async def test_a_reply_waits_until_it_is_answered_and_its_words_are_not_kept(
    database: Database, file: Path
) -> None:
    inbox, replies = SqlInbox(database), SqlReplies(database)
    for _ in range(2):
        await inbox.record(Delivery("d1", "issue_comment", ABOUT, SAID))
    assert await replies.waiting(ABOUT.key) == [SAID]
    assert await replies.waiting("1/acme/harbour#13") == []
    await replies.answered(SAID, "a" * 40, [AGAIN])
    assert await replies.waiting(ABOUT.key) == []
    with sqlite3.connect(file) as other:
        assert other.execute("SELECT text FROM reply").fetchall() == [("",)]
    other.close()


async def test_answers_are_shown_as_long_as_the_head_is_the_same(database: Database) -> None:
    inbox, replies = SqlInbox(database), SqlReplies(database)
    await inbox.record(Delivery("d1", "issue_comment", ABOUT, SAID))
    await replies.answered(SAID, "a" * 40, [AGAIN])
    assert await replies.answers(ABOUT.key, "a" * 40) == (AGAIN,)
    assert await replies.answers(ABOUT.key, "b" * 40) == ()


async def test_the_newest_excuse_of_the_same_advice_counts(database: Database) -> None:
    replies = SqlReplies(database)
    first = Excuse("rule-of-three", "hm", fingerprint="f", by="robin")
    second = Excuse("rule-of-three", "a security fix", fingerprint="f", by="ana")
    other = Excuse("rule-of-three", "another", fingerprint="g", by="ana")
    await replies.excuse(ABOUT.key, [first, other])
    await replies.excuse(ABOUT.key, [second])
    assert set(await replies.excuses(ABOUT.key)) == {second, other}
    assert await replies.excuses("1/acme/harbour#13") == ()


async def test_old_replies_are_forgotten_with_their_deliveries(database: Database) -> None:
    now = 0.0
    inbox = SqlInbox(database, clock=lambda: now)
    await inbox.record(Delivery("d1", "issue_comment", ABOUT, SAID))
    now = 1e9
    await inbox.prune()
    assert await SqlReplies(database).waiting(ABOUT.key) == []
