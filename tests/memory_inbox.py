"""An inbox in memory, for tests of what stands above it; passes the same suite as the real one."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.inbox import Delivery, Job, Pace, Standing, Subject


@dataclass
class _Entry:
    subject: Subject
    generation: int = 0
    done: int = 0
    dirty_at: float | None = None
    due_at: float = 0
    not_before: float = 0
    lease_until: float | None = None
    claimed_at: float = 0
    ticket: int = 0
    attempts: int = 0
    given_up: bool = False
    finished_at: float | None = None
    deliveries: list[str] = field(default_factory=list)

    def waits(self, now: float) -> bool:
        free = self.lease_until is None or self.lease_until <= now
        return self.generation > self.done and not self.given_up and free


class MemoryInbox:
    """Keeps the promises of `app.inbox.Inbox` as long as the process lives."""

    def __init__(self, clock: Callable[[], float], pace: Pace | None = None) -> None:
        self._clock = clock
        self._pace = pace or Pace()
        self._seen: dict[str, float] = {}
        self._entries: dict[str, _Entry] = {}

    async def record(self, arrived: Delivery) -> bool:
        if arrived.subject is None:
            return True
        if arrived.id in self._seen:
            return False
        now = self._seen[arrived.id] = self._clock()
        entry = self._entries.setdefault(arrived.subject.key, _Entry(arrived.subject))
        entry.generation += 1
        entry.dirty_at = now if entry.dirty_at is None else entry.dirty_at
        settled = min(now + self._pace.debounce, entry.dirty_at + self._pace.max_wait)
        entry.due_at = max(settled, entry.not_before)
        entry.attempts, entry.given_up = 0, False
        entry.deliveries.append(arrived.id)
        return True

    async def claim(self) -> Job | None:
        now = self._clock()
        for entry in self._entries.values():
            if entry.waits(now) and entry.attempts >= self._pace.max_attempts:
                entry.given_up, entry.lease_until = True, None
        due = [e for e in self._entries.values() if e.waits(now) and e.due_at <= now]
        due = [e for e in due if self._turn(e)[0] < self._pace.per_installation]
        if not due:
            return None
        entry = min(due, key=self._turn)
        entry.lease_until, entry.claimed_at = now + self._pace.lease, now
        entry.ticket += 1
        entry.attempts += 1
        entry.dirty_at, entry.not_before = None, 0
        return Job(
            entry.subject, entry.ticket, entry.generation, entry.attempts, tuple(entry.deliveries)
        )

    def _turn(self, entry: _Entry) -> tuple[int, float, float]:
        family = [
            e
            for e in self._entries.values()
            if e.subject.installation == entry.subject.installation
        ]
        held = sum(e.lease_until is not None and e.lease_until > self._clock() for e in family)
        return held, max(e.claimed_at for e in family), entry.due_at

    async def renew(self, job: Job) -> bool:
        entry = self._held(job)
        if entry is None:
            return False
        entry.lease_until = self._clock() + self._pace.lease
        return True

    async def finish(self, job: Job) -> None:
        if entry := self._held(job):
            entry.done, entry.lease_until, entry.attempts = job.generation, None, 0
            entry.finished_at = self._clock()
            entry.deliveries = entry.deliveries[len(job.deliveries) :]

    async def give_back(self, job: Job, seconds: float, error: str) -> bool:
        entry = self._held(job)
        if entry is None:
            return True
        entry.lease_until = None
        entry.given_up = entry.attempts >= self._pace.max_attempts
        entry.due_at = self._clock() + seconds
        entry.not_before = 0 if entry.given_up else entry.due_at
        return not entry.given_up

    async def release(self, job: Job) -> None:
        if entry := self._held(job):
            entry.lease_until, entry.due_at = None, self._clock()
            entry.attempts = max(entry.attempts - 1, 0)

    async def standing(self) -> Standing:
        now, entries = self._clock(), self._entries.values()
        return Standing(
            waiting=sum(e.waits(now) for e in entries),
            held=sum(e.lease_until is not None and e.lease_until > now for e in entries),
            given_up=sum(e.given_up for e in entries),
            finished_lately=sum(e.finished_at is not None for e in entries),
        )

    async def prune(self) -> None:
        before = self._clock() - self._pace.keep
        self._seen = {key: at for key, at in self._seen.items() if at >= before}
        self._entries = {
            key: e
            for key, e in self._entries.items()
            if e.generation > e.done or (e.finished_at or before) >= before
        }

    def _held(self, job: Job) -> _Entry | None:
        entry = self._entries.get(job.subject.key)
        mine = entry is not None and entry.ticket == job.ticket and entry.lease_until is not None
        return entry if mine else None
