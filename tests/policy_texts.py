"""Policies for tests: a small one, with whatever matters to the test put in its place."""

from textwrap import indent

from app.core.fact import BreakingChange, ChangeKind, Citation, CoreFeature, ExtensionPoint
from app.policies.model import Policy
from app.policies.parse import parse_policy
from app.policies.schema import Schema, Variable

SCHEMA = Schema(
    {
        "change_kind": Variable(ChangeKind, "What sort of change it is."),
        "core_features": Variable(tuple[CoreFeature, ...], "What is new."),
        "extension_points": Variable(tuple[ExtensionPoint, ...], "What others build on."),
        "breaking_changes": Variable(tuple[BreakingChange, ...], "What breaks."),
        "citations": Variable(tuple[Citation, ...], "Who has the need."),
    }
)
"""Made-up facts, so that the tests of the engine depend on no fact there is."""

OCCASION = """\
- when: core_features.size() > 0
  expect: citations.size() >= settings.teams
  advice:
    subject: "{{ core_features.map(f, f.name) }}"
    title: "{{ core_features.map(f, f.name) }} is new"
    next_step: Name {{ settings.teams }} teams.
    place: core_features[0].paths[0]
  silence:
    when: Nothing is new.
    expect: "{{ citations.map(c, c.name) }} need it."
"""

REST = """\
title: something is new
why: Everybody lives with it.
confidence: high
false_alarms: None that we know of.
settings:
  teams: {type: integer, default: 2, at_least: 1, about: How many.}
examples:
  - {name: speaks, expect: advice}
  - {name: is silent, expect: silence}
"""


def a_policy_text(occasions: str = OCCASION, rest: str = REST) -> str:
    """The text of a policy with these occasions."""
    return f"{rest}occasions:\n{indent(occasions, '  ')}"


def a_policy(occasions: str = OCCASION, rest: str = REST, name: str = "our-own") -> Policy:
    """A policy of made-up facts with these occasions."""
    return parse_policy(a_policy_text(occasions, rest), f"{name}.yml", name, SCHEMA)
