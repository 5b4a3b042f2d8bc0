"""Whether a unit is there for this repository alone."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Paths
from app.facts.here_alone import is_offered, is_used_here_alone

VALUES = {"charts/web/values.yaml": ("a: 1\n", "a: 1\nb: 2\n")}


def alone(files, kind="helm_value", unit="charts/web", path="charts/web/values.yaml", **rest):
    return is_used_here_alone(a_change(files, **rest), kind, unit, path)


def test_a_chart_that_nobody_here_calls_is_for_others():
    assert not alone(VALUES)


def test_a_chart_beside_the_values_of_its_environments_is_deployed_from_here():
    both = ("charts/web/values-dev.yaml", "charts/web/values-acme-prod.yaml")
    assert alone(VALUES, tree=both)
    assert not alone(VALUES, tree=both[:1])


def test_a_chart_that_another_chart_here_brings_along_is_a_part_of_it():
    whole = {"deploy/all/Chart.yaml": (None, 'repository: "file://../web"\n')}
    assert alone(VALUES | whole)


@pytest.mark.parametrize(
    "path", ["live/.terraform.lock.hcl", "environments/prod/main.tf", "infra/prod.tfvars"]
)
def test_a_module_beside_what_is_deployed_is_a_part_of_that(path):
    module = {"modules/queue/variables.tf": ("", 'variable "a" {}\n')}
    place = ("terraform_variable", "modules/queue", "modules/queue/variables.tf")
    assert alone(module, *place, tree=(path,))
    assert not alone(module, *place, tree=("examples/all/main.tf",))


def test_what_the_configuration_declares_is_offered():
    declared = Configuration(paths=Paths(core=("charts/**",)))
    assert is_offered(a_change(VALUES, declared), "charts/web/values.yaml")
    assert not is_offered(a_change(VALUES), "charts/web/values.yaml")
