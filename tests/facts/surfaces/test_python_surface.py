"""What Python packages give away: interfaces, and the names of their face."""

from builders import a_change, declared_by

from app.facts.comparison import compare
from app.facts.parameters import Parameter
from app.facts.surface import Declaration
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
    assert found.keys() == {"Store", "Store.read", "Store.helper", "Reader", "Reader.open"}
    assert not found["Store.helper"].required
    assert (found["Store"].kind, found["Store"].documentation) == (
        "python_interface", "Keeps things.",
    )  # fmt: skip
    read = found["Store.read"]
    assert (read.kind, read.part_of, read.required) == ("python_interface_method", "Store", True)
    assert (read.line, read.documentation) == (9, "Find a thing.")
    assert read.parameters == (
        Parameter("name", True, type="str"),
        Parameter("retries", False, "3", "int"),
    )


def test_the_face_of_a_distribution_is_declared_where_it_is_defined() -> None:
    tree = ("pyproject.toml", "acme/__init__.py", "acme/_core.py")
    core = 'def run(task, *, retries=3):\n    """Run a task."""\n'
    face = "from ._core import run as run\nfrom .other import Unread\nimport os\n"
    found = declared_by(python, "acme/__init__.py", face, tree, {"acme/_core.py": core})
    run = found["run"]
    assert (run.path, run.line, run.kind) == ("acme/_core.py", 1, "python_exported_api")
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
    run = declared_by(python, "acme/__init__.py", face, ("setup.py",))["run"]
    assert run.parameters == (Parameter("a", True), Parameter("b", False, "None"))


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


# What a library lets others import ----------------------------------------------------------------

LIBRARY = ("pyproject.toml", "acme/__init__.py")
CACHE = """
class Cache:
    'Keeps things.'
    size: int = 3  # how many
    def __init__(self, name, *, limit=None): ...
    def get(self, key): ...
    @staticmethod
    def make(kind): ...
    @property
    def full(self): ...
    def _drop(self): ...

def load(path): ...
def _hidden(): ...

class _Result:
    def value(self): ...
"""


def of_library(path: str, text: str = CACHE) -> dict[str, Declaration]:
    return declared_by(python, path, text, LIBRARY)


def test_an_open_module_of_a_library_declares_its_classes_and_functions() -> None:
    found = of_library("acme/cache.py")
    assert found.keys() == {
        "Cache", "Cache.size", "Cache.get", "Cache.make", "Cache.full", "load",
    }  # fmt: skip
    assert found["Cache"].parameters == (Parameter("name", True), Parameter("limit", False, "None"))
    assert found["Cache.make"].parameters == (Parameter("kind", True),)
    assert found["Cache.size"].documentation == "how many"


def test_a_program_or_a_private_module_declares_none() -> None:
    assert of_library("acme/_cache.py") == {}
    assert declared_by(python, "acme/cache.py", CACHE, (*LIBRARY, "Dockerfile")) == {}
    commands = {"pyproject.toml": "[project.scripts]\nacme = 'acme:main'\n"}
    assert declared_by(python, "acme/cache.py", CACHE, LIBRARY, commands) == {}


def test_of_a_module_that_the_face_picks_from_only_what_it_picks_is_meant() -> None:
    face = {"acme/__init__.py": "from .cache import Cache\n"}
    assert declared_by(python, "acme/cache.py", CACHE, LIBRARY, face) == {}
    given = declared_by(
        python, "acme/__init__.py", *face.values(), LIBRARY, {"acme/cache.py": CACHE}
    )
    assert "Cache.get" in given and "load" not in given


def test_the_pages_of_reference_make_a_private_looking_class_public() -> None:
    page = {
        "docs/api.rst": "Results\n=======\n\n.. autoclass:: acme._cache._Result\n   :members:\n"
    }
    tree = (*LIBRARY, "docs/api.rst")
    assert declared_by(python, "acme/_cache.py", CACHE, tree, page).keys() == {
        "_Result", "_Result.value",
    }  # fmt: skip


def told(before: str, after: str) -> list[tuple[str, str, str | None]]:
    change = a_change({"acme/cache.py": (before, after)}, tree=LIBRARY)
    return [(d.declaration.name, d.change, d.breaks) for d in compare(change).differences]


def test_a_parameter_that_may_be_left_out_breaks_nobody() -> None:
    assert told(CACHE, CACHE.replace("load(path)", "load(path, mode='r')")) == [
        ("load", "changed-compatible", None)
    ]
    assert told(CACHE, CACHE.replace("load(path)", "load(path=None)")) == [
        ("load", "changed-compatible", None)
    ]


def test_a_parameter_that_goes_or_is_asked_for_breaks_callers() -> None:
    assert told(CACHE, CACHE.replace(", *, limit=None", "")) == [
        ("Cache", "changed-breaking", "it no longer takes `limit`")
    ]
    assert told(CACHE, CACHE.replace("load(path)", "load(path, mode)")) == [
        ("load", "changed-breaking", "it now asks for `mode`")
    ]


def test_a_function_that_always_warns_is_deprecated() -> None:
    warns = "def load(path):\n    warnings.warn('gone soon', DeprecationWarning)\n"
    assert of_library("acme/a.py", warns)["load"].deprecated
    sometimes = "def load(path):\n    if path:\n        warnings.warn('x', DeprecationWarning)\n"
    assert not of_library("acme/a.py", sometimes)["load"].deprecated


def test_a_name_is_followed_through_the_modules_that_pass_it_on() -> None:
    modules = {"acme/core.py": "from ._cache import Cache\n", "acme/_cache.py": CACHE}
    face = "from .core import Cache as Store\n"
    found = declared_by(python, "acme/__init__.py", face, LIBRARY, modules)
    assert found["Store"].path == "acme/_cache.py" and "Store.get" in found


def test_what_is_told_as_an_event_or_a_hook_is_not_told_again_as_a_class() -> None:
    hook = "class Asked(AcmeFilter):\n    'Asks.'\n    filter_type = 'org.acme.asked.v1'\n"
    change = a_change({"acme/filters.py": ("", hook)}, tree=LIBRARY)
    assert [d.declaration.kind for d in compare(change).differences] == ["hook"]
