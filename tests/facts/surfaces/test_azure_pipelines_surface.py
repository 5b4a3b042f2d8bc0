"""Parameters of the templates of Azure Pipelines."""

import pytest
from builders import declared_by

from app.facts.surfaces import azure_pipelines

TEMPLATE = """\
parameters:
  # Where to bring it out
  - name: environment
    type: string
    values: [staging, production]
  - name: retries
    displayName: How often to try
    type: number
    default: 3
steps:
  - script: deploy ${{ parameters.environment }}
"""


def test_a_template_declares_its_parameters() -> None:
    found = declared_by(azure_pipelines, "steps/deploy.yml", TEMPLATE)
    assert (found["environment"].line, found["environment"].required) == (3, True)
    assert found["environment"].documentation == "Where to bring it out"
    assert found["environment"].choices == ("staging", "production")
    assert (found["retries"].default, found["retries"].documentation) == ("3", "How often to try")


def test_older_templates_map_names_to_defaults() -> None:
    text = "parameters:\n  environment: staging\nsteps:\n- script: ${{ parameters.environment }}\n"
    found = declared_by(azure_pipelines, "steps/deploy.yml", text)
    assert (found["environment"].default, found["environment"].required) == ("staging", False)


@pytest.mark.parametrize(
    "text",
    [
        TEMPLATE + "trigger: [main]\n",
        "apiVersion: v1\n" + TEMPLATE,
        "parameters: {a: b}\nsteps: []\n",
        "parameters: [{name: a}]\n",
    ],
)
def test_what_runs_by_itself_or_is_something_else_declares_nothing(text: str) -> None:
    assert declared_by(azure_pipelines, "steps/deploy.yml", text) == {}
