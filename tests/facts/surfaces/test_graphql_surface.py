"""Types, fields and arguments of GraphQL schemas."""

import pytest
from builders import declared_by

from app.facts.surfaces import graphql

SCHEMA = '''\
"""An app"""
type App implements Node & Named @key(fields: "id") {
  "What it is called"
  name: String!
  # nothing to see
  owner(id: ID!, at: [Int!]! = [1, 2]): Team @deprecated(reason: "x")
}
input New { name: String! size: Int = 1 }
enum State { ON OFF }
union Any = App | State
extend type Query { app(id: ID): App }
directive @own(a: Int) on FIELD
query Read($id: ID) { app(id: $id) { name } }
schema { query: Query }
'''


def test_types_fields_arguments_and_values_are_declared() -> None:
    found = declared_by(graphql, "api/apps.graphql", SCHEMA)
    assert {name: each.line for name, each in found.items()} == {
        "App": 2, "App.name": 4, "App.owner": 6, "App.owner.id": 6, "App.owner.at": 6, "New": 8,
        "New.name": 8, "New.size": 8, "State": 9, "State.ON": 9, "State.OFF": 9, "Any": 10,
        "Query.app": 11, "Query.app.id": 11,
    }  # fmt: skip
    assert [name for name, each in found.items() if each.required] == ["App.owner.id", "New.name"]
    assert (found["App"].documentation, found["App.owner"].deprecated) == ("An app", True)
    assert found["App.name"].documentation == "What it is called"
    assert found["App.owner.at"].type == "[Int!]"


@pytest.mark.parametrize(
    "text", ["", "type", "type A {", "type A { b(", '"""', "{ a }", "type A {a:"]
)
def test_what_is_broken_is_read_as_far_as_it_goes(text: str) -> None:
    assert set(declared_by(graphql, "api/apps.graphql", text)) <= {"A", "A.b", "A.a"}


def test_a_copy_that_a_client_generates_declares_nothing() -> None:
    assert declared_by(graphql, "web/schema.graphql", f"# @generated\n{SCHEMA}") == {}
