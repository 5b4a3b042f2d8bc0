"""From a pull request, its configuration and the policies to one report."""

from dataclasses import replace

from builders import a_pull_request

from app.analyse import analyse
from app.core.configuration import Comment, Configuration, PolicyChoice
from app.core.text import plain
from app.policies.model import Policy
from app.policies.parse import parse_policy

POLICY = """\
title: {id}
why: It matters.
confidence: {confidence}
false_alarms: None.
occasions:
  - for_each: changed_paths
    advice:
      subject: "{{{{ each }}}}"
      title: "{{{{ each }}}} by {{{{ pull_request.author }}}}"
      next_step: Look again.
      place: each
    silence: {{for_each: No file changes.}}
examples:
  - {{name: speaks, expect: advice}}
  - {{name: is silent, expect: silence}}
"""


def a_policy(name: str, confidence: str = "high") -> Policy:
    text = POLICY.format(id=name, confidence=confidence)
    return parse_policy(text, f"{name}.yml", name)


CHANGE = a_pull_request({"a.txt": (None, "x\n")})


def test_every_policy_is_in_the_report_whatever_it_makes_of_it() -> None:
    report = analyse(CHANGE, Configuration(), (a_policy("one"), a_policy("two")))
    assert [(advice.policy, advice.path) for advice in report.advice] == [
        ("one", "a.txt"),
        ("two", "a.txt"),
    ]
    silent = analyse(a_pull_request(), Configuration(), (a_policy("one"),))
    assert [plain(silence.because) for silence in silent.silent] == ["No file changes."]


def test_the_surest_advice_comes_first_and_what_few_hear_comes_last() -> None:
    policies = (a_policy("a", "low"), a_policy("b", "high"), a_policy("c", "high"))
    configuration = Configuration(policies={"b": PolicyChoice(mode="report")})
    report = analyse(CHANGE, configuration, policies)
    assert [advice.policy for advice in report.advice] == ["c", "a", "b"]


def test_a_policy_that_is_turned_off_says_so() -> None:
    policy = a_policy("one")
    off = Configuration(policies={"one": PolicyChoice(enabled=False)})
    report = analyse(CHANGE, off, (policy,))
    assert not report.advice
    assert [plain(silence.because) for silence in report.silent] == ["It is not enabled here."]
    resting = replace(policy, enabled=False)
    assert not analyse(CHANGE, Configuration(), (resting,)).advice
    on = Configuration(policies={"one": PolicyChoice(enabled=True)})
    assert analyse(CHANGE, on, (resting,)).advice


def test_the_ceiling_holds_for_all_policies_together() -> None:
    quiet = Configuration(comment=Comment(mode="check-only"))
    report = analyse(CHANGE, quiet, (a_policy("one"),))
    assert [advice.mode for advice in report.advice] == ["check-only"]


def test_what_the_reader_left_out_is_passed_on() -> None:
    partial = replace(CHANGE, not_looked_at=("GitHub lists 3,000 of 4,120 files",))
    assert analyse(partial, Configuration(), ()).not_looked_at == partial.not_looked_at


def test_the_same_input_gives_the_same_report() -> None:
    policies = (a_policy("one"), a_policy("two", "low"))
    first = analyse(CHANGE, Configuration(), policies)
    assert analyse(CHANGE, Configuration(), policies) == first
