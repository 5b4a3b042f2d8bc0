"""Parsing and deciding behind limits: a report or a mistake, whatever happens."""

import subprocess
import sys
from collections.abc import AsyncIterator

import hostile_tasks
import pytest
from builders import a_pull_request

from app.analyse import analyse
from app.core.configuration import Configuration
from app.core.layers import only
from app.errors import AuthorsMistake
from app.pool.analyst import IsolatedAnalyst, alone, workers
from app.pool.limits import Limits

pytestmark = pytest.mark.anyio
LIMITS = Limits(seconds=10)


@pytest.fixture(scope="module")
async def of_workers() -> AsyncIterator[IsolatedAnalyst]:
    async with workers(hostile_tasks.no_policies, count=1, limits=LIMITS) as analyst:
        yield analyst


@pytest.fixture(params=["workers", "alone"])
def analyst(request: pytest.FixtureRequest, of_workers: IsolatedAnalyst) -> IsolatedAnalyst:
    if request.param == "workers":
        return of_workers
    return alone(hostile_tasks.no_policies, limits=LIMITS)


async def test_a_configuration_is_parsed(analyst: IsolatedAnalyst) -> None:
    configuration = await analyst.resolve(only("platform: {name: Harbour}\n", "c.yml"))
    assert configuration.platform.name == "Harbour"


async def test_every_mistake_of_a_configuration_is_told(analyst: IsolatedAnalyst) -> None:
    with pytest.raises(AuthorsMistake) as caught:
        await analyst.resolve(only("version: 2\nplatfrom: {}\n", "c.yml"))
    assert len(caught.value.mistakes) == 2


async def test_the_report_is_the_same_as_without_a_process_of_its_own(
    analyst: IsolatedAnalyst,
) -> None:
    pull_request = a_pull_request({"docs/start.md": ("one", "two")}, body="Used by @acme/payments")
    report = await analyst.analyse(pull_request, Configuration(), "2027-01-31")
    assert report == analyse(pull_request, Configuration(), ())


async def test_what_cannot_be_decided_in_time_is_a_report_that_says_so() -> None:
    slow = alone(hostile_tasks.no_policies, limits=Limits(seconds=0.001))
    report = await slow.analyse(a_pull_request(), Configuration(), "2027-01-31")
    assert report.stopped == "it took longer than 0.001 seconds"
    assert report.conclusion == "neutral"
    assert not report.advice


async def test_a_configuration_that_cannot_be_parsed_in_time_is_its_authors_mistake() -> None:
    slow = alone(hostile_tasks.no_policies, limits=Limits(seconds=0.001))
    with pytest.raises(AuthorsMistake, match="longer than"):
        await slow.resolve(only("version: 1", "c.yml"))


def test_a_command_does_not_wait_for_the_import_of_what_a_server_needs() -> None:
    asked = "import sys, app.cli.check; sys.exit('pebble' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
