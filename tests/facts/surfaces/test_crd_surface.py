"""Definitions of Kubernetes and Crossplane resources in YAML."""

from builders import declared_by

from app.facts.surfaces import crd

DEFINITION = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: apps.acme.example}
spec:
  group: acme.example
  names: {kind: App, plural: apps}
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          description: Runs something.
          properties:
            apiVersion: {type: string}
            metadata: {type: object}
            spec:
              type: object
              required: [image, mode]
              properties:
                image:
                  description: What to run.
                  type: string
                mode:
                  type: string
                  default: fast
                  enum: [fast, safe]
                hosts:
                  type: array
                  items:
                    properties:
                      name: {type: string}
            status:
              properties:
                ready: {type: boolean}
"""
PATH = "definitions/app.yaml"


def test_the_fields_of_a_definition_are_declared() -> None:
    found = declared_by(crd, PATH, DEFINITION)
    assert found.keys() == {
        "App", "spec.image", "spec.mode", "spec.hosts", "spec.hosts[].name", "status.ready",
    }  # fmt: skip
    image, mode = found["spec.image"], found["spec.mode"]
    assert (image.kind, image.line, image.required) == ("crd_field", 20, True)
    assert image.documentation == "What to run."
    assert (mode.required, mode.default, mode.choices) == (False, "fast", ("fast", "safe"))
    assert found["spec.hosts"].type == "array of any"
    assert found["status.ready"].output
    assert found["App"].scope == "acme.example/App"


def test_a_definition_of_crossplane_is_read_as_well() -> None:
    text = DEFINITION.replace("CustomResourceDefinition", "CompositeResourceDefinition")
    assert "spec.image" in declared_by(crd, PATH, text, ("api/v1/zz_generated.deepcopy.go",))


def test_a_copy_generated_from_go_types_is_told_at_the_types() -> None:
    assert declared_by(crd, PATH, DEFINITION, ("api/v1/zz_generated.deepcopy.go",)) == {}
    annotated = DEFINITION.replace(
        "{name:", "{annotations: {controller-gen.kubebuilder.io/version: v1}, name:"
    )
    assert declared_by(crd, PATH, annotated) == {}


def test_templates_and_other_yaml_declare_nothing() -> None:
    assert declared_by(crd, PATH, DEFINITION + "{{- if .Values.x }}") == {}
    assert declared_by(crd, PATH, "kind: ConfigMap") == {}
