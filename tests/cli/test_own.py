"""A repository's own configuration and policies, checked and tested in its folder."""

import json
from pathlib import Path

import pytest
from commands import Cowpath

from app.cli.change import Subject
from app.cli.saved import save
from app.core.layers import Layers
from app.core.pull_request import ChangedFile, PullRequest

OUR_OWN = """\
title: a release has no notes
why: Teams learn of it by surprise.
confidence: high
settings: {where: {type: strings, default: ["notes/**"], about: Where notes are.}}
occasions:
  - when: changed_paths.exists(p, p == "VERSION")
    expect: changed_paths.exists(p, under(p, settings.where))
    advice: {subject: VERSION, title: A release without notes, next_step: Write a note.}
    silence: {when: No release., expect: It has notes.}
false_alarms: None.
examples:
  - {name: speaks, expect: advice, files: [{path: VERSION, after: "2"}]}
  - {name: is silent, expect: silence}
"""
SAVED = "  - {name: a real one, expect: silence, pull_request: saved/pr.json}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration and a policy of its own, which is the current one."""
    own = tmp_path / ".github/cowpath"
    own.mkdir(parents=True)
    (own / "our-own.yml").write_text(OUR_OWN)
    text = "policies: {our-own: {file: .github/cowpath/our-own.yml, where: [n/**]}}\n"
    (tmp_path / ".github/cowpath.yml").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_here_is_checked_and_tested(cowpath: Cowpath, folder: Path) -> None:
    assert cowpath("validate").out == (
        ".github/cowpath.yml: no mistakes\n.github/cowpath/our-own.yml: no mistakes\n"
    )
    assert cowpath("test").out == "2 examples of 1 policy come out as they say.\n"


def test_testing_checks_the_configuration_as_well(cowpath: Cowpath, folder: Path) -> None:
    (folder / ".github/cowpath.yml").write_text("policies: {our-on: {}}\n")
    ended = cowpath("test")
    assert (ended.code, ".github/cowpath.yml:1:12: " in ended.err) == (2, True)


def test_a_policy_by_itself_may_name_others_but_makes_no_slips(
    cowpath: Cowpath, folder: Path
) -> None:
    file = folder / "alone.yml"
    for other, code in (("somebody-elses", 0), ("rule-of-tree", 2)):
        file.write_text(f"yields_to: [{other}]\n{OUR_OWN}")
        ended = cowpath("validate", str(file))
        assert (ended.code, "Did you mean `rule-of-three`?" in ended.err) == (code, code == 2)


def test_a_setting_of_an_own_policy_is_checked_where_it_is_tuned(
    cowpath: Cowpath, folder: Path
) -> None:
    text = "policies:\n  our-own: {file: .github/cowpath/our-own.yml, were: [n/**]}\n"
    (folder / ".github/cowpath.yml").write_text(text)
    ended = cowpath("validate")
    assert ended.err.startswith(
        ".github/cowpath.yml:2:48: `our-own` has no setting `were`. Did you mean `where`?"
    )


def test_a_policy_that_is_not_there_is_missing_where_it_is_named(
    cowpath: Cowpath, folder: Path
) -> None:
    (folder / ".github/cowpath/our-own.yml").rename(folder / ".github/cowpath/other.yml")
    ended = cowpath("validate")
    assert ".github/cowpath.yml:1:28: `.github/cowpath/our-own.yml` cannot be read" in ended.err


def test_a_layer_is_checked_with_the_policies_beside_it(cowpath: Cowpath, tmp_path: Path) -> None:
    layer = tmp_path / "base.yml"
    layer.write_text("policies: {our-own: {file: our-own.yml}}\n")
    assert "cannot be read" in cowpath("validate", str(layer)).err
    (tmp_path / "our-own.yml").write_text(OUR_OWN)
    assert cowpath("validate", str(layer)).err == ""


def save_a_release(file: Path) -> None:
    """A release with its note, as `cowpath pr --save` writes it."""
    files = (
        ChangedFile("VERSION", "modified", before="1\n", after="2\n"),
        ChangedFile("notes/2.md", "added", after="# Two\n"),
    )
    pull_request = PullRequest("Release 2", "", "robin", "b" * 40, "a" * 40, files)
    save(Subject(pull_request, Layers(())), str(file))


def test_an_example_may_be_a_saved_pull_request(cowpath: Cowpath, folder: Path) -> None:
    own = folder / ".github/cowpath"
    (own / "saved").mkdir()
    save_a_release(own / "saved/pr.json")
    (own / "our-own.yml").write_text(OUR_OWN + SAVED)
    assert cowpath("test").out == "3 examples of 1 policy come out as they say.\n"
    (own / "our-own.yml").write_text(OUR_OWN + SAVED.replace("silence", "advice"))
    assert ": a real one: Expected advice" in cowpath("test").err


@pytest.mark.parametrize("content", ["{", "{}", json.dumps({"pull_request": {"title": 3}})])
def test_a_saved_pull_request_that_is_none_is_a_mistake(
    cowpath: Cowpath, folder: Path, content: str
) -> None:
    own = folder / ".github/cowpath"
    (own / "our-own.yml").write_text(OUR_OWN + SAVED)
    (own / "saved").mkdir()
    (own / "saved/pr.json").write_text(content)
    ended = cowpath("test")
    assert (ended.code, "saved/pr.json: " in ended.err) == (2, True)


@pytest.mark.parametrize(
    ("example", "mistake"),
    [
        ("pull_request: ../../secret.json", "the path of a JSON file"),
        ("pull_request: /etc/passwd.json", "the path of a JSON file"),
        ("pull_request: saved.yml", "the path of a JSON file"),
        ("pull_request: saved.json, title: x", "The saved pull request says this"),
    ],
)
def test_an_example_stays_in_its_folder_and_says_things_once(
    cowpath: Cowpath, folder: Path, example: str, mistake: str
) -> None:
    text = f"{OUR_OWN}  - {{name: odd, expect: silence, {example}}}\n"
    (folder / ".github/cowpath/our-own.yml").write_text(text)
    ended = cowpath("validate")
    assert (ended.code, mistake in ended.err) == (2, True)


def test_links_that_lead_out_of_the_repository_are_not_followed(
    cowpath: Cowpath, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A checkout may be a stranger's, and what a command says may stand in a public log."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yml"
    secret.write_text("password: hunter2\n")
    for link in (".github/cowpath/our-own.yml", ".github/cowpath.yml"):
        (folder / link).unlink()
        (folder / link).symlink_to(secret)
        for words in ("validate", "test"):
            ended = cowpath(words)
            assert (ended.code, "a link that leads out" in ended.err) == (2, True), words
            assert "password" not in ended.out + ended.err
