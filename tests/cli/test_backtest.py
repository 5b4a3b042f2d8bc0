"""`cowpath backtest`, as its users call it."""

import json
from pathlib import Path

import pytest
from commands import Cowpath
from repositories import Repository

SPEAKS = """\
title: it is a change
why: Somebody should know.
confidence: low
occasions:
  - when: "true"
    advice: {subject: it, title: It is a change, next_step: Look.}
    silence: {when: Never.}
false_alarms: Always.
examples: [{name: a, expect: advice}, {name: b, expect: silence}]
"""
DAY = "2026-01-31"
UNDOCUMENTED = 'variable "{name}" {{\n  type    = number\n  default = 1\n}}\n'


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "cowpath" / "findings"


@pytest.fixture
def harbour(tmp_path: Path) -> Repository:
    """A module, two settings squashed into it and one merged."""
    harbour = Repository(tmp_path / "harbour")
    harbour.git("remote", "add", "origin", "https://github.com/acme/harbour.git")
    text = UNDOCUMENTED.format(name="zone")
    module = "modules/dns/variables.tf"
    harbour.commit({module: text, "modules/dns/main.tf": "locals {}\n"}, "First")
    for name in ("ttl", "size"):
        text += "\n" + UNDOCUMENTED.format(name=name)
        harbour.commit({module: text}, f"feat: a {name} (#{len(name)})")
    harbour.branch("topic")
    text += "\n" + UNDOCUMENTED.format(name="owner")
    harbour.commit({module: text}, "wip")
    harbour.git("checkout", "--quiet", "main")
    message = "Merge pull request #5 from acme/topic\n\nfeat: an owner\n\nBecause."
    harbour.git("merge", "--quiet", "--no-ff", "--message", message, "topic")
    return harbour


def test_past_merges_are_judged_kept_and_compared(
    cowpath: Cowpath, harbour: Repository, tmp_path: Path, cache: Path
) -> None:
    words = ("backtest", "--repo", str(harbour.folder), "--jobs", "2", "--format")
    first = cowpath(*words, "json")
    assert (first.code, first.err) == (0, "")
    document = json.loads(first.out)
    assert (document["changes"], document["heard"], document["failed"]) == (3, 3, [])
    spoken = {one["policy"]: one for one in document["policies"] if one["spoke"]}
    assert spoken["documented-extension-points"]["spoke"] == 3
    examples = spoken["documented-extension-points"]["examples"]
    assert [(one["number"], one["title"]) for one in examples] == [
        (5, "feat: an owner"), (4, "feat: a size"), (3, "feat: a ttl"),
    ]  # fmt: skip
    assert examples[0]["url"] == "https://github.com/acme/harbour/pull/5"

    [file] = cache.iterdir()
    assert len(file.read_bytes().splitlines()) == 3
    kept = file.read_bytes()
    quiet = tmp_path / "quiet.yml"
    quiet.write_text("policies:\n  documented-extension-points: {mode: report}\n")
    second = cowpath(*words, "markdown", "--against", str(quiet), "--last", "2")
    assert "On 2 past changes: 0 newly said, 2 no longer said." in second.out
    assert "[#5](https://github.com/acme/harbour/pull/5)" in second.out
    assert file.read_bytes() == kept, "how policies are tuned is no reason to look again"


def test_a_run_goes_on_where_the_last_one_ended(
    cowpath: Cowpath, harbour: Repository, cache: Path
) -> None:
    """What was found is on disk at once, so that it does not matter how a run ends."""
    words = ("backtest", "--repo", str(harbour.folder), "--last")
    cowpath(*words, "1")
    [file] = cache.iterdir()
    begun = file.read_bytes()
    file.write_bytes(begun + b"0123abcd half a li")  # as if the machine had stopped there
    assert cowpath(*words, "3").code == 0
    lines = file.read_bytes().splitlines()
    assert lines[0] == begun.strip()
    assert len(lines) == 1 + 1 + 2


def test_a_bar_shows_people_how_far_it_is(
    cowpath: Cowpath, harbour: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    ended = cowpath("backtest", "--repo", str(harbour.folder))
    assert "Looking back" in ended.err
    assert "3/3" in ended.err
    assert "Looking back" not in ended.out


def test_a_configuration_being_edited_is_tried_with_the_policies_beside_it(
    cowpath: Cowpath, harbour: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(harbour.folder)
    for path, text in {
        ".github/cowpath.yml": "policies: {speaks: {file: .github/cowpath/speaks.yml}}\n",
        ".github/cowpath/speaks.yml": SPEAKS,
    }.items():
        (harbour.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (harbour.folder / path).write_text(text)
    ended = cowpath("backtest", "--against", ".github/cowpath.yml", "--format", "markdown")
    assert "`speaks`: newly said on 3" in ended.out


@pytest.mark.parametrize(
    "words",
    [
        ["--last", "0"],
        ["--last", "many"],
        ["--since", "yesterday"],
        ["--last", "1", "--since", "2026-01-01"],
        ["--jobs", "-1"],
        ["--config", "/nowhere/at/all"],
        ["--against", "/nowhere/at/all"],
        ["--since", "2099-01-01"],
        ["acme/harbour"],
        ["acme/harbour", "--last", "1"],
        ["harbour"],
    ],
)
def test_a_wrong_call_is_the_authors_mistake(
    cowpath: Cowpath, harbour: Repository, words: list[str]
) -> None:
    ended = cowpath("backtest", "--repo", str(harbour.folder), *words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("words", [["acme/harbour"], ["harbour"], ["acme/harbour", "--since", DAY]])
def test_github_is_asked_for_a_repository_that_is_named_with_a_token_alone(
    cowpath: Cowpath, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    ended = cowpath("backtest", *words)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)


def test_mistakes_of_both_configurations_are_told(
    cowpath: Cowpath, harbour: Repository, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.yml", tmp_path / "other.yml"
    one.write_text("platfrom: {}\n")
    other.write_text("polices: {}\n")
    words = ("--config", str(one), "--against", str(other))
    ended = cowpath("backtest", "--repo", str(harbour.folder), *words)
    assert ended.code == 2
    assert "platfrom" in ended.err
    assert "polices" in ended.err


def test_a_folder_that_is_no_repository_is_told(cowpath: Cowpath, tmp_path: Path) -> None:
    ended = cowpath("backtest", "--repo", str(tmp_path))
    assert ended.code == 2
    assert "no git repository" in ended.err
