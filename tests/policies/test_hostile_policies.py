"""A policy that wants more than there is ends in "cannot tell", and its process lives on."""

import pytest
from policy_texts import OCCASION, SCHEMA, a_policy

from app.core.configuration import PolicyChoice
from app.policies.evaluate import Verdict, evaluate
from app.policies.model import Policy
from app.pool.alone import Alone
from app.pool.limits import MEMORY_IS_BOUNDED, Limits

DOUBLING = "'x'" + ".replace('x', 'xxxxxxxx')" * 12


def bomb(condition: str) -> Policy:
    return a_policy(OCCASION.replace("core_features.size() > 0", f'"{condition}"'))


def verdicts(*policies: Policy) -> list[Verdict]:
    bound = SCHEMA.bind({"core_features": (), "citations": ()}, {})
    return [evaluate(policy, PolicyChoice(), "advise", bound, SCHEMA) for policy in policies]


@pytest.mark.anyio
@pytest.mark.skipif(not MEMORY_IS_BOUNDED, reason="this system does not bound memory")
async def test_a_bomb_of_memory_cannot_be_told_and_the_next_policy_is_heard() -> None:
    runner = Alone(Limits(seconds=30, megabytes=200))
    burst, quiet = await runner.run(verdicts, bomb(f"{DOUBLING} == ''"), a_policy())
    assert [untold.reason for untold in burst.unknown] == [
        "it takes more memory than a condition may have"
    ]
    assert quiet.because


def test_what_a_bomb_of_text_leaves_is_cut() -> None:
    long = "'x'" + ".replace('x', 'xxxxxxxx')" * 5
    occasion = f"""\
- when: core_features.size() == 0
  advice: {{subject: "{{{{ {long} }}}}", title: "{{{{ {long} }}}}", next_step: Look again.}}
  silence: {{when: Something is new.}}
"""
    (verdict,) = verdicts(a_policy(occasion))
    (advice,) = verdict.advice
    assert len(advice.subject) <= 300
    assert len(advice.title[0].text) <= 300
