"""The policies that come with Cowpath, and the documented one: each example is carried out."""

import re
from pathlib import Path

import pytest

from app.analyse import analyse
from app.policies.examples import run
from app.policies.model import Policy
from app.policies.parse import parse_policy
from app.policy_files import built_in, read_policies

ROOT = Path(__file__).parents[2]
COMMANDING = re.compile(
    r"(?:^|[.;] )(?:add|avoid|change|delete|do|document|explain|fix|give|keep|link|make|move|name|"
    r"provide|put|remove|rename|say|tell|use|write)\b|"
    r"\b(?:should|shall|needs? to|please|never|always|is wrong|"
    r"fail\w*|violat\w*|not allowed)\b",
    re.I,
)


@pytest.mark.parametrize("policy", built_in(), ids=lambda policy: policy.id)
def test_every_example_comes_out_as_it_says(policy: Policy) -> None:
    assert list(run(policy, analyse)) == []


def test_nothing_is_wrong_with_any_example() -> None:
    """They are not looked at again whenever Cowpath starts."""
    assert read_policies(sorted((ROOT / "policies").glob("*.yml"))) == built_in()


@pytest.mark.parametrize("policy", built_in(), ids=lambda policy: policy.id)
def test_every_policy_shows_when_it_speaks_and_when_it_does_not(policy: Policy) -> None:
    expected = [example.expect for example in policy.examples]
    assert expected.count("advice") >= 2
    assert expected.count("silence") >= 3


@pytest.mark.parametrize("policy", built_in(), ids=lambda policy: policy.id)
def test_no_sentence_commands_or_scolds(policy: Policy) -> None:
    texts = [text for one in policy.occasions for text in (one.advice.title, one.advice.next_step)]
    for text in texts:
        ours = re.sub(r"{{.*?}}", "it", text, flags=re.DOTALL)
        assert not COMMANDING.search(ours), ours


def test_the_policy_in_the_description_of_the_format_works() -> None:
    page = (ROOT / "docs/policy-format.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert shown
    policy = parse_policy(shown[1], "policy-format.md", "template-note")
    assert list(run(policy, analyse)) == []
