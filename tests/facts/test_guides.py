"""Guides for a breaking change, where teams put them."""

import pytest
from builders import a_change

from app.core.pull_request import Content
from app.facts.guides import guide_for


def guide(body: str = "", name: str = "region", **files: tuple[Content, Content]) -> str | None:
    texts = {path.replace("__", "/").replace("_dot_", "."): each for path, each in files.items()}
    return guide_for(a_change(texts, body=body), name)


@pytest.mark.parametrize(
    "path", ["UPGRADE-2.0_dot_md", "docs__migration-to-v2_dot_md", "docs__upgrading_dot_rst"]
)
def test_an_upgrade_page_is_a_guide(path: str) -> None:
    assert guide(**{path: (None, "# Moving on\n")}) == path.replace("__", "/").replace("_dot_", ".")


def test_an_upgrade_page_that_loses_lines_is_none() -> None:
    assert guide(UPGRADE_dot_md=("a\nb\n", "a\n")) is None


def test_a_script_that_migrates_is_a_guide() -> None:
    assert guide(scripts__migrate_region_dot_sh=(None, "sed …")) == "scripts/migrate_region.sh"
    assert guide(app__migrations__0002_migrate_dot_py=(None, "x")) is None
    assert guide(tests__test_migrate_dot_py=(None, "x")) is None


@pytest.mark.parametrize(
    "body",
    [
        "## Migration\n\nReplace the old name everywhere.",
        "Removes `region`; set `location` instead.",
        "BREAKING CHANGE: `region` was renamed to `location`.",
        "### Upgrade steps\nYou need to set the place.",
        "`region` is deprecated and will be removed on 2027-01-31.",
    ],
)
def test_the_description_may_say_what_to_do(body: str) -> None:
    assert guide(body) == "the description"


@pytest.mark.parametrize(
    "body",
    [
        "Remove the `region` input",
        "This is a breaking change.",
        "BREAKING CHANGE: `region` is gone.",
        "## Migration\n",
        "Use `other` instead of something else.",
    ],
)
def test_that_something_breaks_is_no_guide(body: str) -> None:
    assert guide(body) is None


def test_a_changelog_entry_with_a_step_is_a_guide() -> None:
    step = "## 2.0\n\n- **Breaking**: rename `region` to `place`; update your modules\n"
    bare = "## 2.0\n\n- **Breaking change**: correct the name of the region\n"
    assert guide(CHANGELOG_dot_md=("", step)) == "CHANGELOG.md"
    assert guide(CHANGELOG_dot_md=("", bare)) is None


def test_a_page_that_names_it_with_a_step_is_a_guide() -> None:
    text = "Since 2.0 use `place` instead of `region`.\n"
    assert guide(docs__start_dot_md=("", text)) == "docs/start.md"
    assert guide(docs__start_dot_md=(text, text)) is None


def test_the_last_part_of_a_dotted_name_is_enough() -> None:
    assert guide("Set `place` instead of `region`.", name="queue.region") == "the description"


def test_a_section_from_one_version_to_another_is_a_guide() -> None:
    section = "# Search\n\n#### 2.x to 3.x\n\nPolicies are gone; the oldest cluster is 1.25.\n"
    assert guide(charts__search__README_dot_md=("# Search\n", section)) is not None
    assert (
        guide(README_dot_md=("# Search\n", "# Search\n\n## From 9 to 5\nOpening hours\n")) is None
    )


def test_the_entry_of_this_change_may_tell_of_it_under_another_name() -> None:
    entry = "Remove the prefix. Decorate your hooks instead."
    assert guide(changelog__12_dot_removal_dot_rst=(None, entry)) == "changelog/12.removal.rst"
    assert guide(changelog__12_dot_removal_dot_rst=(None, "Remove the prefix.")) is None


def test_an_error_that_names_the_new_way_is_a_guide() -> None:
    refusal = '{{- fail "region has gone. See EXAMPLES.md for the new syntax." -}}'
    assert guide(templates__a_dot_yaml=("", refusal)) == "templates/a.yaml"
    assert guide(templates__a_dot_yaml=("", '{{- fail "region is wrong" -}}')) is None
