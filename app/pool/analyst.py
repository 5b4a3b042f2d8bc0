"""Parsing and deciding behind the limits of the pool."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from app.advise.commands import commands_in
from app.core.advice import Report
from app.core.configuration import Configuration
from app.core.layers import Layers, Provenance, References, Resolved
from app.core.pull_request import PullRequest
from app.core.reply import Command
from app.errors import AuthorsMistake
from app.policies.references import references
from app.pool import tasks
from app.pool.alone import Alone
from app.pool.limits import Limits, Result, Runner, Stopped
from app.pool.tasks import LoadPolicies, decide, explained, loaded, prepare, resolved

logger = logging.getLogger(__name__)


class IsolatedAnalyst:
    """Parses and decides in other processes; keeps the promises of `app.advise.Analyst`."""

    def __init__(self, runner: Runner, load_policies: LoadPolicies) -> None:
        self._runner = runner
        self._load_policies = load_policies

    async def references(self, text: str, where: str, folder: str | None) -> References:
        """What a file refers to. Raises `AuthorsMistake`, also where reading had to be stopped."""
        return await self._read(where, references, text, where, folder)

    async def resolve(self, layers: Layers) -> Resolved:
        """One configuration of all layers. Raises `AuthorsMistake` as above."""
        where = layers.texts[-1].where if layers.texts else "the configuration"
        return await self._read(where, resolved, layers, self._load_policies)

    async def _read(
        self, where: str, function: Callable[..., Result], *arguments: object
    ) -> Result:
        try:
            return await self._runner.run(function, *arguments)
        except Stopped as stopped:
            stopped.log(logger, where)
            raise AuthorsMistake.at(where, f"It cannot be read: {stopped}.") from stopped

    async def commands(self, text: str) -> tuple[Command, ...]:
        """The commands that a comment gives; none where reading it had to be stopped."""
        try:
            return await self._runner.run(commands_in, text)
        except Stopped as stopped:
            stopped.log(logger, "a comment")
            return ()

    async def explain(self, layers: Layers) -> tuple[Resolved, Provenance]:
        """As `resolve`, and where each value comes from."""
        where = layers.texts[-1].where if layers.texts else "the configuration"
        return await self._read(where, explained, layers, self._load_policies)

    async def analyse(
        self, pull_request: PullRequest, configuration: Configuration, today: str
    ) -> Report:
        """Decide. Where deciding had to be stopped, the report says why and nothing else."""
        return (await self.analyse_each(pull_request, (configuration,), today))[0]

    async def analyse_each(
        self, pull_request: PullRequest, configurations: Sequence[Configuration], today: str
    ) -> tuple[Report, ...]:
        """As `analyse`, by several configurations."""
        arguments = (pull_request, configurations, today, self._load_policies)
        try:
            return await self._runner.run(decide, *arguments)
        except Stopped as stopped:
            stopped.log(logger, f"{pull_request.repository}#{pull_request.number}")
            report = Report(
                advice=(),
                silent=(),
                unknown=(),
                facts={},
                not_looked_at=pull_request.not_looked_at,
                stopped=str(stopped),
            )
            return (report,) * len(configurations)


@asynccontextmanager
async def workers(
    load_policies: LoadPolicies, *, count: int = 2, limits: Limits | None = None
) -> AsyncIterator[IsolatedAnalyst]:
    """An analyst with `count` processes that stay until the context ends.

    `load_policies` is a function of a module, called once in each process. Raises `AuthorsMistake`
    where it does.
    """
    # not above: a command that looks at one change needs none, and would wait for pebble's import
    from app.pool.workers import Workers

    async with Workers(count, limits or Limits(), preloaded=[tasks.__name__]) as runner:
        await asyncio.gather(*(runner.run(prepare, load_policies) for _ in range(count)))
        yield IsolatedAnalyst(runner, load_policies)


def alone(load_policies: LoadPolicies, *, limits: Limits | None = None) -> IsolatedAnalyst:
    """An analyst for a command: one short-lived process a task, at the cost of a fork.

    Policies are loaded here, once, and inherited. Awaiting it holds the event loop, which has
    nothing else to do in a command.
    """
    loaded(load_policies)
    return IsolatedAnalyst(Alone(limits or Limits(seconds=60)), load_policies)
