"""Entries that new capabilities lack in the register."""

import pytest
from builders import a_change

from app.core.configuration import Capability, Configuration
from app.facts.register import missing_entries

MODULE = (None, 'variable "name" {\n  description = "What it is called"\n}\n')
REGISTER = Configuration(capabilities={"deploy": Capability(("actions/deploy/**",))})


def entries(files, configuration=REGISTER, **rest):
    return missing_entries(a_change(files, configuration, title="feat: add it", **rest))


@pytest.mark.parametrize(
    ("path", "text", "name", "paths", "match"),
    [
        (
            "modules/job_queue/variables.tf", MODULE[1], "job-queue", "modules/job_queue/**",
            "source:github.com/acme/harbour//modules/job_queue",
        ),
        (
            "actions/scan/action.yml", "name: Scan\n", "scan", "actions/scan/**",
            "uses:acme/harbour/actions/scan",
        ),
        (
            ".github/workflows/ship.yml", "on:\n  workflow_call:\n", "ship",
            ".github/workflows/ship.yml", "uses:acme/harbour/.github/workflows/ship.yml",
        ),
    ],
)  # fmt: skip
def test_the_entry_says_where_it_lies_and_how_it_is_referred_to(path, text, name, paths, match):
    (entry,) = entries({path: (None, text)})
    assert (entry.name, entry.paths, entry.match) == (name, (paths,), (match,))
    assert entry.path == path


def test_how_a_chart_is_referred_to_cannot_be_told():
    (entry,) = entries({"charts/web/Chart.yaml": (None, "name: web\n")})
    assert (entry.paths, entry.match) == (("charts/web/**",), ())


def test_nothing_is_told_of_a_repository_without_a_name():
    (entry,) = entries({"modules/queue/variables.tf": MODULE}, repository="")
    assert entry.match == ()


def test_without_a_register_nothing_is_missing():
    assert entries({"modules/queue/variables.tf": MODULE}, Configuration()) == ()


@pytest.mark.parametrize(
    "register",
    [{"messaging": Capability(("modules/queue/**",))}, {"queue": Capability(("elsewhere/**",))}],
)
def test_what_an_entry_covers_or_names_is_there(register):
    assert (
        entries({"modules/queue/variables.tf": MODULE}, Configuration(capabilities=register)) == ()
    )


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        (".github/workflows/build-and-push-*.yml", ".github/workflows/build-image-twice.yml"),
        (".github/workflows/images.yml", ".github/workflows/build_image_twice.yml"),
        ("actions/build-image/**", "actions/build-image-twice/action.yml"),
        ("/actions/build-image/", "actions/build-image-twice/action.yml"),
    ],
)
def test_what_goes_on_from_an_entry_beside_it_belongs_to_it(glob, path):
    files = {path: (None, "on:\n  workflow_call:\n")}
    register = {"build-image": Capability((glob,))}
    assert entries(files, Configuration(capabilities=register)) == ()
    for other in ({"build-im": Capability((glob,))}, {"build-image": Capability(("a/b/**",))}):
        assert len(entries(files, Configuration(capabilities=other))) == 1


def test_two_of_one_name_get_two_names():
    files = {
        "actions/queue/action.yml": (None, "name: Queue\n"),
        "modules/queue/variables.tf": MODULE,
    }
    assert [entry.name for entry in entries(files)] == ["queue", "queue-2"]


def test_an_action_that_is_a_package_as_well_gets_one_entry():
    files = {
        "scan/action.yml": (None, "name: Scan\n"),
        "scan/package.json": (None, '{"name": "scan"}\n'),
    }
    assert [entry.paths for entry in entries(files)] == [("scan/**",)]


def test_a_module_that_comes_with_its_caller_needs_no_entry():
    caller = 'module "queue" {\n  source = "../modules/queue"\n}\n'
    assert entries({"modules/queue/variables.tf": MODULE, "app/main.tf": (None, caller)}) == ()


def test_a_definition_that_is_copied_needs_no_entry():
    crd = (
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
        "spec:\n  group: x.acme.example\n  names:\n    kind: Queue\n"
    )
    files = {"definitions/x.acme.example_queues.yaml": (None, crd)}
    assert [each.capability for each in entries(files)] == ["Queue"]
    assert entries(files, tree=("config/crd/x.acme.example_queues.yaml",)) == ()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("pkg/apis/x/task_queue_types.go", "package x\n"),
        ("pkg/apis/x/types.go", "package x\n\ntype TaskQueue struct{}\n"),
    ],
)
def test_a_definition_is_covered_with_the_file_that_it_is_generated_from(source, text):
    crd = (
        "kind: CustomResourceDefinition\nspec:\n"
        "  group: x.acme.example\n  names:\n    kind: TaskQueue\n"
    )
    files = {
        "config/crd/taskqueues.yaml": (None, f"apiVersion: apiextensions.k8s.io/v1\n{crd}"),
        source: (None, text),
    }
    register = Configuration(capabilities={"tasks": Capability(("pkg/apis/**",))})
    assert entries(files, register) == ()
    assert [each.capability for each in entries(files)] == ["TaskQueue"]
