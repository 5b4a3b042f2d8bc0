"""How something new could be offered outside the core."""

from builders import a_change

from app.core.configuration import Configuration, Paths
from app.facts.ways_outside import ways_outside

MODULE = {"modules/queue/variables.tf": (None, 'variable "name" {\n  type = string\n}\n')}
VALUES = "# How many.\nreplicas: 1\n# Whatever else is to run beside it.\nextraContainers: []\n"
PROXY = "# Whether a proxy runs.\nproxy:\n  # Whether it does.\n  enabled: false\n"
CHART = {"charts/web/Chart.yaml": "name: web\nversion: 1.0.0\n"}


def ways(files, configuration=None, **rest):
    change = a_change(files, configuration, title="feat: support a proxy beside it", **rest)
    return [(way.kind, way.name) for way in ways_outside(change)]


def test_the_folder_of_extensions_that_is_closest():
    tree = ("contrib/x/main.tf", "modules/extensions/y/main.tf")
    assert ways(MODULE, tree=tree) == [("folder", "modules/extensions/")]


def test_a_folder_of_extensions_of_something_else_is_none():
    assert ways(MODULE, tree=("service/extensions/x/main.tf",)) == []


def test_no_folder_is_made_up():
    assert ways(MODULE) == []


def test_a_declared_folder_that_nobody_has_made_is_no_place_yet():
    declared = Configuration(paths=Paths(extensions=("extensions/**",)))
    assert ways(MODULE, declared) == []
    assert ways(MODULE, declared, tree=("extensions/y/z/main.tf",)) == [("folder", "extensions/")]


def test_a_value_that_takes_whatever_teams_bring_could_carry_it():
    files = {
        "charts/web/values.yaml": (VALUES, VALUES + PROXY),
        "charts/web/templates/proxy.yaml": (None, "a: {{ .Values.proxy.enabled }}\n" * 30),
    }
    assert ways(files, neighbours=CHART) == [("extension point", "extraContainers")]


def test_a_value_that_takes_objects_could_carry_a_new_object():
    objects = VALUES.replace("extraContainers", "extraObjects")
    files = {
        "charts/web/values.yaml": (objects, objects + PROXY),
        "charts/web/templates/proxy.yaml": (None, "a: {{ .Values.proxy.enabled }}\n" * 30),
    }
    assert ways(files, neighbours=CHART) == [("extension point", "extraObjects")]


def test_a_value_for_containers_carries_nothing_else():
    files = {
        "charts/web/values.yaml": (VALUES, VALUES + PROXY),
        "charts/web/templates/proxy.yaml": (None, "a: {{ .Values.proxy.enabled }}\n" * 30),
    }
    change = a_change(files, title="feat: support routes of the gateway", neighbours=CHART)
    assert ways_outside(change) == ()


def test_what_comes_with_the_feature_carries_nothing_yet():
    files = {
        "charts/web/values.yaml": ("# a\nreplicas: 1\n", VALUES + PROXY),
        "charts/web/templates/proxy.yaml": (None, "a: {{ .Values.proxy.enabled }}\n" * 30),
    }
    assert ways(files, neighbours=CHART) == []


def test_where_nothing_is_new_there_is_nothing_to_offer_elsewhere():
    assert ways({"docs/x.md": (None, "x")}, tree=("contrib/x/main.tf",)) == []
