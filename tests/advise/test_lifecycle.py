"""The first days of Cowpath in a repository, and policies that step down."""

from collections.abc import Sequence

import pytest
from builders import a_report, an_advice

from app.advise.lifecycle import Standing, observed, quietened, standing
from app.core.configuration import Configuration, PolicyChoice
from app.core.observation import Hearings, Learning, Observation

pytestmark = pytest.mark.anyio
HARBOUR = "1/acme/harbour"
IN_VAIN = Hearings("rule-of-three", 30, 4)
DAY = 86_400.0


class Past:
    """A repository that was first seen on the first of January 1970."""

    def __init__(self, *hearings: Hearings) -> None:
        self._hearings = hearings
        self.stepped_down = 0

    async def note(self, subject: str, seen: Sequence[Observation]) -> None:
        raise AssertionError("nothing is to be noted before it is shown")

    async def hearings(self, repository: str) -> Sequence[Hearings]:
        return self._hearings

    async def spoken(self, repository: str) -> Sequence[tuple[str, int]]:
        return [("rule-of-three", 5)]

    async def first_seen(self, repository: str, stepped_down: int) -> float:
        self.stepped_down = stepped_down
        return 0.5 * DAY


async def test_a_policy_steps_down_unless_maintainers_set_its_mode() -> None:
    past = Past(IN_VAIN, Hearings("kind-words", 30, 3))
    assert await standing(HARBOUR, Configuration(), "1970-01-01", past) == Standing((IN_VAIN,))
    assert past.stepped_down == 1
    told = Configuration(policies={"rule-of-three": PolicyChoice(mode="check-only")})
    assert await standing(HARBOUR, told, "1970-01-01", past) == Standing()
    tuned = Configuration(policies={"rule-of-three": PolicyChoice(settings={"teams": 2})})
    assert await standing(HARBOUR, tuned, "1970-01-01", past) == Standing((IN_VAIN,))


def test_a_policy_that_stepped_down_keeps_its_settings() -> None:
    tuned = PolicyChoice(settings={"teams": 2})
    choice = quietened(Configuration(policies={"rule-of-three": tuned}), [IN_VAIN]).choice(
        "rule-of-three"
    )
    assert (choice.mode, choice.settings) == ("report", {"teams": 2})


@pytest.mark.parametrize(
    ("days", "today", "until"),
    [
        (0, "1970-01-01", None),
        (1, "1970-01-01", "1970-01-01"),
        (14, "1970-01-14", "1970-01-14"),
        (14, "1970-01-15", None),
    ],
)
async def test_learning_lasts_as_many_days_as_are_asked_for(
    days: int, today: str, until: str | None
) -> None:
    asked = Configuration(learning_days=days)
    learning = (await standing(HARBOUR, asked, today, Past())).learning
    assert learning == (Learning(until, (("rule-of-three", 5),)) if until else None)


def test_what_stands_is_observed_as_open_excused_or_not_useful() -> None:
    heard, excused, in_vain = (an_advice(subject=name) for name in ("a", "b", "c"))
    quiet = an_advice(subject="d", mode="report")
    found, report = a_report(heard, excused, in_vain, quiet), a_report(heard)
    seen = observed(f"{HARBOUR}#12", found, report, {in_vain.fingerprint}, 9.0)
    assert [(one.fingerprint, one.outcome) for one in seen] == [
        (heard.fingerprint, "open"),
        (excused.fingerprint, "excused"),
        (in_vain.fingerprint, "not useful"),
    ]
    assert {(one.repository, one.pull_request, one.shown_at) for one in seen} == {(HARBOUR, 12, 9)}
