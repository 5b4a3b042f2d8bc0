"""Templates that library charts define."""

from builders import declared_by

from app.facts.surfaces import helm_library

TEMPLATES = """\
{{/*
The labels of everything.
*/}}
{{- define "acme.labels" -}}
app: x
{{- end }}

{{ define "acme._own" }}{{ end }}
{{ define `acme.plain` }}{{ end }}
"""


def test_a_library_declares_its_named_templates() -> None:
    beside = {"library/Chart.yaml": "name: library\ntype: library\n"}
    path = "library/templates/_labels.tpl"
    found = declared_by(helm_library, path, TEMPLATES, neighbours=beside)
    assert {name: each.line for name, each in found.items()} == {"acme.labels": 4, "acme.plain": 9}
    assert found["acme.labels"].documentation == "The labels of everything."
    assert found["acme.plain"].documented_by is None


def test_an_application_keeps_its_templates_for_itself() -> None:
    beside = {"app/Chart.yaml": "name: app\n"}
    found = declared_by(helm_library, "app/templates/a.tpl", TEMPLATES, neighbours=beside)
    assert found == {}
