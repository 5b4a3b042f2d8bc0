"""What is owed an explanation in the public API of a library."""

from app.facts.public_api import with_fair_documentation
from app.facts.surface import Declaration


def declared(name: str, about: str = "", kind: str = "go_exported_api") -> Declaration:
    return Declaration(kind=kind, name=name, scope="a", path="a/a.go", line=1, documentation=about)


def unseen(*declarations: Declaration) -> list[str]:
    found = with_fair_documentation(declarations, owed=frozenset({"go_interface"}))
    return [each.name for each in found if each.documentation_unseen]


def test_a_silent_function_among_silent_ones_owes_nothing() -> None:
    assert unseen(declared("A"), declared("B"), declared("C", "Does c.")) == ["A", "B"]


def test_a_silent_function_where_the_others_are_explained_is_an_omission() -> None:
    assert unseen(declared("A", "Does a."), declared("B", "Does b."), declared("C")) == []


def test_what_others_implement_always_owes_an_explanation() -> None:
    assert unseen(declared("A", kind="go_interface"), declared("B")) == ["B"]
