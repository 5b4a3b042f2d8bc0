"""The reference of what conditions may look at shows examples that can be used as they are."""

import pytest

from app.policies.cel import element
from app.policies.schema import of_facts
from app.policies.vocabulary import EXAMPLES, FUNCTION_EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_a_condition_or_a_list(name: str) -> None:
    expression = of_facts().environment({}).compile(EXAMPLES[name])
    assert expression.type == "BOOL" or element(expression.type)
    assert name in EXAMPLES[name]


@pytest.mark.parametrize("name", FUNCTION_EXAMPLES)
def test_an_example_of_a_function_calls_it(name: str) -> None:
    assert FUNCTION_EXAMPLES[name].startswith(f"{name}(")
    assert of_facts().environment({"path": "STRING"}).compile(FUNCTION_EXAMPLES[name]).type


def test_every_variable_that_is_shown_is_there() -> None:
    assert EXAMPLES.keys() <= of_facts().variables.keys()
