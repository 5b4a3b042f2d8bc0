"""What one policy makes of the facts: advice, silence with its reason, or cannot tell."""

import pytest
from policy_texts import OCCASION, REST, SCHEMA, a_policy

from app.core.configuration import Mode, PolicyChoice
from app.core.fact import Citation, CoreFeature, ExtensionPoint, Facts, Unknown
from app.core.text import plain
from app.policies.evaluate import MOST_ENTRIES, Verdict, evaluate
from app.policies.model import Policy

CACHE = CoreFeature("cache", ("modules/cache/main.tf",), "a new module")
PAYMENTS = Citation("team", "payments", 1, "body")
SEARCH = Citation("team", "search", 1, "body")


def verdict(
    facts: Facts,
    policy: Policy | None = None,
    choice: PolicyChoice | None = None,
    ceiling: Mode = "advise",
) -> Verdict:
    bound = SCHEMA.bind(facts, {})
    return evaluate(policy or a_policy(), choice or PolicyChoice(), ceiling, bound, SCHEMA)


def test_it_speaks_where_the_expectation_does_not_hold() -> None:
    found = verdict({"core_features": (CACHE,), "citations": (PAYMENTS,)})
    (advice,) = found.advice
    assert (advice.policy, advice.subject) == ("our-own", "cache")
    assert plain(advice.title) == "cache is new"
    assert plain(advice.why) == "Everybody lives with it."
    assert plain(advice.next_step) == "Name 2 teams."
    assert (advice.path, advice.line) == ("modules/cache/main.tf", None)
    assert (advice.confidence, advice.mode) == ("high", "advise")
    assert not found.because
    assert not found.unknown


def test_it_is_silent_where_the_occasion_does_not_arise() -> None:
    found = verdict({"core_features": (), "citations": ()})
    assert plain(found.because) == "Nothing is new."
    assert not found.advice


def test_it_is_silent_where_all_is_as_expected_and_says_why() -> None:
    found = verdict({"core_features": (CACHE,), "citations": (PAYMENTS, SEARCH)})
    assert plain(found.because) == "payments and search need it."


def test_an_unknown_fact_that_matters_cannot_be_told() -> None:
    found = verdict({"core_features": (CACHE,), "citations": Unknown("the body is too long")})
    (untold,) = found.unknown
    assert (untold.fact, untold.reason) == ("citations", "the body is too long")
    assert not found.advice
    assert not found.because


def test_an_unknown_fact_that_does_not_matter_changes_nothing() -> None:
    found = verdict({"core_features": (), "citations": Unknown("the body is too long")})
    assert plain(found.because) == "Nothing is new."
    assert not found.unknown


def test_a_setting_chosen_here_wins_over_its_default() -> None:
    facts = {"core_features": (CACHE,), "citations": (PAYMENTS,)}
    assert not verdict(facts, choice=PolicyChoice(settings={"teams": 1})).advice


@pytest.mark.parametrize(
    ("chosen", "ceiling", "mode"),
    [
        (None, "advise", "advise"),
        ("report", "advise", "report"),
        ("advise", "check-only", "check-only"),
        ("report", "check-only", "report"),
        (None, "report", "report"),
    ],
)
def test_nobody_hears_more_than_the_choice_and_the_ceiling_allow(
    chosen: Mode | None, ceiling: Mode, mode: Mode
) -> None:
    facts = {"core_features": (CACHE,), "citations": ()}
    (advice,) = verdict(facts, choice=PolicyChoice(mode=chosen), ceiling=ceiling).advice
    assert advice.mode == mode


EACH = """\
- for_each: extension_points
  expect: each.documented == true
  advice:
    subject: "{{ each.name }}"
    title: "{{ each.name }} is not explained"
    next_step: Explain it in {{ each.path }}.
    place: each
  silence:
    for_each: There is nothing to explain.
    expect: All is explained.
"""


def a_point(name: str, documented: bool | None = False, line: int = 3) -> ExtensionPoint:
    return ExtensionPoint("action_input", name, "action.yml", line, "added", documented, None)


def test_each_entry_of_a_list_is_judged_by_itself() -> None:
    points = (a_point("a"), a_point("b", documented=True), a_point("c", line=9))
    found = verdict({"extension_points": points}, a_policy(EACH))
    assert [(advice.subject, advice.line) for advice in found.advice] == [("a", 3), ("c", 9)]


def test_a_list_that_is_empty_or_all_as_expected_is_silence() -> None:
    policy = a_policy(EACH)
    assert plain(verdict({"extension_points": ()}, policy).because) == (
        "There is nothing to explain."
    )
    points = {"extension_points": (a_point("a", documented=True),)}
    assert plain(verdict(points, policy).because) == "All is explained."


def test_the_same_subject_is_advised_on_once() -> None:
    found = verdict({"extension_points": (a_point("a"), a_point("a", line=7))}, a_policy(EACH))
    assert [advice.line for advice in found.advice] == [3]


def test_an_entry_that_cannot_be_told_does_not_silence_the_others() -> None:
    policy = a_policy(EACH.replace("each.documented == true", "each.documented"))
    found = verdict({"extension_points": (a_point("a", documented=None), a_point("b"))}, policy)
    assert [advice.subject for advice in found.advice] == ["b"]
    assert [untold.fact for untold in found.unknown] == ["expect"]


def test_a_long_list_is_looked_at_in_part_and_that_is_said() -> None:
    points = tuple(a_point(f"p{number}") for number in range(MOST_ENTRIES + 2))
    found = verdict({"extension_points": points}, a_policy(EACH))
    assert len(found.advice) == MOST_ENTRIES
    assert "only the first 50 of 52" in found.unknown[0].reason


def test_occasions_speak_for_themselves_and_are_silent_together() -> None:
    policy = a_policy(OCCASION + EACH)
    points = (a_point("a"),)
    speaking = verdict({"core_features": (), "citations": (), "extension_points": points}, policy)
    assert [advice.subject for advice in speaking.advice] == ["a"]
    assert not speaking.because
    silent = verdict({"core_features": (), "citations": (), "extension_points": ()}, policy)
    assert plain(silent.because) == "Nothing is new. There is nothing to explain."


def test_a_reason_for_silence_that_cannot_be_worded_is_still_silence() -> None:
    policy = a_policy(OCCASION.replace("when: Nothing is new.", 'when: "{{ change_kind }}"'))
    found = verdict({"core_features": (), "change_kind": Unknown("x")}, policy)
    assert plain(found.because) == "There is nothing to say."


def test_too_many_steps_cannot_be_told() -> None:
    nested = "citations.all(a, citations.all(b, citations.all(c, a.name != b.name + c.name)))"
    policy = a_policy(OCCASION.replace("core_features.size() > 0", nested))
    (untold,) = verdict({"citations": (PAYMENTS,) * 40}, policy).unknown
    assert "10,000 steps" in untold.reason


def test_a_policy_without_expectation_speaks_whenever_its_occasion_arises() -> None:
    occasion = """\
- when: change_kind == "removal"
  advice: {subject: removal, title: Something goes, next_step: Say so.}
  silence: {when: Nothing goes.}
"""
    (advice,) = verdict({"change_kind": "removal"}, a_policy(occasion)).advice
    assert (advice.subject, advice.path, advice.line) == ("removal", None, None)


def test_numbers_texts_and_lists_of_settings_reach_the_conditions() -> None:
    settings = """\
settings:
  share: {type: number, default: 1, about: x}
  word: {type: string, default: a, about: x}
  words: {type: strings, default: [a, b], about: x}
  on: {type: boolean, default: true, about: x}
"""
    rest = REST.replace(REST[REST.index("settings:") : REST.index("examples:")], settings)
    occasion = """\
- when: settings.on && settings.word in settings.words && settings.share < 1.5
  advice: {subject: "{{ settings.words }}", title: x, next_step: x}
  silence: {when: x}
"""
    policy = a_policy(occasion, rest)
    assert verdict({}, policy).advice[0].subject == "a and b"
    choice = PolicyChoice(settings={"words": ("c",)})
    assert not verdict({}, policy, choice).advice


PASTE = """\
- for_each: core_features
  advice:
    subject: "{{ each.name }}"
    title: New
    next_step: Say so.
    paste:
      into: "{{ each.paths[0] }}"
      language: yaml
      text: |
        needed_by:
          {{ each.name }}: {{ citations[0].name }}
  silence: {for_each: Nothing is new.}
"""


def test_what_is_to_be_pasted_is_filled_line_by_line() -> None:
    policy = a_policy(PASTE)
    (advice,) = verdict({"core_features": (CACHE,), "citations": (PAYMENTS,)}, policy).advice
    assert advice.paste
    assert plain(advice.paste.into) == "modules/cache/main.tf"
    assert plain(advice.paste.text) == "needed_by:\n  cache: payments\n"


def test_nothing_half_known_is_offered_for_pasting() -> None:
    (advice,) = verdict({"core_features": (CACHE,), "citations": ()}, a_policy(PASTE)).advice
    assert advice.paste is None
