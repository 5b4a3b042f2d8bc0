"""Layers that lie in other repositories, for commands that look at a local clone."""

import json
from pathlib import Path

import pytest
from commands import Cowpath
from repositories import Repository

NAME = "acme/.github:cowpath/base.yml@v3"
BASE = """\
platform: {team: "@acme/platform"}
locked: {platform.team: agreed in 2026}
policies: {our-own: {file: our-own.yml}}
"""
OUR_OWN = """\
title: a readme changes
why: Everybody reads it.
confidence: high
occasions:
  - when: changed_paths.exists(p, p == "README.md")
    advice: {subject: README, title: The readme changes, next_step: Read it again.}
    silence: {when: It does not change.}
false_alarms: None.
examples:
  - {name: speaks, expect: advice, files: [{path: README.md, after: "2"}]}
  - {name: is silent, expect: silence}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The layer as a file, with its policy beside it."""
    (tmp_path / "our-own.yml").write_text(OUR_OWN)
    file = tmp_path / "base.yml"
    file.write_text(BASE)
    return file


@pytest.fixture
def extended(repository: Repository) -> Repository:
    """A repository whose configuration builds on the layer."""
    repository.git("checkout", "--quiet", "main")
    text = f'extends: ["{NAME}"]\nplatform: {{name: Harbour}}\n'
    repository.commit({".github/cowpath.yml": text})
    return repository


def test_without_the_layer_the_command_says_which_is_missing(
    cowpath: Cowpath, extended: Repository
) -> None:
    for command in ("check", "explain", "facts"):
        ended = cowpath(command, "--repo", str(extended.folder), "--head", "topic")
        assert ended.code == 2
        assert ended.err.startswith(f".github/cowpath.yml:1:11: `{NAME}` cannot be read: ")
        assert "--layer" in ended.err


def test_the_resolved_configuration_names_the_layer_of_every_value(
    cowpath: Cowpath, extended: Repository, base: Path
) -> None:
    words = ("explain", "--repo", str(extended.folder), "--layer", f"{NAME}={base}", "--config")
    ended = cowpath(*words)
    assert (ended.code, ended.err) == (0, "")
    assert 'name: "Harbour"  # .github/cowpath.yml\n' in ended.out
    assert f'team: "@acme/platform"  # {NAME}\n' in ended.out
    assert f"# platform.team is locked by {NAME}: agreed in 2026\n" in ended.out
    assert "at_most: 3  # built-in\n" in ended.out

    document = json.loads(cowpath(*words, "--format", "json").out)
    assert document["layers"] == [NAME, ".github/cowpath.yml"]
    assert {"key": "platform.name", "value": "Harbour", "layers": [".github/cowpath.yml"]} in (
        document["values"]
    )
    assert document["locks"][0]["key"] == "platform.team"


def test_what_is_shown_can_be_read_back(
    cowpath: Cowpath, repository: Repository, tmp_path: Path
) -> None:
    repository.git("checkout", "--quiet", "main")
    repository.commit({".github/cowpath.yml": "skip: {+labels: [x]}\nplatform: {name: 'a # b'}\n"})
    shown = cowpath("explain", "--repo", str(repository.folder), "--config").out
    again = tmp_path / "shown.yml"
    again.write_text(shown)
    words = ("--repo", str(repository.folder), "--head", "topic", "--config", str(again))
    assert cowpath("check", *words).err == ""


def test_a_layers_own_policies_are_read_beside_its_file(
    cowpath: Cowpath, extended: Repository, base: Path
) -> None:
    words = ("--repo", str(extended.folder), "--head", "topic", "--layer", f"{NAME}={base}")
    document = json.loads(cowpath("check", *words, "--format", "json").out)
    named = [entry["policy"] for part in ("advice", "silent") for entry in document[part]]
    assert "our-own" in named


def test_a_layer_is_found_in_a_folder_of_clones(
    cowpath: Cowpath, extended: Repository, base: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "clones" / "acme" / ".github"
    clone.mkdir(parents=True)
    shared = Repository(clone)
    shared.git("init", "--quiet", "--initial-branch", "main")
    shared.commit({"cowpath/base.yml": BASE, "cowpath/our-own.yml": OUR_OWN})
    words = ("explain", "--repo", str(extended.folder), "--config", "--layer")
    untagged = cowpath(*words, str(tmp_path / "clones"))
    assert "has no tag `v3`" in untagged.err
    shared.git("tag", "v3")
    assert NAME in cowpath(*words, str(tmp_path / "clones")).out


def test_wrong_layers_are_told_all_at_once(cowpath: Cowpath, extended: Repository) -> None:
    given = ("--layer", "nonsense=x.yml", "--layer", f"{NAME}=absent.yml", "--layer", "absent")
    ended = cowpath("check", "--repo", str(extended.folder), *given)
    assert (ended.code, ended.err.count("--layer: ")) == (2, 3)


def test_a_locked_key_is_told_where_it_is_changed(
    cowpath: Cowpath, repository: Repository, base: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.yml"
    own.write_text(f'extends: ["{NAME}"]\nplatform: {{team: "@acme/other"}}\n')
    words = ("--repo", str(repository.folder), "--layer", f"{NAME}={base}", "--config", str(own))
    ended = cowpath("check", *words)
    assert ended.code == 2
    assert f"own.yml:2:12: `platform.team` is locked by {NAME}: agreed in 2026." in ended.err
