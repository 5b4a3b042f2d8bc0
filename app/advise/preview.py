"""What a proposed configuration comes to: mistakes, differences, and its effect on the past.

The head's version is only looked at. What judges the pull request is the base's.
"""

import asyncio
from collections.abc import Mapping, Sequence

from app.advise.protocols import Analyst, Historian, Past
from app.advise.resolving import Invitation, LayerSource, read_layers
from app.core.backtest import Judgement, PastChange, compared
from app.core.layers import Layers, Resolved
from app.core.proposal import Preview, Proposal, changed_values
from app.core.pull_request import ChangedFile, Content, PullRequest
from app.errors import AuthorsMistake
from app.facts.wanted import STANDING
from app.policies.exemptions import excuse

CONFIGURATION = STANDING[0]
OWN_POLICIES = ".github/cowpath/"
"""Where own policies lie."""
MOST = 20
"""Past changes on which a proposal is tried."""


class _Head:
    """A `LayerSource` that has the files of the change as they would be."""

    def __init__(self, changed: Mapping[str, Content], base: LayerSource) -> None:
        self._changed = changed
        self._base = base

    async def at_base(self, paths: Sequence[str]) -> Mapping[str, Content]:
        """Texts of the repository, the change applied."""
        there = [path for path in paths if path not in self._changed]
        return {
            **{path: self._changed[path] for path in paths if path in self._changed},
            **(await self._base.at_base(there) if there else {}),
        }

    async def elsewhere(
        self, repository: str, ref: str, paths: Sequence[str]
    ) -> Mapping[str, Content]:
        """Other repositories are what they are."""
        return await self._base.elsewhere(repository, ref, paths)


def edited(files: Sequence[ChangedFile]) -> tuple[str, ...]:
    """The files of a change that configure Cowpath."""
    paths = {path for file in files for path in (file.path, file.path_before)}
    return tuple(sorted(path for path in paths if _configures(path)))


def _configures(path: str) -> bool:
    return path == CONFIGURATION or (
        path.startswith(OWN_POLICIES) and path.endswith((".yml", ".yaml"))
    )


async def look_at(
    pull_request: PullRequest,
    base: LayerSource,
    in_force: Layers,
    analyst: Analyst,
    historian: Historian,
    today: str,
    most: int = MOST,
) -> Proposal | None:
    """What a change makes of the configuration; None where it leaves it alone.

    `in_force` are the layers at the base; where they are broken, the mistakes of the proposal are
    told and nothing is compared. It is tried on the `most` newest changes of the branch.
    """
    files = edited(pull_request.files)
    if not files:
        return None
    changed = _as_proposed(pull_request)
    standing = pull_request.neighbours.get(CONFIGURATION)
    text = changed.get(CONFIGURATION, standing)
    if text is None:
        return Proposal(files, withdrawn=CONFIGURATION in changed)
    layers = await read_layers(Invitation(text, CONFIGURATION), _Head(changed, base), analyst)
    try:
        after, explained = await analyst.explain(layers)
    except AuthorsMistake as found:
        return Proposal(files, found.mistakes)
    try:
        before, explained_before = await analyst.explain(in_force)
    except AuthorsMistake:
        return Proposal(files, mends=True)
    proposal = Proposal(
        files,
        changed=tuple(changed_values(explained_before, explained)),
        policies=_other_policies(before, after),
    )
    if before == after or not most:
        return proposal
    preview = await _preview(await historian.past(most), before, after, analyst, today)
    return Proposal(files, (), proposal.changed, proposal.policies, preview)


def _as_proposed(pull_request: PullRequest) -> dict[str, Content]:
    """The text of every configuring file that the change touches; None for those that go."""
    texts: dict[str, Content] = {}
    for file in pull_request.files:
        if _configures(file.path_before):
            texts[file.path_before] = None
        if _configures(file.path):
            texts[file.path] = None if file.status == "removed" else file.after
    return texts


def _other_policies(before: Resolved, after: Resolved) -> tuple[str, ...]:
    """Own policies that come, go or are written otherwise."""
    old = {policy.id: policy.text for policy in before.own_policies}
    new = {policy.id: policy.text for policy in after.own_policies}
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))


async def _preview(
    past: Past, before: Resolved, after: Resolved, analyst: Analyst, today: str
) -> Preview:
    async def judged(change: PastChange, pull_request: PullRequest) -> tuple[Judgement, Judgement]:
        old, new = await analyst.analyse_each(pull_request, (before, after))
        return (
            Judgement.of(change, excuse(old, before.exemptions, today)),
            Judgement.of(change, excuse(new, after.exemptions, today)),
        )

    pairs = await asyncio.gather(*(judged(*one) for one in past.changes))
    policies = sorted({said.policy for pair in pairs for one in pair for said in one.said})
    old, new = [one for one, _ in pairs], [one for _, one in pairs]
    return Preview(compared(old, new, policies), past.ended)
