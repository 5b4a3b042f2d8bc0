"""What users must act on after a change."""

import pytest
from builders import a_change, a_changed_file

from app.core.fact import BreakingChange
from app.core.pull_request import Content
from app.facts.breaking_changes import breaking_changes

INPUTS = "inputs:\n  a: {}\n  b: {}\nruns: {}\n"


def breaks(files: dict[str, tuple[Content, Content]], **rest: object) -> list[BreakingChange]:
    return list(breaking_changes(a_change(files, **rest)))


def said(files: dict[str, tuple[Content, Content]], **rest: object) -> list[tuple[str, str]]:
    return [(each.name, each.reason) for each in breaks(files, **rest)]


def test_a_removed_input_breaks_without_a_guide() -> None:
    (found,) = breaks({"action.yml": (INPUTS, INPUTS.replace("  a: {}\n", ""))})
    assert found == BreakingChange(
        "a", "action.yml", 2, "it was removed", None, "action_input", how="removed"
    )


def test_the_guide_is_named_where_there_is_one() -> None:
    files: dict[str, tuple[Content, Content]] = {
        "action.yml": (INPUTS, INPUTS.replace("  a: {}\n", "")),
        "UPGRADE.md": (None, "# To 2.0\n"),
    }
    assert [each.guide for each in breaks(files)] == ["UPGRADE.md"]


def test_a_removed_action_is_one_break_whatever_it_declared() -> None:
    assert said({"deploy/action.yml": (INPUTS, None)}) == [("deploy", "the action was removed")]


def test_an_action_that_loses_its_last_input_is_still_there() -> None:
    one = "inputs:\n  a: {}\nruns: {}\n"
    assert said({"deploy/action.yml": (one, "runs: {}\n")}) == [("a", "it was removed")]


def test_a_module_that_moves_is_one_break() -> None:
    text = 'variable "a" {}\n'
    change = a_change((a_changed_file("modules/new/v.tf", text, text, "modules/old/v.tf"),))
    assert [(each.name, each.reason) for each in breaking_changes(change)] == [
        ("modules/old", "the module moved to `modules/new`")
    ]


def test_what_goes_with_its_parent_is_not_told_twice() -> None:
    def queue(attributes: str) -> str:
        return f'variable "q" {{\n  type = object({{ {attributes} }})\n}}\n'

    before = queue("a = optional(object({ x = string })), b = string")
    assert said({"modules/q/v.tf": (before, queue("b = string"))}) == [("q.a", "it was removed")]


def test_additions_and_documents_break_nothing() -> None:
    assert (
        said({"action.yml": (None, INPUTS), "README.md": ("", "BREAKING CHANGE: not really")}) == []
    )


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("feat!: another way", ""),
        ("refactor(core)!: another way", ""),
        ("feat: another way", "Why.\n\nBREAKING CHANGE: it differs"),
    ],
)
def test_an_announced_break_is_told_where_nothing_else_is_seen(title: str, body: str) -> None:
    assert said({"core/a.c": ("1", "2")}, title=title, body=body) == [
        (title, "the pull request says that it breaks users")
    ]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ('Revert "feat!: another way"', ""),
        ("docs: what a breaking change is", "No BREAKING CHANGE here."),
        ("fix: it (!): works", ""),
    ],
)
def test_words_alone_announce_nothing(title: str, body: str) -> None:
    assert said({"core/a.c": ("1", "2")}, title=title, body=body) == []


@pytest.mark.parametrize(
    ("path", "before", "after", "name"),
    [
        ("setup.py", 'python_requires=">=3.11",', 'python_requires=">=3.12",', "Python"),
        ("pyproject.toml", 'requires-python = ">=3.9"', 'requires-python = ">=3.10"', "Python"),
        (
            "package.json",
            '{"engines": {"node": ">=18"}}',
            '{"engines": {"node": ">=20"}}',
            "Node.js",
        ),
    ],
)
def test_a_newer_runtime_leaves_users_behind(path: str, before: str, after: str, name: str) -> None:
    assert [each.name for each in breaks({path: (before, after)})] == [name]
    assert breaks({path: (after, before)}) == []
    assert breaks({path: (None, after)}) == []


def test_the_runtime_of_what_is_not_published_breaks_nobody() -> None:
    before = '{"private": true, "engines": {"node": ">=18"}}'
    assert breaks({"package.json": (before, before.replace("18", "20"))}) == []


def test_a_break_may_be_announced_by_the_entry_in_the_list_of_changes() -> None:
    entry = {".chloggen/tcp.yaml": (None, "change_type: breaking\nnote: TCP is the default.\n")}
    (found,) = breaking_changes(a_change(entry, title="Make TCP the default"))
    assert (found.name, found.path) == ("Make TCP the default", ".chloggen/tcp.yaml")
