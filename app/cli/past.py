"""Looks at one past change, in a process that looks at many: read, find, judge."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.advise.reading import read_change
from app.analyse import Findings, find, judge, outlook
from app.cli.kept import pack, unpack
from app.core.backtest import Judgement, PastChange
from app.core.layers import Resolved
from app.core.pull_request import PullRequest
from app.errors import CowpathError
from app.facts.wanted import STANDING
from app.git.past import Step, change_of
from app.git.session import GitSession
from app.git.texts import NOT_HERE
from app.policies.exemptions import excuse
from app.policies.own import in_force
from app.policy_files import built_in
from app.pool.tasks import loaded

Read = tuple[PastChange, PullRequest]
"""A change with what it is called."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one step."""

    judgements: tuple[Judgement, ...]
    """One for each configuration."""
    found: Mapping[str, bytes]
    """What was newly found and is worth keeping, packed, by outlook."""


def look(
    directory: str,
    step: Step,
    configurations: Sequence[Resolved],
    kept: Mapping[str, bytes],
    today: str,
) -> Looked:
    """Judge a step of a clone by each configuration; what was `kept` of it is not looked for again.

    `today` is a date as `2027-01-31`, for exemptions that end.
    """
    try:
        return _looked(lambda: _read(_session(directory), step), configurations, kept, today)
    except CowpathError as trouble:
        _session(directory).close()
        failed = Judgement(PastChange(step.commit, ""), failed=str(trouble))
        return Looked((failed,) * len(configurations), {})


def look_at(
    read: Read, configurations: Sequence[Resolved], kept: Mapping[str, bytes], today: str
) -> Looked:
    """As `look`, at a change that was read before."""
    return _looked(lambda: read, configurations, kept, today)


def _looked(
    read: Callable[[], Read],
    configurations: Sequence[Resolved],
    kept: Mapping[str, bytes],
    today: str,
) -> Looked:
    known = {name: found for name, packed in kept.items() if (found := unpack(packed))}
    new: dict[str, bytes] = {}
    for configuration in configurations:
        name = outlook(configuration)
        if name not in known:
            change, pull_request = read()
            known[name] = change, find(pull_request, configuration)
            if _is_whole(pull_request):
                new[name] = pack(*known[name])
    return Looked(tuple(_judged(*known[outlook(one)], one, today) for one in configurations), new)


def _judged(
    change: PastChange, findings: Findings, configuration: Resolved, today: str
) -> Judgement:
    report = judge(findings, configuration, in_force(configuration, loaded(built_in)))
    return Judgement.of(change, excuse(report, configuration.exemptions, today))


def _read(session: GitSession, step: Step) -> Read:
    change, source = change_of(session, step)

    async def reading() -> PullRequest:
        return await read_change(source, await source.opening(STANDING))

    # `asyncio.run` spells its result out on the way, which takes longer than the reading
    return change, _loop().run_until_complete(reading())


def _is_whole(pull_request: PullRequest) -> bool:
    """Whether another look would show no more: a clone may be completed later."""
    sides = [side for file in pull_request.files for side in (file.before, file.after)]
    return NOT_HERE not in sides and NOT_HERE not in pull_request.neighbours.values()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


@cache
def _session(directory: str) -> GitSession:
    """One for the life of the process; git's processes end with it."""
    return GitSession(directory)
