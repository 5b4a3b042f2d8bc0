"""What a proposed configuration comes to: mistakes, differences, and its effect on the past.

The head's version is only looked at. What judges the pull request is the base's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.advise.protocols import Analyst, Historian
from app.advise.resolving import Invitation, LayerSource, read_layers
from app.advise.trials import Trial, Trials
from app.core.layers import LayerReference, Layers, Place, Resolved
from app.core.proposal import Proposal, changed_values
from app.core.pull_request import ChangedFile, Content, PullRequest
from app.errors import AuthorsMistake
from app.facts.wanted import STANDING

CONFIGURATION = STANDING[0]
OWN_POLICIES = ".github/cowpath/"
"""Where own policies lie."""
MOST = 20
"""Past changes on which a proposal is tried."""
SECONDS = 30
"""After which it is tried on no more of them: a proposal may be as slow as its author likes."""


class _Head:
    """A `LayerSource` that has the files of the change as they would be."""

    def __init__(self, changed: Mapping[str, Content], base: LayerSource) -> None:
        self._changed = changed
        self._base = base

    async def texts_at(self, places: Sequence[Place]) -> Mapping[Place, Content]:
        """Texts with the change applied; other repositories are what they are."""
        here = {place: self._changed[place.path] for place in places if self._has(place)}
        there = [place for place in places if place not in here]
        return {**here, **(await self._base.texts_at(there) if there else {})}

    def _has(self, place: Place) -> bool:
        return not place.repository and place.path in self._changed


def edited(files: Sequence[ChangedFile]) -> tuple[str, ...]:
    """The files of a change that configure Cowpath."""
    paths = {path for file in files for path in (file.path, file.path_before)}
    return tuple(sorted(path for path in paths if _configures(path)))


def _configures(path: str) -> bool:
    return path == CONFIGURATION or (
        path.startswith(OWN_POLICIES) and path.endswith((".yml", ".yaml"))
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """What a proposal is held against."""

    in_force: Layers | None
    """The layers that judge today; None where none can be read."""
    newest: Layers
    """The layers at the base; others than those in force while they are broken."""
    anywhere: bool = False
    """Whether the proposal may build on layers that the base does not, and that only it names:
    for whoever looks at their own proposal, with their own rights."""

    def may_read(self, layer: LayerReference) -> bool:
        """Whether a layer may be read for a proposal, at whatever pin.

        A stranger's proposal must not show them texts that only we may read, nor spend requests.
        """
        return self.anywhere or f"{layer.repository}:{layer.path}" in self._declared

    @property
    def _declared(self) -> frozenset[str]:
        """What the base builds on, without its pins."""
        texts = (*self.newest.texts, *(self.in_force.texts if self.in_force else ()))
        return frozenset(text.where.partition("@")[0] for text in texts)


async def look_at(
    pull_request: PullRequest,
    base: LayerSource,
    ground: Ground,
    analyst: Analyst,
    historian: Historian,
    trials: Trials,
    today: str,
    most: int = MOST,
    seconds: float = SECONDS,
) -> Proposal | None:
    """What a change makes of the configuration; None where it leaves it alone.

    Where the base has rules in force, the proposal is compared with them, and tried on the `most`
    newest changes of the branch, for so many seconds.
    """
    files = edited(pull_request.files)
    if not files:
        return None
    changed = _as_proposed(pull_request)
    standing = pull_request.neighbours.get(CONFIGURATION)
    text = changed.get(CONFIGURATION, standing)
    if text is None:
        return Proposal(files, withdrawn=CONFIGURATION in changed)
    head = _Head(changed, base)
    layers = await read_layers(Invitation(text, CONFIGURATION), head, analyst, ground.may_read)
    proposal = Proposal(files, withheld=layers.withheld, mends=ground.in_force != ground.newest)
    try:
        after, explained = await analyst.explain(layers)
    except AuthorsMistake as found:
        return replace(proposal, mistakes=found.mistakes)
    if ground.in_force is None:
        return proposal
    before, explained_before = await analyst.explain(ground.in_force)
    proposal = replace(
        proposal,
        changed=tuple(changed_values(explained_before, explained)),
        policies=_other_policies(before, after),
    )
    if before == after or not most:
        return proposal
    past = await historian.past(most)
    trial = Trial(before, after, frozenset(proposal.policies), analyst, today)
    about = (ground.in_force, layers)
    return replace(proposal, preview=await trials.preview(trial, about, past, seconds))


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
