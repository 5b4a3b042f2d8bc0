"""What is written down and what the code does are the same."""

import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from app.policy_files import built_in

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES: dict[str, Callable[[], str]] = runpy.run_path(str(ROOT / "scripts/pages"))["PAGES"]


@pytest.mark.parametrize("path", PAGES)
def test_generated_pages_are_up_to_date(path: str) -> None:
    """`scripts/pages` writes them anew."""
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path]()


def test_every_page_about_policies_is_generated() -> None:
    here = {str(page.relative_to(ROOT)) for page in (ROOT / "docs/policies").glob("*.md")}
    assert here == {path for path in PAGES if path.startswith("docs/policies/")}


def test_the_front_page_names_every_policy() -> None:
    rows = re.findall(r"^\| \[`([\w-]+)`\]\(docs/policies/\1\.md\)", README, re.MULTILINE)
    assert sorted(rows) == sorted(policy.id for policy in built_in())


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_every_picture_that_is_shown_is_there(page: Path) -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / picture).is_file()
