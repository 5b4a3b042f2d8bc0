"""Settings in ConfigMaps."""

from builders import a_change, declared_by

from app.facts.comparison import compare
from app.facts.surface import Declaration
from app.facts.surfaces import config_maps

PATH = "config/core/configmaps/features.yaml"
EXAMPLE = """apiVersion: v1
kind: ConfigMap
metadata:
  name: config-features
data:
  # The image of the sidecar.
  sidecar: "acme:1"
  _example: |-
    ################
    # Do not edit. #
    ################

    # Lets pods wait. Values are
    # enabled and disabled.
    may-wait: "disabled"

    silent: "1"
"""
PLAIN = """kind: ConfigMap
metadata: {name: acme}
data:
  # How many at once.
  limit: "3"
  silent: "x"
  # Mounted.
  acme.yaml: |
    a: b
    c: d
"""


def declared(text: str, path: str = PATH) -> dict[str, Declaration]:
    return declared_by(config_maps, path, text)


def test_an_example_declares_the_settings_that_it_explains() -> None:
    found = declared(EXAMPLE)
    assert found.keys() == {"may-wait"}
    wait = found["may-wait"]
    assert (wait.line, wait.default, wait.scope) == (15, "disabled", "config-features")
    assert wait.documentation.startswith("Lets pods wait.")


def test_without_an_example_the_explained_keys_are_settings_and_files_are_not() -> None:
    assert declared(PLAIN).keys() == {"limit"}


def test_another_default_is_a_change() -> None:
    other = EXAMPLE.replace('may-wait: "disabled"', 'may-wait: "enabled"')
    differences = compare(a_change({PATH: (EXAMPLE, other)})).differences
    assert [(d.declaration.name, d.change) for d in differences] == [
        ("may-wait", "changed-compatible")
    ]


def test_other_manifests_and_templates_declare_nothing() -> None:
    assert declared(EXAMPLE.replace("ConfigMap", "Secret")) == {}
    assert not config_maps.reads("charts/acme/templates/config/a.yaml")
    assert not config_maps.reads("deploy/a.yaml")
