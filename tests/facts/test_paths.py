"""What a path says by convention."""

import pytest

from app.facts.paths import (
    is_bulk,
    is_documentation,
    is_example,
    is_generated,
    is_lock_file,
    is_supporting,
    is_test,
    is_unread,
    is_vendored,
)


def test_examples_and_tests_are_known_by_their_folder() -> None:
    assert is_example("examples/complete/main.tf")
    assert is_test("modules/queue/tests/queue.tftest.hcl")
    assert is_test("core/queue_test.go")
    assert is_test("web/cart.spec.ts")
    assert not is_test("modules/latest/main.tf")
    assert not is_test("schemas/alert-spec.schema.json")
    assert not is_example("modules/example-queue/main.tf")


def test_nothing_in_supporting_files_is_an_interface() -> None:
    assert is_supporting("vendor/github.com/acme/queue/queue.go")
    assert is_supporting("dist/index.js")
    assert not is_supporting("modules/queue/variables.tf")


@pytest.mark.parametrize(
    "path", ["package-lock.json", "web/yarn.lock", "docs/logo.PNG", "node_modules/a/b.js"]
)
def test_some_files_are_not_worth_reading(path: str) -> None:
    assert is_unread(path)


def test_each_kind_has_its_name() -> None:
    assert is_lock_file(".terraform.lock.hcl")
    assert is_bulk("data/sample.parquet")
    assert is_generated("api/queue.pb.go")
    assert is_vendored("third_party/lib/a.c")
    assert is_documentation("docs/LICENSE")
    assert is_documentation("modules/queue/README.md")
    assert not is_documentation("docs/conf.py")
