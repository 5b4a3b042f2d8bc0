"""What is not committed yet is counted, and nothing of the clone's is run for it."""

import os
from pathlib import Path

import pytest
from repositories import Repository

from app.git.plumbing import Git
from app.git.work_tree import uncommitted

FILES = {"a.tf": "one\n", "odd\nname\t.md": "two\n", "c/d.md": "three\n"}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "harbour")
    repository.commit(FILES)
    return repository


def found(repository: Repository, *below: str) -> int:
    return uncommitted(Git(repository.folder.joinpath(*below)))


def test_a_work_tree_as_it_was_committed_holds_nothing_new(repository: Repository) -> None:
    assert found(repository) == 0
    os.utime(repository.folder / "a.tf", (1, 1))
    assert found(repository) == 0, "touched is not edited"


def test_edited_and_staged_files_are_counted_once_each(repository: Repository) -> None:
    (repository.folder / "a.tf").write_text("longer than it was\n")
    (repository.folder / "odd\nname\t.md").write_text("owt\n")
    os.utime(repository.folder / "odd\nname\t.md", (1, 1))
    assert found(repository) == 2
    repository.git("add", "a.tf")
    (repository.folder / "new.md").write_text("four\n")
    assert found(repository) == found(repository, "c") == 2
    repository.git("add", "new.md")
    assert found(repository) == 3


def test_a_bare_repository_has_nothing_that_is_not_committed(
    repository: Repository, tmp_path: Path
) -> None:
    repository.git("clone", "--quiet", "--bare", str(repository.folder), str(tmp_path / "bare"))
    assert uncommitted(Git(tmp_path / "bare")) == 0


def test_no_filter_of_the_clone_is_run(repository: Repository, tmp_path: Path) -> None:
    repository.commit({".gitattributes": "* filter=evil\n"})
    repository.git("config", "filter.evil.clean", f"touch {tmp_path / 'ran'}")
    for path in FILES:
        os.utime(repository.folder / path)
    assert found(repository) == 0
    assert not (tmp_path / "ran").exists()
