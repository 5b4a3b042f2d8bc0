"""What became of advice, and how often it was called not useful."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.core.observation import HEARINGS, Hearings, Observation, Outcome
from app.storage.database import Database, opened
from app.storage.observations import SqlObservations

pytestmark = pytest.mark.anyio
HARBOUR = "1/acme/harbour"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(f"sqlite:///{tmp_path / 'cowpath.db'}") as database:
        yield database


def seen(number: int, outcome: Outcome = "open", fingerprint: str = "f") -> Observation:
    return Observation("rule-of-three", HARBOUR, number, fingerprint, float(number), outcome)


async def outcomes(database: Database) -> list[str]:
    return await database.run(
        lambda c: list(c.exec_driver_sql("SELECT outcome FROM observation ORDER BY 1").scalars())
    )


async def test_advice_that_goes_is_settled_and_may_come_back(database: Database) -> None:
    observations, subject = SqlObservations(database), f"{HARBOUR}#1"
    await observations.note(subject, [seen(1), seen(1, fingerprint="g")])
    await observations.note(subject, [seen(1)])
    assert await outcomes(database) == ["open", "settled"]
    await observations.note(subject, [seen(1), seen(1, "excused", "g")])
    assert await outcomes(database) == ["excused", "open"]
    await observations.note(subject, [seen(1), seen(1, fingerprint="g")])
    assert await outcomes(database) == ["open", "open"]


async def test_not_useful_stays_not_useful(database: Database) -> None:
    observations, subject = SqlObservations(database), f"{HARBOUR}#1"
    await observations.note(subject, [seen(1)])
    for later in ([seen(1, "not useful")], [seen(1, "excused")], [], [seen(1)]):
        await observations.note(subject, later)
        assert await outcomes(database) == ["not useful"]


async def test_what_was_excused_before_anybody_saw_it_was_never_heard(database: Database) -> None:
    observations = SqlObservations(database)
    await observations.note(f"{HARBOUR}#1", [seen(1, "excused")])
    assert await observations.hearings(HARBOUR) == []


async def test_a_policy_is_heard_once_a_pull_request_and_its_last_hearings_count(
    database: Database,
) -> None:
    observations = SqlObservations(database)
    for number in range(1, 41):
        both = [seen(number), seen(number, fingerprint="g")]
        await observations.note(f"{HARBOUR}#{number}", both)
        if number in (1, 2, 3, 30, 40):
            await observations.note(f"{HARBOUR}#{number}", [seen(number, "not useful"), both[1]])
    assert await observations.hearings(HARBOUR) == [Hearings("rule-of-three", HEARINGS, 2)]
    assert await observations.hearings("1/acme/other") == []
    assert await observations.spoken(HARBOUR) == [("rule-of-three", 40)]


def test_a_policy_steps_down_above_a_tenth_of_thirty() -> None:
    assert not Hearings("p", 30, 3).steps_down
    assert Hearings("p", 30, 4).steps_down
    assert not Hearings("p", 29, 29).steps_down


async def test_a_repository_is_new_once(database: Database) -> None:
    now = 5.0
    observations = SqlObservations(database, clock=lambda: now)
    assert await observations.first_seen(HARBOUR, 0) == 5
    now = 9.0
    assert await observations.first_seen(HARBOUR, 2) == 5
    assert await observations.first_seen("1/acme/other", 1) == 9
    assert await observations.stepped_down() == 3
