"""Parameters and outputs of Azure Resource Manager templates."""

import json

from builders import declared_by

from app.facts.surfaces import azure_templates

TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "parameters": {
        "size": {
            "type": "string",
            "defaultValue": "S1",
            "allowedValues": ["S1", "S2"],
            "metadata": {"description": "How big"},
        },
        "name": {"type": "string"},
    },
    "outputs": {"address": {"type": "string", "value": "x"}},
}


def test_a_template_declares_parameters_and_outputs() -> None:
    found = declared_by(azure_templates, "queue.json", json.dumps(TEMPLATE, indent=2))
    assert found["size"].choices == ("S1", "S2")
    assert (found["size"].documentation, found["size"].line) == ("How big", 4)
    assert (found["name"].required, found["name"].documented_by) == (True, None)
    assert found["address"].output


def test_what_bicep_was_compiled_to_is_told_at_its_source() -> None:
    compiled = TEMPLATE | {"metadata": {"_generator": {"name": "bicep"}}}
    found = declared_by(azure_templates, "queue.json", json.dumps(compiled))
    assert all(each.generated for each in found.values())


def test_values_for_parameters_declare_nothing() -> None:
    assert not azure_templates.reads("queue.parameters.json")
