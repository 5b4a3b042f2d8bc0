"""Dataclasses of facts become the types and values that conditions see."""

from dataclasses import dataclass

import pytest
from policy_texts import SCHEMA

from app.core.fact import CoreFeature, ExtensionPoint, Facts, Unknown
from app.facts import FACTS
from app.policies.cel import Activation, NoAnswer
from app.policies.reflection import fields_in_words, in_words
from app.policies.schema import LONGEST_LIST, LONGEST_TEXT, Schema, Variable, of_facts


def value(source: str, facts: Facts) -> object:
    bound = SCHEMA.bind(facts, {})
    return SCHEMA.environment({}).compile(source).evaluate(Activation(bound.values))


def a_point(name: str, documented: bool | None) -> ExtensionPoint:
    return ExtensionPoint("action_input", name, "action.yml", 3, "added", documented, None)


POINTS = {
    "extension_points": (a_point("yes", True), a_point("no", False), a_point("unclear", None))
}


def test_fields_keep_their_names_and_values() -> None:
    features = {"core_features": (CoreFeature("cache", ("a.tf", "b.tf"), "a module"),)}
    assert value("core_features[0].name", features) == "cache"
    assert value("core_features[0].paths", features) == ["a.tf", "b.tf"]
    assert value("change_kind == 'fix'", {"change_kind": "fix"}) is True


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ("p.documented == true", ["yes"]),
        ("p.documented == false", ["no"]),
        ("p.documented == null", ["unclear"]),
    ],
)
def test_what_is_not_known_of_an_entry_is_null_and_never_false(
    condition: str, names: list[str]
) -> None:
    assert value(f"extension_points.filter(p, {condition}).map(p, p.name)", POINTS) == names


def test_negating_what_is_not_known_has_no_answer() -> None:
    """A policy that forgets the third state stays silent; it does not guess."""
    with pytest.raises(NoAnswer):
        value("extension_points.filter(p, !p.documented).size() > 0", POINTS)


def test_an_unknown_fact_has_no_value_and_keeps_its_reason() -> None:
    bound = SCHEMA.bind({"change_kind": Unknown("the title is empty")}, {})
    assert "change_kind" not in bound.values
    assert bound.lacking == {"change_kind": "the title is empty"}


def test_a_list_that_is_too_long_is_left_unknown() -> None:
    points = {"extension_points": (a_point("x", True),) * (LONGEST_LIST + 1)}
    assert "1,000" in SCHEMA.bind(points, {}).lacking["extension_points"]


def test_texts_are_cut_and_broken_characters_replaced() -> None:
    """Git's paths need not be text; a message would refuse them."""
    features = {"core_features": (CoreFeature("a\udcff", ("x" * (LONGEST_TEXT + 1),), ""),)}
    assert value("core_features[0].name", features) == "a?"
    assert value("core_features[0].paths[0].size()", features) == LONGEST_TEXT


def test_a_fact_of_several_types_is_refused() -> None:
    with pytest.raises(TypeError):
        Schema({"odd": Variable(int | str, "")})


def test_every_fact_there_is_can_be_used_in_policies() -> None:
    assert of_facts().variables.keys() >= FACTS.keys()


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a house."""

    name: str
    """What it is
    called."""
    doors: tuple[int, ...]
    warm: bool | None


def test_types_and_the_texts_under_fields_become_words() -> None:
    assert in_words(tuple[Room, ...]) == "list of Room"
    assert [(field.name, field.type, field.about) for field in fields_in_words(Room)] == [
        ("name", "string", "What it is called."),
        ("doors", "list of int", ""),
        ("warm", "bool or null", ""),
    ]
