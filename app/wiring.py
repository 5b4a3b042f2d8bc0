"""Joins the parts to an App that runs; the list of what it is made of."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Literal

import structlog

from app.advise.journey import Records, evaluate
from app.advise.protocols import Analyst
from app.advise.trials import Trials
from app.github.client import Server
from app.github.commits import let_through, pull_request_with_head
from app.github.forge import GitHubForge
from app.github.identity import App
from app.github.metered import MeteredTransport
from app.github.shelf import Shelf
from app.inbox import Delivery, Inbox, Job, Pace
from app.listening import listen
from app.policy_files import built_in
from app.pool.analyst import workers
from app.pool.limits import MEMORY_IS_BOUNDED
from app.settings import GITHUB, SECRET_VARIABLES, Settings
from app.storage.configurations import SqlConfigurations
from app.storage.database import opened
from app.storage.inbox import SqlInbox
from app.storage.observations import SqlObservations
from app.storage.publications import SqlPublications
from app.storage.replies import SqlReplies
from app.telemetry.logs import configure
from app.telemetry.metrics import EVALUATIONS
from app.web import Web
from app.worker import Rhythm, Worker

log = structlog.get_logger(__name__)

Role = Literal["all", "web", "worker"]
"""`web` stores deliveries, `worker` works on them; on SQLite there is one worker to a file."""

PROCESSES = max(2, min(4, os.cpu_count() or 1))
"""Processes that parse and decide."""


class Evaluations:
    """What is done for a job."""

    def __init__(
        self,
        app: App,
        inbox: Inbox,
        analyst: Analyst,
        records: Records,
        web_url: str = GITHUB,
    ) -> None:
        """`web_url` is where people find GitHub, for links."""
        self._app = app
        self._inbox = inbox
        self._analyst = analyst
        self._records = records
        self._web_url = web_url
        self._shelf = Shelf()

    async def __call__(self, job: Job) -> None:
        """Do it. Raises `PassingTrouble` where another try is worth it."""
        tasks = {
            "pull_request": self._evaluate,
            "commit": self._find_pull_request,
            "merge_group": self._let_through,
        }
        await tasks[job.subject.task](job)

    async def _evaluate(self, job: Job) -> None:
        about = job.subject
        forge = GitHubForge(
            self._app, about.installation, about.repository, int(about.name), self._shelf
        )
        outcome = await evaluate(
            about.key, forge, self._analyst, self._records, time.time(), self._web_url
        )
        EVALUATIONS.labels(outcome.ending).inc()
        log.info("Evaluated", ending=outcome.ending)

    async def _find_pull_request(self, job: Job) -> None:
        """Queue the pull request itself, so that it still has one holder at a time."""
        about = job.subject
        client = self._app.installation(about.installation)
        number = await pull_request_with_head(client, about.repository, about.name)
        if number is None:
            log.info("No single pull request has this head")
            return
        for delivery in job.deliveries:
            found = about.of_pull_request(number)
            await self._inbox.record(Delivery(f"{delivery}#{number}", "found by commit", found))

    async def _let_through(self, job: Job) -> None:
        about = job.subject
        client = self._app.installation(about.installation)
        await let_through(client, about.repository, about.name, await self._app.id())


@asynccontextmanager
async def running(
    settings: Settings, role: Role = "all", pace: Pace | None = None
) -> AsyncIterator[Web]:
    """The parts, started in order and let go of in reverse.

    Raises `AuthorsMistake` where the settings do not lead to a running App.
    """
    async with AsyncExitStack() as parts:
        database = await parts.enter_async_context(opened(settings.database_url))
        pace = pace or Pace()
        inbox = SqlInbox(database, pace)
        if role == "web":
            counted = SqlObservations(database).stepped_down
            yield Web(inbox, settings.webhook_secrets, stepped_down=counted)
            return
        parts.enter_context(database.as_the_only_worker())
        await inbox.take_over()
        server = Server(settings.api_url, meter=MeteredTransport)
        parts.push_async_callback(server.close)
        app = App(server, settings.app_id, settings.private_key)
        analyst = await parts.enter_async_context(workers(built_in, count=PROCESSES))
        observations = SqlObservations(database)
        records = Records(
            SqlPublications(database),
            SqlConfigurations(database),
            SqlReplies(database),
            observations,
            Trials(),
        )
        work = Evaluations(app, inbox, analyst, records, settings.github_url)
        rhythm = Rhythm(idle=pace.debounce / 6, renewal=pace.lease / 3)
        is_alive = await parts.enter_async_context(at_work(Worker(inbox, work, rhythm)))
        yield Web(inbox, settings.webhook_secrets, is_alive, stepped_down=observations.stepped_down)


@asynccontextmanager
async def at_work(worker: Worker) -> AsyncIterator[Callable[[], bool]]:
    """A worker in the background, and whether it lives; on leaving, its jobs end first."""
    task = asyncio.create_task(worker.run())
    try:
        yield lambda: not task.done()
    finally:
        worker.stop()
        await task


def serve(settings: Settings, role: Role = "all") -> None:
    """Run the App until it is asked to stop. Raises `AuthorsMistake` where it cannot start."""
    configure(settings.log_level, settings.log_format, settings.secrets)
    for name in SECRET_VARIABLES:  # no process that we start is to inherit them
        os.environ.pop(name, None)
    if not MEMORY_IS_BOUNDED:
        log.warning("This system does not bound a process's memory; the deadline alone protects")
    asyncio.run(listen(running(settings, role), settings.host, settings.port))
