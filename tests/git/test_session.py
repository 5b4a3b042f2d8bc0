"""A session answers as git does when it is asked anew each time."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from repositories import Repository

from app.git.difference import differences
from app.git.plumbing import Git, GitFailed
from app.git.session import GitSession


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A history with all that happens to files, a merge, and paths that try to confuse."""
    repository = Repository(tmp_path / "harbour")
    repository.commit({"README.md": "# Harbour\n", "a/main.tf": "locals {}\n" * 20, "b": b"\0"})
    repository.commit({"a/main.tf": None, "c/main.tf": "locals {}\n" * 20 + "more\n"})
    repository.commit({"end of the answer\n": "1", "d\tü": "2", "README.md": "# The Harbour\n"})
    repository.branch("topic")
    repository.commit({"topic.md": "topic", "b": None})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"later.md": "later"})
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "topic")
    repository.commit({}, "Nothing")
    return repository


@pytest.fixture
def session(repository: Repository) -> Iterator[GitSession]:
    session = GitSession(repository.folder)
    yield session
    session.close()


def line(repository: Repository) -> list[str]:
    return repository.git("rev-list", "--first-parent", "main").split("\n")


def test_neighbouring_trees_and_differences_are_those_of_git(
    repository: Repository, session: GitSession
) -> None:
    git, commits = Git(repository.folder), line(repository)
    for head, base in pairwise(commits):
        assert session.tree(base) == git.tree(base)
        assert differences(session, base, head) == differences(git, base, head)
        assert session.merge_base(base, head) == base
    assert session.tree(commits[0]) == git.tree(commits[0])


def test_objects_are_those_of_git(repository: Repository, session: GitSession) -> None:
    git = Git(repository.folder)
    ids = [entry.id for entry in git.tree("main").values()] + ["0" * 40]
    assert session.sizes(ids) == git.sizes(ids)
    assert session.blobs(ids) == git.blobs(ids)
    topic, older = git.commit("topic") or "", git.commit("main~2") or ""
    assert session.commit_object(topic) == git.commit_object(topic)
    assert session.merge_base(topic, older) == git.merge_base(topic, older)


@pytest.mark.parametrize(
    "name", ["main", "main~1", "nowhere", "", "a b", "x commit", "main..topic"]
)
def test_names_mean_what_they_mean_to_git(
    repository: Repository, session: GitSession, name: str
) -> None:
    assert session.commit(name) == Git(repository.folder).commit(name)


def test_a_commit_that_is_not_there_is_said_to_be_so(session: GitSession) -> None:
    with pytest.raises(GitFailed):
        session.commit_object("0" * 40)


def test_it_goes_on_after_its_processes_were_ended(
    repository: Repository, session: GitSession
) -> None:
    before = session.commit("main")
    session.close()
    assert session.commit("main") == before


def test_a_folder_that_is_no_repository_is_no_surprise(tmp_path: Path) -> None:
    session = GitSession(tmp_path)
    with pytest.raises(GitFailed):
        session.commit("main")
    session.close()
