"""Parameters of OpenShift's templates."""

from builders import declared_by

from app.facts.surfaces import openshift_templates

TEMPLATE = """\
apiVersion: template.openshift.io/v1
kind: Template
metadata: {name: queue}
objects: []
parameters:
  - name: SIZE
    description: How big
    value: small
  - name: NAME
    required: true
  - name: PASSWORD
    required: true
    generate: expression
"""


def test_a_template_declares_its_parameters() -> None:
    found = declared_by(openshift_templates, "queue.yaml", TEMPLATE)
    assert {name: each.line for name, each in found.items()} == {
        "SIZE": 6, "NAME": 9, "PASSWORD": 11,
    }  # fmt: skip
    assert (found["SIZE"].documentation, found["SIZE"].default) == ("How big", "small")
    assert [name for name, each in found.items() if each.required] == ["NAME"]


def test_other_templates_declare_nothing() -> None:
    for text in (TEMPLATE.replace("objects", "spec"), "Template objects parameters", "["):
        assert declared_by(openshift_templates, "queue.yaml", text) == {}


def test_a_template_may_be_compact_json() -> None:
    text = '{"kind":"Template","objects":[],"parameters":[{"name":"SIZE"}]}'
    assert set(declared_by(openshift_templates, "queue.json", text)) == {"SIZE"}


def test_a_resource_whose_fields_are_named_like_a_templates_declares_nothing() -> None:
    text = TEMPLATE.replace("kind: Template", "kind: CustomResourceDefinition\nx: podTemplate")
    assert declared_by(openshift_templates, "queue.yaml", text) == {}
