"""Parameters of constraint templates."""

from builders import declared_by

from app.facts.surfaces import gatekeeper

TEMPLATE = """\
apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: {name: requiredlabels}
spec:
  crd:
    spec:
      names: {kind: RequiredLabels}
      validation:
        openAPIV3Schema:
          type: object
          properties:
            labels:
              type: array
              description: Which must be there
              items: {type: string}
"""


def test_a_template_declares_what_constraints_set() -> None:
    found = declared_by(gatekeeper, "policies/labels.yaml", TEMPLATE)
    assert (found["labels"].kind, found["labels"].line) == ("policy_parameter", 12)
    assert found["labels"].documentation == "Which must be there"


def test_a_constraint_declares_nothing() -> None:
    constraint = TEMPLATE.replace("ConstraintTemplate", "RequiredLabels")
    assert declared_by(gatekeeper, "policies/labels.yaml", constraint) == {}
