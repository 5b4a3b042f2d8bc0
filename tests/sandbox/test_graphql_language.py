"""The box's GraphQL answers exactly what is asked, and refuses what GitHub would refuse."""

import pytest

from app.sandbox.graphql import Node, QueryError, execute, parse


def times(number: int, by: dict[str, int]) -> int:
    return number * by["factor"]


SHIP = Node("Ship", {"name": "Vega", "times": times, "berths": [Node("Berth", {"number": 7})]})
ROOT = Node("Query", {"ship": lambda: SHIP, "nothing": None})


def ask(document: str, **variables: object) -> object:
    return execute(parse(document), variables, ROOT)


def test_a_query_gets_the_fields_it_asks_for_under_the_names_it_gives() -> None:
    assert ask(
        "query A($n: Int!) { ship { __typename first: times(number: $n, by: {factor: 3}), "
        "... on Ship { berths { number } } ... on Train { name } } nothing { x } }",
        n=2,
    ) == {"ship": {"__typename": "Ship", "first": 6, "berths": [{"number": 7}]}, "nothing": None}


def test_a_string_in_a_query_stays_one_value() -> None:
    echo = Node("Query", {"echo": lambda text: text})
    assert execute(parse('query A { echo(text: "a } b") }'), {}, echo) == {"echo": "a } b"}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("query A { ship { speed } }", "undefinedField"),
        ("query A($n: Int!) { ship { name } }", "variableMissing"),
        ("query A { ship { name }", "parseError"),
        ("mutation A { ship { name } }", "parseError"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_code(document: str, code: str) -> None:
    with pytest.raises(QueryError) as raised:
        ask(document)
    assert raised.value.code == code
