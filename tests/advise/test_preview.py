"""Trying a proposed configuration on the past, within bounds."""

from collections.abc import Sequence
from typing import Any

import pytest
from builders import a_changed_file, a_pull_request, a_report

from app.advise.preview import MOST, Ground, look_at
from app.advise.protocols import Past
from app.advise.trials import MOST_KEPT, Trials
from app.core.advice import Report
from app.core.backtest import PastChange
from app.core.configuration import Configuration
from app.core.layers import Layers, Place, Provenance, References, Resolved, Value, only
from app.core.proposal import Preview
from app.core.pull_request import Content, PullRequest

pytestmark = pytest.mark.anyio
OWN = ".github/cowpath.yml"


class Here:
    """Source and historian in one: thirty past changes, and nothing elsewhere."""

    async def texts_at(self, places: Sequence[Place]) -> dict[Place, Content]:
        raise AssertionError(f"{places} are read")

    async def past(self, most: int) -> Past:
        changes = [(PastChange(f"{n:040}", "A change"), a_pull_request()) for n in range(most)]
        return Past(tuple(changes))


class Slow:
    """An analyst for whom every change takes as long as it may."""

    def __init__(self, stopped: str | None) -> None:
        self.stopped = stopped
        self.judged = 0

    async def references(self, text: str, where: str, folder: str | None) -> References:
        return References()

    async def explain(self, layers: Layers) -> tuple[Resolved, Provenance]:
        text = layers.texts[-1].text
        value = Value(("learning_days",), len(text), (OWN,))
        return Resolved(learning_days=len(text)), Provenance((OWN,), (value,))

    async def analyse_each(
        self, pull_request: PullRequest, configurations: Sequence[Configuration], today: str
    ) -> tuple[Report, ...]:
        self.judged += 1
        return (a_report(stopped=self.stopped),) * len(configurations)


async def previewed(
    analyst: Slow,
    trials: Trials | None = None,
    after: str = "version: 1 # new",
    **limits: float,
) -> Preview:
    change = a_pull_request((a_changed_file(OWN, "version: 1", after),))
    in_force, here = only("version: 1", OWN), Here()
    unlike: Any = analyst  # it keeps those promises that matter here
    ground = Ground(in_force, in_force)
    trials = trials or Trials()
    proposal = await look_at(change, here, ground, unlike, here, trials, "2027-01-31", **limits)  # type: ignore[arg-type]
    assert proposal
    assert proposal.preview
    return proposal.preview


async def test_a_proposal_that_reaches_a_limit_is_tried_no_further() -> None:
    analyst = Slow("it took longer than 20 seconds")
    found = await previewed(analyst)
    assert (analyst.judged, found.ended) == (1, analyst.stopped)


async def test_a_proposal_has_so_much_time_in_all() -> None:
    analyst = Slow(None)
    found = await previewed(analyst, seconds=-1)
    assert analyst.judged == 1
    assert "took longer than" in found.ended


async def test_a_proposal_is_tried_on_twenty_changes() -> None:
    analyst = Slow(None)
    assert (await previewed(analyst)).ended == ""
    assert analyst.judged == MOST


async def test_the_same_proposal_is_tried_once_and_another_one_anew() -> None:
    analyst, trials = Slow(None), Trials()
    first = await previewed(analyst, trials)
    assert await previewed(analyst, trials) is first
    assert analyst.judged == MOST
    await previewed(analyst, trials, "version: 1 # newer")
    assert analyst.judged == 2 * MOST


async def test_the_trials_that_were_asked_for_last_are_kept() -> None:
    analyst, trials = Slow(None), Trials()
    for number in range(MOST_KEPT + 1):
        await previewed(analyst, trials, f"version: 1 # {number}")
        await previewed(analyst, trials, "version: 1 # 0")
    assert analyst.judged == MOST * (MOST_KEPT + 1)
    await previewed(analyst, trials, "version: 1 # 1")
    assert analyst.judged == MOST * (MOST_KEPT + 2)
