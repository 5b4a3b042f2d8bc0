"""Whether a platform serves developers or data work."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Platform
from app.core.layout import Team
from app.facts.kind import kind_of

CORE_PLACES = tuple(f"live/{name}/main.tf" for name in ("vpc", "eks", "ingress", "dns"))
DATA_PLACES = tuple(f"live/{name}/main.tf" for name in ("airflow", "glue", "athena", "mwaa"))


def kind(configuration=None, team=None, readme=None, **rest):
    neighbours = {"README.md": readme} if readme else {}
    change = a_change(configuration=configuration, neighbours=neighbours, **rest)
    return kind_of(change, team)


def test_the_kind_is_as_declared():
    assert kind(Configuration(platform=Platform(kind="data")), tree=CORE_PLACES) == ("data", "high")


@pytest.mark.parametrize(("places", "found"), [(CORE_PLACES, "core"), (DATA_PLACES, "data")])
def test_folders_of_one_kind_tell_it(places, found):
    assert kind(tree=places) == (found, "medium")


def test_folders_of_both_kinds_tell_neither():
    assert kind(tree=CORE_PLACES + DATA_PLACES) == (None, "low")


def test_the_name_of_the_team_decides_where_folders_do_not():
    team = Team("@acme/data-engineering")
    assert kind(team=team, tree=CORE_PLACES + DATA_PLACES) == ("data", "medium")


@pytest.mark.parametrize(
    ("readme", "found"),
    [
        ("# Kit\n\nLibraries for operators on Kubernetes.\n", "core"),
        ("# Kit\n\nDatasets and notebooks for analysts.\n", "data"),
        ("# Kit\n\nDatasets for what runs on Kubernetes.\n", None),
        ("# Kit\n\n" + "Words. " * 400 + "Kubernetes.\n", None),
    ],
)
def test_a_readme_tells_little_and_only_as_a_last_resort(readme, found):
    assert kind(readme=readme) == (found, "low")
    assert kind(readme=readme, tree=DATA_PLACES) == ("data", "medium")
