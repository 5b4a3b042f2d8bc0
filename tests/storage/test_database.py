"""The SQLite file: schema, locks, shared transactions, trouble."""

import asyncio
import sqlite3
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, event, insert, select

from app.advise.protocols import Published
from app.errors import AuthorsMistake, PassingTrouble
from app.storage.database import Database, opened
from app.storage.publications import SqlPublications
from app.storage.schema import metadata, publication

pytestmark = pytest.mark.anyio


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cowpath.db"


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    async with opened(f"sqlite:///{file}") as database:
        yield database


def a_row(subject: str) -> object:
    return insert(publication).values(
        subject=subject, head_sha="a", check_run_id=1, check_digest="d"
    )


def keep(subject: str) -> object:
    return lambda connection: connection.execute(a_row(subject)).close()


async def kept(database: Database) -> set[str]:
    query = select(publication.c.subject)
    return set(await database.run(lambda connection: connection.execute(query).scalars().all()))


async def test_the_migrations_make_the_schema_that_the_code_expects(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert await database.run(differences) == []


async def test_opening_a_second_time_changes_nothing(file: Path) -> None:
    for _ in range(2):
        async with opened(f"sqlite:///{file}") as database:
            await database.run(lambda connection: connection.execute(select(1)).close())


async def test_two_processes_may_open_a_new_file_at_the_same_time(file: Path) -> None:
    async def open_and_read() -> set[str]:
        async with opened(f"sqlite:///{file}") as database:
            return await kept(database)

    assert await asyncio.gather(*(open_and_read() for _ in range(4))) == [set()] * 4


async def test_an_answer_means_that_it_is_on_disk(database: Database, file: Path) -> None:
    await database.run(keep("one"))  # type: ignore[arg-type]
    with sqlite3.connect(file) as other:
        assert other.execute("SELECT subject FROM publication").fetchall() == [("one",)]
    other.close()
    [(level,)] = await database.run(
        lambda connection: connection.exec_driver_sql("PRAGMA synchronous").fetchall()
    )
    assert level == 2, "FULL: a commit is flushed to disk"


async def test_work_that_arrives_together_shares_transactions(database: Database) -> None:
    commits = []
    event.listen(database._engine, "commit", lambda connection: commits.append(connection))
    await asyncio.gather(*(database.run(keep(str(n))) for n in range(100)))  # type: ignore[arg-type]
    assert len(await kept(database)) == 100
    assert len(commits) < 20


async def test_work_that_fails_takes_nothing_along(database: Database) -> None:
    def fail(connection: Connection) -> None:
        connection.execute(a_row("half done"))  # type: ignore[call-overload]
        raise KeyError("a bug")

    work = [keep("one"), fail, keep("one"), keep("two")]
    answers = await asyncio.gather(*map(database.run, work), return_exceptions=True)  # type: ignore[arg-type]
    assert [type(answer).__name__ for answer in answers] == [
        "NoneType",
        "KeyError",
        "IntegrityError",
        "NoneType",
    ]
    assert await kept(database) == {"one", "two"}


async def test_a_store_that_cannot_write_is_passing_trouble(database: Database, file: Path) -> None:
    await database.run(lambda c: c.exec_driver_sql("SELECT 1").close())
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    event.listen(
        database._engine, "checkout", lambda c, *_: c.execute("PRAGMA busy_timeout = 10").close()
    )
    with pytest.raises(PassingTrouble, match="locked"):
        await database.run(keep("one"))  # type: ignore[arg-type]
    blocker.close()
    await database.run(keep("one"))  # type: ignore[arg-type]
    assert await kept(database) == {"one"}


async def test_a_file_has_one_worker(database: Database) -> None:
    another = pytest.raises(AuthorsMistake, match="Another process already works")
    with database.as_the_only_worker(), another, database.as_the_only_worker():
        pass
    with database.as_the_only_worker():
        pass


async def test_a_path_that_cannot_be_used_is_a_mistake_in_the_setting(tmp_path: Path) -> None:
    with pytest.raises(AuthorsMistake, match=r"DATABASE_URL.*cannot be used"):
        async with opened(f"sqlite:///{tmp_path / 'missing' / 'cowpath.db'}"):
            pass


async def test_what_was_published_is_remembered(database: Database) -> None:
    publications = SqlPublications(database)
    first = Published("a" * 40, 1, "digest")
    second = Published("b" * 40, 2, "other", comment_id=3, comment_digest="words")
    assert await publications.last("7/acme/harbour#12") is None
    for published in (first, second):
        await publications.keep("7/acme/harbour#12", published)
        assert await publications.last("7/acme/harbour#12") == published
    assert await publications.last("7/acme/harbour#13") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
async def test_its_files_are_for_their_owner_alone(database: Database, file: Path) -> None:
    """They tell of private repositories."""
    await database.run(keep("acme/harbour#1"))
    with database.as_the_only_worker():
        beside = {path.name: stat.filemode(path.stat().st_mode) for path in file.parent.iterdir()}
    assert len(beside) > 2
    assert set(beside.values()) == {"-rw-------"}
