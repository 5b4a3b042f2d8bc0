"""The adapter around CEL: types when compiling, values or the lack of them when evaluating."""

import pytest
from policy_texts import SCHEMA

from app.policies.cel import Activation, BadExpression, Expression, NoAnswer, element

ENVIRONMENT = SCHEMA.environment({"known": "BOOL", "unknown": "BOOL", "texts": "LIST<STRING>"})


def compiled(source: str) -> Expression:
    return ENVIRONMENT.compile(source)


def value(source: str, **values: object) -> object:
    return compiled(source).evaluate(Activation(values))


def test_an_expression_knows_its_type() -> None:
    assert compiled("known && true").type == "BOOL"
    assert compiled("citations.filter(c, c.grade > 1)").type == "LIST<cowpath.Citation>"
    assert element("LIST<cowpath.Citation>") == "cowpath.Citation"
    assert element(compiled("[]").type) is None
    assert element("STRING") is None


@pytest.mark.parametrize(
    ("source", "line", "column", "words"),
    [
        ("citations.exists(c, c.grad > 1)", 1, 22, "undefined field 'grad'"),
        ("known &&\n  citation.size() > 0", 2, 3, "undeclared reference to 'citation'"),
        ("known == 1", 1, 7, "no matching overload"),
        ("known &&", 1, 9, "Syntax error"),
        ("(" * 300 + "1" + ")" * 300, 1, 1, "recursion"),
    ],
)
def test_a_fault_says_where_it_is(source: str, line: int, column: int, words: str) -> None:
    with pytest.raises(BadExpression) as caught:
        compiled(source)
    fault = caught.value.faults[0]
    assert (fault.line, fault.column) == (line, column)
    assert words in fault.message


def test_what_follows_from_a_fault_is_not_reported_beside_it() -> None:
    with pytest.raises(BadExpression) as caught:
        compiled("citation.exists(c, c.grade > 1)")
    assert len(caught.value.faults) == 1


def test_an_unbound_variable_is_no_answer_and_is_named() -> None:
    with pytest.raises(NoAnswer) as caught:
        value("known && unknown", known=True)
    assert caught.value.variable == "unknown"


def test_an_unbound_variable_does_not_matter_where_the_rest_decides() -> None:
    assert value("known || unknown", known=True) is True
    assert value("unknown && known", known=False) is False


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("texts[99] == ''", "Index error"),
        ("texts.all(a, texts.all(b, texts.all(c, c == '')))", "10,000 steps"),
        ("'a'.matches('(')", "invalid regular expression"),
        ("1 / 0 == 1", "divide by zero"),
    ],
)
def test_an_error_while_evaluating_is_no_answer(source: str, reason: str) -> None:
    with pytest.raises(NoAnswer, match=reason) as caught:
        value(source, texts=[""] * 30)
    assert caught.value.variable is None


def test_patterns_take_linear_time() -> None:
    assert value(f"'{'a' * 1_000}b'.matches('^(a+)+$')") is False


def test_functions_of_ours_are_at_hand_and_checked() -> None:
    assert value("distinct(texts)", texts=["b", "a", "b"]) == ["b", "a"]
    assert value("under('docs/a.md', ['docs/**'])") is True
    with pytest.raises(BadExpression):
        compiled("distinct([1])")
