"""The page that shows how to write a policy works as it stands, step by step."""

import re
from pathlib import Path

import pytest
from commands import Cowpath
from repositories import Repository

PAGE = (Path(__file__).parents[2] / "docs/write-a-policy.md").read_text("utf-8")
FILES = dict(re.findall(r"^`([^`\n]+)`:\n\n```yaml\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE))
CALLS = re.findall(r"```console\n\$ cowpath ([^\n]+)\n(.*?)```", PAGE, re.DOTALL)
MISTAKE = re.findall(r"```\n(\.github[^\n]+)\n```", PAGE)[0]
OWN = ".github/cowpath/runbooks.yml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with what the page writes, on a branch that changes an alert."""
    repository = Repository(tmp_path / "harbour")
    repository.commit({"README.md": "# Harbour\n"})
    repository.branch("topic")
    repository.commit({"alerts/disk.yml": "alert: DiskFull\n"}, "feat: tell when a disk is full")
    for path, text in FILES.items():
        file = repository.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.mark.parametrize(("words", "shown"), CALLS)
def test_a_command_shows_what_the_page_says(
    cowpath: Cowpath, here: Repository, words: str, shown: str
) -> None:
    ended = cowpath(*words.split())
    assert (ended.code, ended.err) == (0, "")
    for part in shown.split("…\n"):
        assert part in ended.out


def test_a_slip_is_answered_as_the_page_says(cowpath: Cowpath, here: Repository) -> None:
    slip = FILES[OWN].replace("changed_paths.filter", "changed_path.filter")
    (here.folder / OWN).write_text(slip)
    assert cowpath("test", OWN).err == f"{MISTAKE}\n"


def test_the_shared_policy_is_tuned_as_the_page_says(cowpath: Cowpath, here: Repository) -> None:
    base, own = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[-2:]
    shared = here.folder / "shared"
    shared.mkdir()
    (shared / "base.yml").write_text(base)
    (shared / "runbooks.yml").write_text(FILES[OWN])
    (here.folder / "own.yml").write_text(own)
    layer = f"acme/.github:cowpath/base.yml@v1={shared / 'base.yml'}"
    ended = cowpath("explain", "--layer", layer, "--config", "own.yml")
    assert (ended.code, ended.err) == (0, "")
    assert "handbook/**" in ended.out
