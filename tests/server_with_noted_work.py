"""A real server whose work is a line in a file; its arguments are the database and that file."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.inbox import Job, Pace
from app.listening import listen
from app.storage.database import opened
from app.storage.inbox import SqlInbox
from app.telemetry.logs import configure
from app.web import Web
from app.wiring import at_work
from app.worker import Rhythm, Worker

SECRET = "open sesame"
PACE = Pace(debounce=0.01, max_wait=0.02, per_installation=4)
RHYTHM = Rhythm(jobs=4, idle=0.02)


@asynccontextmanager
async def parts(database_path: str, notes: str) -> AsyncIterator[Web]:
    async with opened(f"sqlite:///{database_path}") as database:
        with database.as_the_only_worker():
            inbox = SqlInbox(database, PACE)
            await inbox.take_over()
            async with at_work(Worker(inbox, noted_in(notes), RHYTHM)) as is_alive:
                yield Web(inbox, [SECRET], is_alive)


def noted_in(notes: str):  # type: ignore[no-untyped-def]
    file = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def work(job: Job) -> None:
        await asyncio.sleep(0.005)
        os.write(file, f"{job.subject.name} {job.generation}\n".encode())

    return work


if __name__ == "__main__":
    configure("info", "json")
    asyncio.run(listen(parts(sys.argv[1], sys.argv[2]), "127.0.0.1", 0))
