"""What Python packages give away: interfaces, and the names of their face."""

from builders import a_change, declared_by

from app.facts.comparison import compare
from app.facts.surfaces import python

STORE = '''
from abc import ABC, abstractmethod
from typing import Protocol

class Store(ABC):
    """Keeps things."""

    @abstractmethod
    def read(self, name: str, retries: int = 3) -> bytes:
        """Find a thing."""

    def helper(self): ...

class Reader(Protocol):
    def open(self, path): ...
    def _close(self): ...

class Plain:
    def read(self): ...

class _Private(ABC):
    @abstractmethod
    def read(self): ...
'''


def test_abstract_classes_and_protocols_are_declared_with_what_must_be_written() -> None:
    found = declared_by(python, "acme/store.py", STORE)
    assert found.keys() == {"Store", "Store.read", "Reader", "Reader.open"}
    assert (found["Store"].kind, found["Store"].documentation) == (
        "python_interface", "Keeps things.",
    )  # fmt: skip
    read = found["Store.read"]
    assert (read.kind, read.part_of, read.required) == ("python_interface_method", "Store", True)
    assert (read.type, read.line, read.documentation) == ("(self,name)", 9, "Find a thing.")


def test_the_face_of_a_distribution_is_declared_where_it_is_defined() -> None:
    tree = ("pyproject.toml", "acme/__init__.py", "acme/_core.py")
    core = 'def run(task, *, retries=3):\n    """Run a task."""\n'
    face = "from ._core import run as run\nfrom .other import Unread\nimport os\n"
    found = declared_by(python, "acme/__init__.py", face, tree, {"acme/_core.py": core})
    run = found["run"]
    assert (run.path, run.line, run.type) == ("acme/_core.py", 1, "(task)")
    assert run.documentation == "Run a task."
    assert found["Unread"].documentation_unseen
    assert "os" not in found


def test_a_list_of_names_decides_what_the_face_gives() -> None:
    face = '__all__ = ["run"]\ndef run(): ...\ndef helper(): ...\n'
    assert declared_by(python, "acme/__init__.py", face, ("setup.py",)).keys() == {"run"}


def test_a_name_that_is_given_late_is_on_its_way_out() -> None:
    face = 'def __getattr__(name):\n    if name == "Old":\n        return load("Other")\n'
    found = declared_by(python, "acme/__init__.py", face, ("setup.py",))
    assert found.keys() == {"Old"} and found["Old"].deprecated


def test_overloads_are_not_what_is_called() -> None:
    face = "@overload\ndef run(a): ...\n@overload\ndef run(a, b): ...\ndef run(a, b=None): ...\n"
    assert declared_by(python, "acme/__init__.py", face, ("setup.py",))["run"].type == "(a)"


def test_folders_that_are_not_distributed_have_no_face() -> None:
    assert declared_by(python, "acme/__init__.py", "def run(): ...\n") == {}


def test_tests_scripts_and_migrations_are_not_read() -> None:
    closed = ("tests/a.py", "scripts/a.py", "acme/migrations/0001.py", "setup.py", "conftest.py")
    assert not any(map(python.reads, closed))


def test_a_new_abstract_method_breaks_whoever_implements_the_class() -> None:
    more = STORE.replace(
        "    def helper", "    @abstractmethod\n    def size(self): ...\n\n    def helper"
    )
    differences = compare(a_change({"acme/store.py": (STORE, more)})).differences
    assert [(d.declaration.name, d.change, d.breaks) for d in differences] == [
        ("Store.size", "added", "it must be provided")
    ]


def test_a_new_interface_is_one_new_thing_whatever_its_methods() -> None:
    differences = compare(a_change({"acme/store.py": ("", STORE)})).differences
    assert [d.declaration.name for d in differences] == ["Store", "Reader"]


def test_an_interface_that_moves_inside_its_package_is_no_change() -> None:
    files = {"acme/a.py": (STORE, None), "acme/b.py": (None, STORE)}
    assert compare(a_change(files, tree=("acme/__init__.py",))).differences == ()
