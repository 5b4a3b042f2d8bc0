"""What becomes of advice: heard, and then settled, excused, not useful, or left open."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["open", "settled", "excused", "not useful"]

HEARINGS = 30
"""How many of a policy's last hearings in a repository are looked at; fewer prove nothing."""
MOST_NOT_USEFUL = 0.10
"""The share of these that may be called not useful before a policy steps down by itself."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One piece of advice that was shown on one pull request. It names nobody."""

    policy: str
    repository: str
    """`installation/owner/name`."""
    pull_request: int
    fingerprint: str
    shown_at: float
    """When it was shown first, in seconds since 1970."""
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Hearings:
    """A policy's last hearings in a repository: pull requests on which it spoke, once each."""

    policy: str
    heard: int
    """At most `HEARINGS`."""
    not_useful: int

    @property
    def steps_down(self) -> bool:
        """Whether it was called not useful too often to go on speaking unasked."""
        return self.heard >= HEARINGS and self.not_useful > MOST_NOT_USEFUL * self.heard


@dataclass(frozen=True, slots=True)
class Learning:
    """A repository's first days with Cowpath, in which the comment is withheld."""

    until: str
    """The last day, as `2027-01-31`."""
    would_have_spoken: tuple[tuple[str, int], ...]
    """On how many pull requests each policy would have spoken so far, the most first."""
