"""Variables of Ansible roles."""

from builders import declared_by

from app.facts.surfaces import ansible

DEFAULTS = "# How many run at once\nqueue_workers: 2\nqueue_size: small\n_queue_own: 1\n"
SPECIFICATION = """\
argument_specs:
  main:
    options:
      queue_size:
        description: [How big it is]
        choices: [small, large]
      queue_name:
        description: What it is called
        required: true
"""
TREE = ("roles/queue/tasks/main.yml",)


def test_defaults_are_variables_explained_by_comments_or_the_specification() -> None:
    beside = {"roles/queue/meta/argument_specs.yml": SPECIFICATION}
    found = declared_by(ansible, "roles/queue/defaults/main.yml", DEFAULTS, TREE, beside)
    assert list(found) == ["queue_workers", "queue_size"]
    assert (found["queue_workers"].line, found["queue_workers"].default) == (2, "2")
    assert found["queue_workers"].documentation == "How many run at once"
    assert found["queue_size"].documentation == "How big it is"


def test_the_specification_declares_what_has_no_default() -> None:
    beside = {"roles/queue/defaults/main.yml": DEFAULTS}
    path = "roles/queue/meta/argument_specs.yml"
    found = declared_by(ansible, path, SPECIFICATION, TREE, beside)
    assert list(found) == ["queue_name"]
    assert (found["queue_name"].required, found["queue_name"].line) == (True, 7)


def test_the_same_file_outside_a_role_declares_nothing() -> None:
    assert declared_by(ansible, "roles/queue/defaults/main.yml", DEFAULTS) == {}
