"""The page that shows how to add a format works as it stands."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import app.facts.surfaces as surfaces

PAGE = Path(__file__).parents[1] / "docs" / "add-a-format.md"
READER, TEST = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
NAME = "gitlab_component"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    module = ModuleType(f"app.facts.surfaces.{NAME}")
    exec(compile(READER, str(PAGE), "exec"), module.__dict__)  # noqa: S102 - our own page
    monkeypatch.setattr(surfaces, NAME, module, raising=False)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    yield module


def test_the_test_on_the_page_passes_with_the_reader_on_the_page(reader: ModuleType) -> None:
    page: dict[str, object] = {}
    exec(compile(TEST, str(PAGE), "exec"), page)  # noqa: S102 - our own page
    tests = [work for name, work in page.items() if name.startswith("test_")]
    assert len(tests) == 3
    for test in tests:
        test()  # type: ignore[operator]
