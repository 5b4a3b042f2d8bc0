"""Excused advice is exempt until its excuse ends, and then it is advice again that says so."""

import pytest
from builders import a_report, an_advice

from app.core.configuration import Excuse
from app.core.text import plain
from app.policies.exemptions import excuse

TODAY = "2027-01-31"
ADVICE = an_advice(policy="rule-of-three", subject="tls", path="core/tls/main.tf")


def an_excuse(**named: object) -> Excuse:
    values: dict[str, object] = {"policy": "rule-of-three", "reason": "security fix", "by": "@ana"}
    return Excuse(**{**values, **named})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "named",
    [
        {},
        {"paths": ("core/tls/**",)},
        {"subject": "tls"},
        {"fingerprint": ADVICE.fingerprint},
        {"until": TODAY},
    ],
)
def test_excused_advice_is_shown_as_exempt(named: dict[str, object]) -> None:
    report = excuse(a_report(ADVICE), [an_excuse(**named)], TODAY)
    [exempt] = report.exempt
    assert report.advice == ()
    assert (exempt.policy, exempt.subject, exempt.reason, exempt.by) == (
        "rule-of-three", "tls", "security fix", "@ana",
    )  # fmt: skip
    assert report.conclusion == "success"


@pytest.mark.parametrize(
    "named",
    [
        {"policy": "kind-words"},
        {"paths": ("core/dns/**",)},
        {"subject": "dns"},
        {"fingerprint": "0" * 16},
        {"paths": ("core/tls/**",), "subject": "dns"},
    ],
)
def test_everything_that_an_excuse_names_must_fit(named: dict[str, object]) -> None:
    report = a_report(ADVICE)
    assert excuse(report, [an_excuse(**named)], TODAY) == report


def test_advice_about_no_place_is_not_excused_by_places() -> None:
    report = a_report(an_advice(path=None))
    assert excuse(report, [an_excuse(paths=("**",))], TODAY) == report


def test_an_excuse_that_ended_makes_advice_that_says_so() -> None:
    report = excuse(a_report(ADVICE), [an_excuse(until="2027-01-30")], TODAY)
    [advice] = report.advice
    assert report.exempt == ()
    assert advice.fingerprint == ADVICE.fingerprint
    assert "exempt until 2027-01-30" in plain(advice.next_step)
    assert "renew" in plain(advice.next_step)


def test_an_excuse_that_holds_counts_more_than_one_that_ended() -> None:
    excuses = [an_excuse(until="2026-12-31"), an_excuse(until="2027-12-31")]
    report = excuse(a_report(ADVICE), excuses, TODAY)
    assert [one.until for one in report.exempt] == ["2027-12-31"]
