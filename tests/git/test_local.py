"""Reading a change of a local repository."""

import asyncio
import subprocess
from pathlib import Path

import pytest
from repositories import Repository

from app.advise.reading import read_change
from app.core.pull_request import NotRead, PullRequest
from app.errors import AuthorsMistake
from app.facts.wanted import STANDING
from app.git import local
from app.git.local import LocalChange, Overrides
from app.git.plumbing import Git


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "harbour")
    repository.commit({"README.md": "# Harbour\n", "modules/dns/main.tf": "locals {}\n" * 20})
    return repository


def read(
    repository: Repository | Path,
    base: str | None = "main",
    head: str = "HEAD",
    overrides: Overrides | None = None,
) -> PullRequest:
    folder = repository.folder if isinstance(repository, Repository) else repository

    async def reading() -> PullRequest:
        source = LocalChange(Git(folder), base, head, overrides)
        return await read_change(source, await source.opening(STANDING))

    return asyncio.run(reading())


def mistake(repository: Repository | Path, base: str | None = "main", head: str = "HEAD") -> str:
    with pytest.raises(AuthorsMistake) as raised:
        read(repository, base, head)
    return str(raised.value)


def test_title_body_and_author_are_the_head_commits(repository: Repository) -> None:
    repository.branch("topic")
    repository.commit({"a.md": "a"}, "Offer search\n\nConsumers:\n- payments\n")
    change = read(repository)
    assert change.title == "Offer search"
    assert change.body == "Consumers:\n- payments"
    assert change.author == "robin"


def test_the_words_of_a_merge_are_those_of_what_it_merged(repository: Repository) -> None:
    repository.branch("topic")
    words = "Merge pull request #12 from robin/topic\n\nOffer search\n\nFor payments"
    repository.commit({"a.md": "a"}, words)
    change = read(repository)
    assert (change.title, change.body) == ("Offer search", "For payments")


def test_what_the_caller_says_goes_first(repository: Repository) -> None:
    overrides = Overrides("Title", "", "ana", ("bug",))
    change = read(repository, "HEAD", overrides=overrides)
    assert (change.title, change.body, change.author, change.labels) == (
        "Title", "", "ana", ("bug",),
    )  # fmt: skip


def test_the_change_starts_where_the_histories_part(repository: Repository) -> None:
    repository.branch("topic")
    repository.commit({"topic.md": "topic"})
    repository.git("checkout", "--quiet", "main")
    tip = repository.commit({"later.md": "later", ".github/cowpath.yml": "version: 1\n"})
    change = read(repository, "main", "topic")
    assert [file.path for file in change.files] == ["topic.md"]
    assert change.base_sha == tip
    assert "later.md" not in change.tree
    assert change.neighbours[".github/cowpath.yml"] == "version: 1\n"


def test_both_sides_of_a_file_are_read(repository: Repository) -> None:
    repository.branch("topic")
    repository.commit({"README.md": "# Harbour\n\nMore.\n", "modules/dns/main.tf": None})
    readme, removed = read(repository).files
    assert (readme.status, readme.before, readme.after) == (
        "modified", "# Harbour\n", "# Harbour\n\nMore.\n",
    )  # fmt: skip
    assert (removed.status, removed.after) == ("removed", None)


def test_a_rename_keeps_its_old_path(repository: Repository) -> None:
    repository.branch("topic")
    repository.commit(
        {"modules/dns/main.tf": None, "modules/names/main.tf": "locals {}\n" * 20 + "# more\n"}
    )
    (file,) = read(repository).files
    assert (file.path, file.old_path) == ("modules/names/main.tf", "modules/dns/main.tf")
    assert file.status == "renamed"
    assert file.before == "locals {}\n" * 20


def test_hostile_names_are_only_names(repository: Repository) -> None:
    repository.branch("topic")
    names = {"a\nb.md": "1", "-x": "2", ":(top)*": "3", '"quoted"\t.md': "4", "--output=x": "5"}
    repository.commit(names)
    change = read(repository)
    assert {file.path: file.after for file in change.files} == names


def test_a_name_that_is_not_unicode_is_shown_as_far_as_it_goes(repository: Repository) -> None:
    repository.branch("topic")
    (Path(repository.folder) / b"caf\xe9.md".decode(errors="surrogateescape")).write_text("x")
    repository.commit({})
    (file,) = read(repository).files
    assert file.path == "caf\N{REPLACEMENT CHARACTER}.md"
    assert file.after == "x"


def test_links_submodules_and_what_is_no_text_are_not_read(repository: Repository) -> None:
    repository.branch("topic")
    (repository.folder / "link.md").symlink_to("/etc/passwd")
    head = repository.git("rev-parse", "HEAD")
    repository.commit({"image.md": b"\x89PNG\0", "latin.txt": b"caf\xe9"})
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{head},sub")
    repository.git("commit", "--quiet", "--amend", "--no-edit")
    change = read(repository)
    assert {file.path: file.after for file in change.files} == {
        "image.md": NotRead("it is not text"),
        "latin.txt": NotRead("it is not text in UTF-8"),
        "link.md": NotRead("it is a symbolic link"),
        "sub": NotRead("it is a submodule"),
    }


def test_a_large_file_is_not_read(repository: Repository) -> None:
    repository.branch("topic")
    repository.commit({"large.md": "x" * 1_000_001})
    (file,) = read(repository).files
    assert file.after == NotRead("it is larger than 1,000,000 bytes")


def test_files_beyond_the_limit_are_named_as_not_looked_at(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "MOST_FILES", 2)
    repository.branch("topic")
    repository.commit({"a": "1", "b": "2", "c": "3"})
    change = read(repository)
    assert [file.path for file in change.files] == ["a", "b"]
    assert change.not_looked_at == ("1 of the 3 changed files",)


def test_nothing_that_the_repository_configures_is_run(
    repository: Repository, tmp_path: Path
) -> None:
    trap = tmp_path / "trap.sh"
    caught = tmp_path / "caught"
    trap.write_text(f"#!/bin/sh\necho >> {caught}\ncat\n")
    trap.chmod(0o755)
    repository.branch("topic")
    repository.commit({".gitattributes": "*.md diff=trap filter=trap\n", "a.md": "a\n"})
    repository.commit({"a.md": "b\n"})
    for key in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "diff.trap.command",
        "diff.trap.textconv", "filter.trap.clean", "filter.trap.smudge", "gpg.program",
    ):  # fmt: skip
        repository.git("config", key, str(trap))
    repository.git("config", "log.showSignature", "true")
    (repository.folder / ".git/hooks").mkdir(exist_ok=True)
    (repository.folder / ".git/hooks/post-index-change").symlink_to(trap)
    caught.unlink(missing_ok=True)
    assert read(repository).files
    assert not caught.exists()


def test_replaced_objects_are_not_followed(repository: Repository) -> None:
    repository.branch("topic")
    true = repository.commit({"a.md": "true"})
    false = repository.commit({"a.md": "false"})
    repository.git("replace", true, false)
    (file,) = read(repository, "main", true).files
    assert file.after == "true"


def test_a_bare_repository_is_read_alike(repository: Repository, tmp_path: Path) -> None:
    repository.branch("topic")
    repository.commit({"a.md": "a"})
    bare = tmp_path / "bare.git"
    repository.git("clone", "--quiet", "--bare", ".", str(bare))
    assert [file.path for file in read(bare, "main", "topic").files] == ["a.md"]


def test_the_default_branch_is_the_base(repository: Repository) -> None:
    repository.branch("topic")
    repository.commit({"a.md": "a"})
    assert [file.path for file in read(repository, base=None).files] == ["a.md"]


def test_a_clone_from_github_knows_its_name(repository: Repository) -> None:
    for url in (
        "https://github.com/acme/harbour.git",
        "git@github.com:acme/harbour",
        "ssh://git@github.com/acme/harbour.git",
    ):
        repository.git("config", "remote.origin.url", url)
        assert read(repository).repository == "acme/harbour"
    repository.git("config", "remote.origin.url", "https://git.example/acme/harbour")
    assert read(repository).repository == ""


@pytest.mark.parametrize(
    "name", ["nope", "--all", "-h", "", "a\nb", "main..HEAD", "main:README.md"]
)
def test_what_is_no_commit_is_the_authors_mistake(repository: Repository, name: str) -> None:
    assert "--base" in mistake(repository, base=name)


def test_a_folder_without_a_repository_is_the_authors_mistake(tmp_path: Path) -> None:
    assert "is no git repository" in mistake(tmp_path)
    assert "is no folder" in mistake(tmp_path / "missing")
    assert "is no git repository" in mistake(tmp_path, base=None)


def test_histories_without_a_common_commit_are_the_authors_mistake(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit({"a.md": "a"})
    assert "no commit in common" in mistake(repository)


def test_a_shallow_clone_says_what_to_fetch(repository: Repository, tmp_path: Path) -> None:
    repository.branch("topic")
    repository.commit({"a.md": "a"})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"b.md": "b"})
    shallow = tmp_path / "shallow"
    words = ["clone", "--quiet", "--depth=1", "--no-single-branch"]
    subprocess.run(
        ["git", *words, f"file://{repository.folder}", str(shallow)],
        check=True,
        capture_output=True,
    )
    assert "git fetch --unshallow" in mistake(shallow, "origin/main", "origin/topic")


def test_an_empty_repository_is_the_authors_mistake(tmp_path: Path) -> None:
    assert "There is no commit called 'HEAD' here." in mistake(Repository(tmp_path / "empty"), None)


def test_a_clone_that_lacks_contents_still_lists_what_changed(repository: Repository) -> None:
    """Partial clones are common where histories are large; nothing is fetched to fill the gap."""
    repository.branch("topic")
    repository.commit(
        {"README.md": "# Harbour\n\nMore.\n", "modules/dns/main.tf": None, "n.tf": "x"}
    )
    lost = repository.git("rev-parse", "HEAD:n.tf").strip()
    (repository.folder / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    change = read(repository)
    assert [(file.path, file.status) for file in change.files] == [
        ("README.md", "modified"),
        ("modules/dns/main.tf", "removed"),
        ("n.tf", "added"),
    ]
    assert change.files[2].after == NotRead("this clone does not hold it")
