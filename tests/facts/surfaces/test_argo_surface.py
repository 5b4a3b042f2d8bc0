"""Parameters of the workflow templates of Argo."""

from builders import declared_by

from app.facts.surfaces import argo

TEMPLATE = """\
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: release}
spec:
  arguments:
    parameters:
      - name: version
        description: Which one
  templates:
    - name: build
      inputs:
        parameters:
          - name: image
            value: app
          - name: tag
      outputs:
        parameters:
          - name: digest
"""


def test_a_template_declares_its_own_parameters_and_those_of_its_steps() -> None:
    found = declared_by(argo, "flows/release.yaml", TEMPLATE)
    assert list(found) == ["version", "build.image", "build.tag", "build.digest"]
    assert (found["version"].documentation, found["version"].line) == ("Which one", 7)
    assert [name for name, each in found.items() if each.required] == ["version", "build.tag"]
    assert found["build.digest"].output


def test_a_workflow_that_only_runs_declares_nothing() -> None:
    workflow = TEMPLATE.replace("kind: WorkflowTemplate", "kind: Workflow # WorkflowTemplate")
    assert declared_by(argo, "flows/release.yaml", workflow) == {}
