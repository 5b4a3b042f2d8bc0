"""Mandates that a change lifts."""

import pytest
from builders import a_change
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.configuration import Configuration, Platform
from app.core.fact import CannotTell
from app.facts.lifted_mandates import lifted_mandates
from app.facts.mandates import mandates

HARBOUR = Configuration(platform=Platform(name="Harbour"))
DECISION = "docs/adr/012-hosting.md"
DUTY = "All teams must use Harbour for their services."
PAGE = f"# Hosting\n\nWe looked at three ways.\n\n{DUTY}\n\nWe look again in May.\n"


def lifted(after: str | None, before: str = PAGE, path: str = DECISION, **rest) -> list[str]:
    change = a_change({path: (before, after)}, HARBOUR, **rest)
    return [mandate.text for mandate in lifted_mandates(change)]


@pytest.mark.parametrize(
    "instead",
    ["", "We recommend Harbour.", "All teams may use Harbour for their services.",
     "All teams should use Harbour for their services."],
)  # fmt: skip
def test_a_duty_that_a_decision_no_longer_holds_is_lifted(instead: str) -> None:
    assert lifted(PAGE.replace(DUTY, instead)) == [DUTY]


@pytest.mark.parametrize(
    "instead",
    [
        "Harbour must be used by all teams for their services.",
        "Harbour is mandatory for the services of all teams.",
        "Services of every team are required to be on Harbour.",
        f"{DUTY} It is quick.",
        "All teams must use the golden path of Rotterdam.",
    ],
)
def test_a_duty_in_other_words_is_not_lifted(instead: str) -> None:
    assert lifted(PAGE.replace(DUTY, instead)) == []


def test_a_page_that_goes_or_is_written_anew_tells_nothing() -> None:
    assert lifted(None) == []
    assert lifted("# Hosting\n\nNow all is different.\n\nReally.\n") == []


def test_pages_that_set_no_policy_lift_nothing() -> None:
    assert lifted(PAGE.replace(DUTY, ""), path="docs/tutorials/first.md") == []


def test_a_guardrail_that_goes_is_no_good_news() -> None:
    rule = "All services must use TLS on Harbour."
    assert lifted(PAGE.replace(DUTY, ""), PAGE.replace(DUTY, rule)) == []


def test_a_duty_that_moves_to_another_page_is_not_lifted() -> None:
    files = {DECISION: (PAGE, PAGE.replace(DUTY, "")), "docs/adr/013-x.md": (None, f"{DUTY}\n")}
    assert lifted_mandates(a_change(files, HARBOUR)) == ()


def test_a_revert_is_no_news() -> None:
    assert lifted(PAGE.replace(DUTY, ""), title='Revert "Decide on hosting"') == []


def test_an_entry_that_leaves_the_configuration_is_lifted_unless_it_is_a_guardrail() -> None:
    before = (
        "version: 1\nmandates:\n- {capability: registry}\n- {capability: build}\n"
        "- {capability: scan, class: guardrail}\n"
    )
    after = "version: 1\nmandates:\n- {capability: build}\n"
    (told,) = lifted_mandates(a_change({".github/cowpath.yml": (before, after)}))
    assert (told.text, told.line) == ("registry", 3)


@given(st.text(max_size=200), st.text(max_size=200))
@settings(deadline=None)
def test_any_two_versions_have_an_answer(before: str, after: str) -> None:
    files = {DECISION: (before, after), ".github/cowpath.yml": (before, after)}
    assert isinstance(lifted_mandates(a_change(files, HARBOUR)), tuple)


def test_pages_full_of_duties_cannot_be_told() -> None:
    """Each is held against all the others."""
    many = "".join(f"All teams must use Harbour for part{number}.\n\n" for number in range(600))
    for fact in (lifted_mandates, mandates):
        with pytest.raises(CannotTell, match="more than 500"):
            fact(a_change({DECISION: (many, many.replace("part5", "side5"))}, HARBOUR))
