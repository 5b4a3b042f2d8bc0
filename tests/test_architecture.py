"""The house as it is drawn: who may import whom, and what the App asks permission for."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parents[1]
LONGEST_FILE = 300


def test_imports_go_down_the_floors_and_deciding_rooms_stay_pure() -> None:
    """The contracts stand in pyproject.toml; a new room has to choose its floor there."""
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint, "--no-logo"], cwd=HERE, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_file_that_grows_past_three_hundred_lines_lacks_an_idea() -> None:
    long = {
        str(path.relative_to(HERE)): lines
        for path in (HERE / "app").rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_the_manifest_asks_for_the_least_permissions() -> None:
    """Write access is asked for only where Cowpath writes: the comment and the check run."""
    manifest = yaml.safe_load((HERE / "app.yml").read_text())
    permissions = manifest["default_permissions"]
    assert {name for name, level in permissions.items() if level == "write"} == {
        "pull_requests",
        "checks",
    }
    assert permissions["contents"] == "read"


def test_every_permission_of_the_manifest_is_explained_to_the_operator() -> None:
    manifest = yaml.safe_load((HERE / "app.yml").read_text())
    page = (HERE / "docs" / "install.md").read_text()
    asked = {f"`{name}: {level}`" for name, level in manifest["default_permissions"].items()}
    assert {ask for ask in asked if ask not in page} == set()
    assert {e for e in manifest["default_events"] if f"`{e}`" not in page} == set()


def test_the_image_is_built_as_its_linter_likes_it() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    if not linter.exists():
        pytest.skip("hadolint is packaged for Linux on x86-64 only; the Dockerfile is not linted")
    run = subprocess.run([linter, "Dockerfile"], cwd=HERE, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
