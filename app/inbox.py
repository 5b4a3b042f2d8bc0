"""The inbox keeps what has arrived until it is done, and decides whose turn it is.

Its four promises: a delivery seen twice is one; while work waits, the newest wins (ten events for
one pull request are one job); a pull request is held by at most one worker; the work of a holder
that vanished is taken up again. Between installations it is fair: a flood from one does not keep
another waiting.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

Task = Literal["pull_request", "commit", "merge_group"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a job is about; its key is unique across installations."""

    installation: int
    repository: str
    task: Task
    """`pull_request`: evaluate it; `commit`: find the pull request with this head, and evaluate
    it; `merge_group`: answer the merge queue with a passing check."""
    name: str
    """The number of the pull request, or the full id of the commit."""

    @property
    def key(self) -> str:
        """`installation/owner/name#12`, or with `@` and the commit's id."""
        sign = {"pull_request": "#", "commit": "@", "merge_group": "@merge_group:"}[self.task]
        return f"{self.installation}/{self.repository}{sign}{self.name}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook as it arrived, reduced to what it asks for."""

    id: str
    """GitHub's delivery id."""
    event: str
    subject: Subject | None
    """None where it asks for nothing; such a delivery is acknowledged and dropped."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work that one worker holds until it finishes, gives it back or its lease ends."""

    subject: Subject
    ticket: int
    """Rises with each holder; what an older holder reports is ignored."""
    generation: int
    """The newest event this work covers; newer ones make the subject wait again."""
    attempts: int
    deliveries: tuple[str, ...] = ()
    """Ids of the deliveries it answers, for the logs."""


class Inbox(Protocol):
    """Where deliveries wait, durably."""

    async def record(self, delivery: Delivery) -> bool:
        """Store it durably; False where it was seen before. Raises `PassingTrouble`."""

    async def claim(self) -> Job | None:
        """The next job that is due, now held by the caller; None where nothing is due."""

    async def renew(self, job: Job) -> bool:
        """Hold it for another lease; False where somebody else holds it now."""

    async def finish(self, job: Job) -> None:
        """It is done."""

    async def give_back(self, job: Job, seconds: float, error: str) -> bool:
        """Try again after a while; False where it was tried too often and is given up."""
