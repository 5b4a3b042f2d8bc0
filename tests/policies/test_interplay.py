"""Policies that leave a subject to others."""

from dataclasses import replace

from builders import an_advice
from policy_texts import a_policy

from app.core.text import plain
from app.policies.interplay import in_order, left_to_others
from app.policies.model import Policy


def named(name: str, *yields_to: str) -> Policy:
    return replace(a_policy(name=name), yields_to=yields_to)


def test_what_breaks_somebody_comes_first_and_good_news_last() -> None:
    stakes = ("thanks", "eases", "lasts", "breaks", "binds")
    said = [replace(an_advice(subject=one), stakes=one) for one in stakes]
    assert [one.subject for one in in_order(said)] == [
        "breaks", "binds", "lasts", "eases", "thanks",
    ]  # fmt: skip


def test_what_most_people_hear_comes_before_what_is_graver() -> None:
    quiet = replace(an_advice(subject="quiet"), stakes="breaks", mode="check-only")
    loud = replace(an_advice(subject="loud"), stakes="eases")
    assert [one.subject for one in in_order([quiet, loud])] == ["loud", "quiet"]


def test_of_what_is_alike_the_surest_comes_first() -> None:
    unsure = replace(an_advice(subject="unsure"), confidence="low")
    sure = replace(an_advice(subject="sure"), confidence="high")
    assert [one.subject for one in in_order([unsure, sure])] == ["sure", "unsure"]


def test_a_policy_leaves_it_to_another_that_says_much_the_same() -> None:
    said = [an_advice(policy="broad"), an_advice(policy="exact")]
    heard, left = left_to_others(said, (named("broad", "exact"), named("exact")))
    assert [one.policy for one in heard] == ["exact"]
    assert [(one.policy, plain(one.because)) for one in left] == [
        ("broad", "`exact` says it already.")
    ]


def test_nobody_leaves_it_to_a_policy_that_is_silent() -> None:
    said = [an_advice(policy="broad")]
    assert left_to_others(said, (named("broad", "exact"), named("exact"))) == (tuple(said), ())


def test_nobody_leaves_it_to_a_policy_that_fewer_people_hear() -> None:
    said = [an_advice(policy="broad"), replace(an_advice(policy="exact"), mode="report")]
    heard, left = left_to_others(said, (named("broad", "exact"), named("exact")))
    assert len(heard) == 2 and not left


def test_a_silent_policy_keeps_its_own_reason() -> None:
    said = [an_advice(policy="exact")]
    assert left_to_others(said, (named("broad", "exact"), named("exact")))[1] == ()
