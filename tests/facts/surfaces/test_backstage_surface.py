"""Parameters of Backstage software templates."""

from builders import declared_by

from app.facts.surfaces import backstage

TEMPLATE = """
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: {name: service}
spec:
  parameters:
    - title: Basics
      required: [name]
      properties:
        name: {title: Name, type: string}
        tier:
          description: How important it is.
          enum: [gold, silver]
      dependencies:
        tier:
          oneOf:
            - properties: {pager: {type: string, description: Who is called.}}
  steps: []
"""


def test_the_parameters_of_every_step_are_declared() -> None:
    found = declared_by(backstage, "templates/service/template.yaml", TEMPLATE)
    assert found.keys() == {"name", "tier", "pager"}
    assert (found["name"].kind, found["name"].line) == ("backstage_parameter", 10)
    assert found["name"].required and not found["pager"].required
    assert found["tier"].choices == ("gold", "silver")


def test_a_title_alone_explains_nothing() -> None:
    found = declared_by(backstage, "templates/service/template.yaml", TEMPLATE)
    assert found["name"].documentation == ""
    assert found["tier"].documentation == "How important it is."


def test_what_templates_are_filled_from_is_not_read() -> None:
    assert not backstage.reads("templates/service/skeleton/template.yaml")
