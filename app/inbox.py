"""The inbox keeps what has arrived until it is done, and decides whose turn it is.

Its four promises: a delivery seen twice is one; while work waits, the newest wins (ten events for
one pull request are one job); a pull request is held by at most one worker; the work of a holder
that vanished is taken up again. Between installations it is fair: a flood from one does not keep
another waiting.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from app.core.reply import Reply

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

    def of_pull_request(self, number: int) -> "Subject":
        """The pull request `number` of the same repository."""
        return Subject(self.installation, self.repository, "pull_request", str(number))


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook as it arrived, reduced to what it asks for."""

    id: str
    """GitHub's delivery id."""
    event: str
    subject: Subject | None
    """None where it asks for nothing; such a delivery is acknowledged and dropped."""
    reply: Reply | None = None
    """What somebody said in it; kept with the delivery, until the work on its subject answers."""


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


@dataclass(frozen=True, slots=True)
class Pace:
    """How an inbox times its work. Seconds, unless said otherwise."""

    debounce: float = 3
    """A subject waits this long after its newest event, for more of them to join."""
    max_wait: float = 20
    """A subject that never quiets down is due this long after its oldest waiting event."""
    lease: float = 30
    """A holder that has not been heard of for this long has vanished."""
    max_attempts: int = 8
    """After as many, work is given up until the next event revives it."""
    per_installation: int = 4
    """Jobs that one installation may have in hand at once."""
    keep: float = 30 * 86_400
    """What is done is forgotten after this long; GitHub redelivers for a few days only."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How full an inbox is, in subjects."""

    waiting: int
    held: int
    given_up: int
    finished_lately: int
    """In the last 24 hours."""


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

    async def release(self, job: Job) -> None:
        """Hand it back untouched, as when the process is asked to end; this counts as no try."""

    async def standing(self) -> Standing:
        """How full it is."""

    async def prune(self) -> None:
        """Forget deliveries and finished subjects that are older than `Pace.keep`."""
