"""What is written down and what the code does are the same."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES: dict[str, Callable[[], str]] = runpy.run_path(str(ROOT / "scripts/pages"))["PAGES"]


@pytest.mark.parametrize("path", PAGES)
def test_generated_pages_are_up_to_date(path: str) -> None:
    """`scripts/pages` writes them anew."""
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path]()


def test_every_page_about_policies_is_generated() -> None:
    here = {str(page.relative_to(ROOT)) for page in (ROOT / "docs/policies").glob("*.md")}
    assert here == {path for path in PAGES if path.startswith("docs/policies/")}
