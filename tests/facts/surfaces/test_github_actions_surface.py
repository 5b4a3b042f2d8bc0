"""What actions and reusable workflows declare."""

import pytest
from builders import a_change

from app.facts.surface import Declaration
from app.facts.surfaces import github_actions

ACTION = """
name: Deploy
inputs:
  target:
    description: >
      Where to deploy. Valid values are: 'test',
      'live'
    required: true
  speed:
    default: ""
    deprecationMessage: use target
outputs:
  url: {description: Where it runs}
runs: {using: composite}
"""
WORKFLOW = """
on:
  workflow_call:
    inputs:
      image: {type: string, required: true, description: What to run}
    secrets:
      token: {required: false}
    outputs:
      digest: {value: x}
  push:
jobs: {}
"""


def declared(text: str, path: str = "deploy/action.yml") -> dict[str, Declaration]:
    version = a_change({path: (None, text)}).after
    return {each.name: each for each in github_actions.surface(path, text, version)}


def test_inputs_and_outputs_of_an_action() -> None:
    found = declared(ACTION)
    target = found["target"]
    assert (target.kind, target.scope, target.line) == ("action_input", "deploy", 4)
    assert target.required
    assert target.documented_by == "description"
    assert (found["url"].kind, found["url"].output) == ("action_output", True)


def test_accepted_values_are_read_from_the_description() -> None:
    assert declared(ACTION)["target"].choices == ("test", "live")
    assert declared(ACTION.replace("Valid values are:", "Not"))["target"].choices is None


def test_an_empty_default_is_none_and_a_message_deprecates() -> None:
    speed = declared(ACTION)["speed"]
    assert speed.default is None
    assert speed.deprecated


def test_inputs_secrets_and_outputs_of_a_reusable_workflow() -> None:
    found = declared(WORKFLOW, ".github/workflows/deploy.yml")
    assert {each.name: each.kind for each in found.values()} == {
        "image": "workflow_call_input",
        "token": "workflow_call_secret",
        "digest": "workflow_call_output",
    }
    assert found["image"].type == "string"


def test_other_workflows_declare_nothing() -> None:
    assert declared("on: push\njobs: {}\n", ".github/workflows/test.yml") == {}


@pytest.mark.parametrize(
    "path",
    [".github/workflows/_deploy.yml", ".github/workflows/.e2e.yml", "internal/deploy/action.yml"],
)
def test_what_is_marked_as_private_is_not_read(path: str) -> None:
    assert not github_actions.reads(path)


@pytest.mark.parametrize("text", ["", "inputs: [", "[]", "inputs: 1\nruns: x", "runs: {}\ninputs:"])
def test_broken_text_declares_nothing(text: str) -> None:
    assert declared(text) == {}
