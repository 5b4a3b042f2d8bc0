"""The one connection to the SQLite file, in a thread of its own.

Everything that waits for the thread when it turns to its queue shares one transaction, and so one
flush to disk: a burst of webhooks is answered at the price of a few. Each piece of work has its
savepoint, so that one that fails takes nothing along; all are answered only after the commit.
"""

import asyncio
import logging
import queue
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from app.errors import AuthorsMistake, PassingTrouble
from app.storage.lock import Taken, locked
from app.storage.private import made_private

Value = TypeVar("Value")
logger = logging.getLogger(__name__)

AT_MOST_TOGETHER = 200
MIGRATION_PATIENCE = 60.0


class _Call(NamedTuple):
    work: Callable[[Connection], Any]
    answer: "Future[Any]"


class Database:
    """Runs work on the database, several pieces in one transaction. Made by `opened`."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="database", daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[Connection], Value]) -> Value:
        """The value of `work`, once what it changed is on disk. Raises `PassingTrouble`."""
        answer: Future[Value] = Future()
        self._calls.put(_Call(work, answer))
        return await asyncio.wrap_future(answer)

    @contextmanager
    def as_the_only_worker(self) -> Iterator[None]:
        """Hold the role of worker on this file. Raises `AuthorsMistake` where another does."""
        try:
            with locked(self._path.with_name(self._path.name + "-worker"), patience=0):
                yield
        except Taken:
            message = (
                f"Another process already works on {self._path}. A SQLite file has one worker; "
                "start further processes with --role web, or give this one a file of its own."
            )
            raise AuthorsMistake.at("DATABASE_URL", message) from None

    def close(self) -> None:
        """Finish what waits, then let go of the file."""
        self._calls.put(None)
        self._thread.join()
        self._engine.dispose()

    def _serve(self) -> None:
        while calls := self._waiting():
            # a caller that went away in the meantime is served no more
            wanted = [call for call in calls if call.answer.set_running_or_notify_cancel()]
            self._commit_together(wanted)

    def _waiting(self) -> list[_Call]:
        call = self._calls.get()
        calls: list[_Call] = []
        while call is not None:
            calls.append(call)
            if len(calls) == AT_MOST_TOGETHER or self._calls.empty():
                return calls
            call = self._calls.get()
        if calls:  # the end comes after these
            self._calls.put(None)
        return calls

    def _commit_together(self, calls: list[_Call]) -> None:
        try:
            with self._engine.begin() as connection:
                answers = [_attempt(call.work, connection) for call in calls]
        except Exception as error:  # every caller must hear of it, or waits for ever
            logger.warning("The store failed: %s", error)
            for call in calls:
                call.answer.set_exception(PassingTrouble(f"The store failed: {error}"))
        else:
            for call, (value, failure) in zip(calls, answers, strict=True):
                if failure is None:
                    call.answer.set_result(value)
                else:
                    call.answer.set_exception(failure)


def _attempt(
    work: Callable[[Connection], Value], connection: Connection
) -> tuple[Value | None, Exception | None]:
    savepoint = connection.begin_nested()
    try:
        value = work(connection)
    except OperationalError:
        raise  # the disk or the file: nothing in this transaction can be relied on
    except Exception as failure:  # belongs to whoever asked
        savepoint.rollback()
        return None, failure
    savepoint.commit()
    return value, None


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database at `url`, brought to today's schema.

    Raises `AuthorsMistake` where there cannot be one.
    """
    path = Path(make_url(url).database or "")
    engine = _engine(url)
    try:
        made_private(path)
        await asyncio.to_thread(_migrate, engine, path)
    except (DatabaseError, sqlite3.Error) as error:
        engine.dispose()
        cause = error.orig if isinstance(error, DatabaseError) else error
        raise AuthorsMistake.at("DATABASE_URL", f"{path} cannot be used: {cause}.") from error
    database = Database(engine, path)
    try:
        yield database
    finally:
        await asyncio.to_thread(database.close)


def _engine(url: str) -> Engine:
    engine = create_engine(url, pool_size=1, max_overflow=0)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise sqlite3.OperationalError("no write-ahead log there; is it a network drive?")
        connection.execute("PRAGMA synchronous = FULL")  # what is acknowledged survives a power cut
        connection.execute("PRAGMA busy_timeout = 5000")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _migrate(engine: Engine, path: Path) -> None:
    configuration = Config()
    configuration.set_main_option("script_location", "app.storage:migrations")
    configuration.set_main_option("path_separator", "os")
    lock = path.with_name(path.name + "-migration")
    with locked(lock, MIGRATION_PATIENCE), engine.begin() as connection:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")
