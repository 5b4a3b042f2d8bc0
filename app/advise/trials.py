"""Trying a proposed configuration on past changes, each proposal once."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace

from app.advise.protocols import Analyst, Past
from app.core.backtest import Judgement, PastChange, compared
from app.core.layers import Resolved
from app.core.proposal import Preview
from app.core.pull_request import PullRequest
from app.core.text import plain, theirs

MOST_KEPT = 100


@dataclass(frozen=True, slots=True)
class Trial:
    """Two configurations, to be tried on the same past changes."""

    before: Resolved
    after: Resolved
    proposed: frozenset[str]
    """Policies whose words are those of the proposal."""
    analyst: Analyst
    today: str

    async def over(self, past: Past, seconds: float) -> Preview:
        """Judge one change after the other, so that others' changes are judged in between."""
        loop = asyncio.get_running_loop()
        pairs: list[tuple[Judgement, Judgement]] = []
        ended, end = past.ended, loop.time() + seconds
        for one in past.changes:
            pairs.append(await self._judged(*one))
            if reason := pairs[-1][1].failed:
                ended = reason  # the next would most likely take as long
                break
            if loop.time() > end and len(pairs) < len(past.changes):
                ended = f"it took longer than {seconds:g} seconds"
                break
        policies = sorted({said.policy for pair in pairs for one in pair for said in one.said})
        old, new = [one for one, _ in pairs], [one for _, one in pairs]
        return Preview(compared(old, new, policies), ended)

    async def _judged(
        self, change: PastChange, pull_request: PullRequest
    ) -> tuple[Judgement, Judgement]:
        rivals = (self.before, self.after)
        old, new = await self.analyst.analyse_each(pull_request, rivals, self.today)
        return Judgement.of(change, old), self._quoted(Judgement.of(change, new))

    def _quoted(self, judgement: Judgement) -> Judgement:
        """With the words of proposed policies as a stranger's, which they are until merged."""
        said = tuple(
            replace(one, title=theirs(plain(one.title))) if one.policy in self.proposed else one
            for one in judgement.said
        )
        return replace(judgement, said=said)


class Trials:
    """What the newest trials showed: a proposal stays the same from one event to the next.

    One that took too long is not tried again either.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Preview] = OrderedDict()

    async def preview(self, trial: Trial, about: Hashable, past: Past, seconds: float) -> Preview:
        """What the trial shows; `about` are the texts of both configurations."""
        changes = tuple(change for change, _ in past.changes)
        key = (about, changes, past.ended, trial.today)
        if key not in self._kept:
            self._kept[key] = await trial.over(past, seconds)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]
