"""The commands as their users call them."""

import json
import re
from pathlib import Path

import pytest
from commands import Cowpath
from repositories import Repository

from app.cli import COMMANDS
from app.pool.limits import MEMORY_IS_BOUNDED

CHECK_KEYS = {"schema", "conclusion", "advice", "exempt", "silent", "unknown", "facts"}


def test_without_a_command_the_help_is_shown(cowpath: Cowpath) -> None:
    ended = cowpath()
    assert ended.code == 0
    assert all(f"    {name} " in ended.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(cowpath: Cowpath, name: str) -> None:
    ended = cowpath(name, "--help")
    assert ended.code == 0
    assert COMMANDS[name] in ended.out


def test_the_version_is_told(cowpath: Cowpath) -> None:
    assert cowpath("--version").out.startswith("cowpath ")


@pytest.mark.parametrize(
    "words",
    [
        ["nope"],
        ["facts", "--nope"],
        ["facts", "--base"],
        ["facts", "--format", "xml"],
        ["check", "--repo", "/nowhere/at/all"],
        ["check", "--body-file", "/nowhere/at/all"],
        ["check", "--config", "/nowhere/at/all"],
        ["pr"],
        ["pr", "acme/harbour"],
        ["pr", "acme/harbour#0"],
        ["pr", "--from", "/nowhere/at/all"],
        ["pr", "acme/harbour#12", "--from", "x"],
        ["policies", "no-such-policy"],
        ["test", "/nowhere/at/all"],
        ["validate", "/nowhere/at/all"],
    ],
)
def test_a_wrong_call_is_the_authors_mistake(cowpath: Cowpath, words: list[str]) -> None:
    ended = cowpath(*words)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.count("\n") == 1


def test_facts_say_what_was_understood(cowpath: Cowpath, repository: Repository) -> None:
    ended = cowpath("facts", "--repo", str(repository.folder))
    assert (ended.code, ended.err) == (0, "")
    document = json.loads(ended.out)
    assert document["schema"] == "cowpath/facts/1"
    (point,) = document["extension_points"]
    assert (point["kind"], point["name"], point["line"]) == ("terraform_variable", "size", 1)


def test_check_answers_in_every_format(cowpath: Cowpath, repository: Repository) -> None:
    where = ("check", "--repo", str(repository.folder), "--base", "main", "--head", "topic")
    text = cowpath(*where)
    assert (text.code, text.err) == (0, "")
    assert "Looked at" in text.out
    assert json.loads(cowpath(*where, "--format", "json").out).keys() >= CHECK_KEYS
    assert json.loads(cowpath(*where, "--format", "sarif").out)["version"] == "2.1.0"
    assert cowpath(*where, "--format", "markdown").code == 0


def test_markdown_is_empty_where_the_app_would_not_comment(
    cowpath: Cowpath, repository: Repository
) -> None:
    skipped = ("--author", "dependabot[bot]", "--format", "markdown")
    ended = cowpath("check", "--repo", str(repository.folder), *skipped)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith("No comment: ")


def test_every_mistake_in_the_bases_configuration_is_shown(
    cowpath: Cowpath, repository: Repository
) -> None:
    repository.git("checkout", "--quiet", "main")
    repository.commit({".github/cowpath.yml": "version: 1\npolices: {}\nplatform: {nam: x}\n"})
    ended = cowpath("check", "--repo", str(repository.folder), "--head", "topic")
    assert ended.code == 2
    lines = ended.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(".github/cowpath.yml:2:1: ")
    assert lines[1].startswith(".github/cowpath.yml:3:")


def test_the_heads_configuration_does_not_count(cowpath: Cowpath, repository: Repository) -> None:
    repository.commit({".github/cowpath.yml": "nonsense"})
    assert cowpath("check", "--repo", str(repository.folder)).code == 0


def test_a_configuration_may_be_tried_before_it_is_merged(
    cowpath: Cowpath, repository: Repository, tmp_path: Path
) -> None:
    file = tmp_path / "tried.yml"
    file.write_text("version: 2\n")
    ended = cowpath("check", "--repo", str(repository.folder), "--config", str(file))
    assert ended.code == 2
    assert ended.err.startswith(f"{file}:1:")


def test_a_saved_pull_request_is_read_again(cowpath: Cowpath, tmp_path: Path) -> None:
    file = tmp_path / "saved.json"
    file.write_text(SAVED)
    again = tmp_path / "again.json"
    words = ("--from", str(file), "--save", str(again), "--format", "json")
    ended = cowpath("pr", *words)
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(again.read_text()) == json.loads(again.read_text()) | json.loads(SAVED)
    (point,) = json.loads(ended.out)["facts"]["extension_points"]
    assert point["name"] == "size"


def test_what_is_no_saved_pull_request_is_told(cowpath: Cowpath, tmp_path: Path) -> None:
    file = tmp_path / "saved.json"
    for text in ("", "{}", "[]", '{"pull_request": 3}'):
        file.write_text(text)
        ended = cowpath("pr", "--from", str(file))
        assert ended.code == 2
        assert ended.err.startswith(f"{file}: ")


def test_validate_fails_where_it_finds_nothing(
    cowpath: Cowpath, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cowpath("validate").code == 2


def test_validate_tells_every_mistake_in_every_file(
    cowpath: Cowpath, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / ".github/cowpath"
    own.mkdir(parents=True)
    (tmp_path / ".github/cowpath.yml").write_text("version: 1\nplatfrom: {}\n")
    (own / "our-own.yml").write_text("why: because\noccasions: 3\n")
    ended = cowpath("validate")
    assert ended.code == 2
    assert ".github/cowpath.yml:2:1: " in ended.err
    assert ".github/cowpath/our-own.yml:2:" in ended.err
    (own / "our-own.yml").unlink()
    (own / "base.yml").write_text("version: 1\n")
    (tmp_path / ".github/cowpath.yml").write_text("version: 1\n")
    ended = cowpath("validate")
    assert (ended.code, ended.out) == (
        0, ".github/cowpath.yml: no mistakes\n.github/cowpath/base.yml: no mistakes\n",
    )  # fmt: skip


SAVED = """
{"pull_request": {"title": "Offer search", "body": "", "author": "robin", "number": 12,
  "base_sha": "b", "head_sha": "a", "repository": "acme/harbour", "tree": ["README.md"],
  "tree_is_whole": true, "labels": [], "draft": false, "not_looked_at": [],
  "files": [{"path": "modules/search/variables.tf", "status": "added", "old_path": null,
    "before": null,
    "after": "variable \\"size\\" {\\n  type = string\\n}\\n"}],
  "neighbours": {"README.md": {"reason": "it is larger than 1,000,000 bytes"}}},
 "layers": {"texts": [], "missing": [], "withheld": []}}
"""


def test_explain_says_which_place_set_a_value(cowpath: Cowpath, repository: Repository) -> None:
    repository.git("checkout", "--quiet", "main")
    tuned = "version: 1\npolicies:\n  rule-of-three: {teams: 2}\n"
    repository.commit({".github/cowpath.yml": tuned})
    ended = cowpath("explain", "--repo", str(repository.folder), "--head", "topic")
    assert (ended.code, ended.err) == (0, "")
    words = " ".join(ended.out.split())
    assert "teams: 2 (.github/cowpath.yml)" in words
    assert "checkable: 0 (built-in)" in words


def test_policies_lists_them_and_explains_one(cowpath: Cowpath) -> None:
    assert "rule-of-three" in cowpath("policies").out
    one = cowpath("policies", "rule-of-three")
    assert (one.code, one.err) == (0, "")
    assert "Why it matters" in one.out
    assert "Did you mean `rule-of-three`?" in cowpath("policies", "rule-of-tree").err


def test_the_examples_of_a_policy_file_are_run(cowpath: Cowpath, tmp_path: Path) -> None:
    built_in = Path(__file__).parents[2] / "policies/rule-of-three.yml"
    own = tmp_path / "rule-of-three.yml"
    own.write_text(built_in.read_text())
    assert cowpath("test", str(own)).out.endswith(" of 1 policy come out as they say.\n")
    own.write_text(built_in.read_text().replace("expect: silence", "expect: advice", 1))
    ended = cowpath("test", str(own))
    assert ended.code == 2
    assert re.match(rf"{re.escape(str(own))}:\d+:5: ", ended.err)


@pytest.mark.skipif(not MEMORY_IS_BOUNDED, reason="the deadline alone would end it")
def test_examples_have_so_much_memory_and_no_more(cowpath: Cowpath, tmp_path: Path) -> None:
    own = tmp_path / "rule-of-three.yml"
    text = (Path(__file__).parents[2] / "policies/rule-of-three.yml").read_text()
    grown = "'aaaaaaaaaa'" + ".replace('a', 'aaaaaaaaaa')" * 4
    greedy = f"    expect: \"{grown}.replace('a', {grown}) == pull_request.title\""
    own.write_text(re.sub(r"(?m)^    expect: .*$", greedy, text, count=1))
    ended = cowpath("test", str(own))
    assert ended.code == 2
    assert "memory" in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "cowpath: There is no command `chek`. Did you mean `check`?"),
        (["zzz"], "cowpath: There is no command `zzz`. `cowpath --help` shows what there is."),
        (["--zzz"], "cowpath: There is no option `--zzz`. `cowpath --help` shows what there is."),
        (["check", "--labels", "x"], "cowpath check: There is no option `--labels`. Did you mean"),
        (["facts", "--haed", "x"], "cowpath facts: There is no option `--haed`. Did you mean `--h"),
        (["check", "main"], "cowpath check: `main` is a word too many."),
    ],
)
def test_a_word_that_is_not_known_is_answered_with_one_that_is(
    cowpath: Cowpath, words: list[str], said: str
) -> None:
    ended = cowpath(*words)
    assert ended.code == 2
    assert ended.err.startswith(said)


def test_a_change_without_files_is_said_to_be_none(
    cowpath: Cowpath, repository: Repository
) -> None:
    """Somebody who calls `check` on the default branch must not take silence for praise."""
    ended = cowpath("check", "--repo", str(repository.folder), "--base", "topic")
    assert ended.code == 0
    assert ended.err.startswith("No file differs between base and head")


def test_what_is_not_committed_yet_is_said_not_to_be_looked_at(
    cowpath: Cowpath, repository: Repository
) -> None:
    words = ("check", "--repo", str(repository.folder))
    assert cowpath(*words).err == ""
    (repository.folder / "README.md").write_text("# Another harbour\n")
    told = "Changes to 1 file are not committed yet, so they are not looked at.\n"
    assert cowpath(*words).err == told
    (repository.folder / "modules/dns/main.tf").write_text("locals { a = 1 }\n")
    assert cowpath(*words).err == told.replace("1 file", "2 files")
    assert cowpath(*words, "--head", "topic").err == ""
