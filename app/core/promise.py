"""What can be said of a change about the promises of service that a platform publishes."""

from dataclasses import dataclass
from typing import Literal

Weakening = Literal["target", "threshold", "window", "removal"]
"""What of a promise became weaker: how often it is kept, what still counts as kept, over how long
it is kept, or that it is made at all."""


@dataclass(frozen=True, slots=True)
class WeakenedPromise:
    """A service level objective that promises less after the change than before."""

    name: str
    """What it is called, behind the service it is about: `deploy-api/availability`."""
    service: str
    """The service it is about; empty where nothing says which."""
    change: Weakening
    """`target`: it is kept less often; `threshold`: slower or worse still counts as good;
    `window`: it is kept over a shorter time, so that what was missed is forgotten sooner;
    `removal`: it is made no longer."""
    path: str
    """The file that declares it; for a removal, the file that declared it."""
    line: int
    before: str
    """What was promised, as in `99.9 %`, `300ms` or `30 days`; of a removal, the target."""
    after: str
    """What is promised now; empty where nothing is."""
    budget_before: str
    """What it allowed to go wrong in a month of 30 days, as in `43 min`."""
    budget_after: str
    """What it allows now; empty where nothing is promised."""
