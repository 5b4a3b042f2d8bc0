"""Settings that no longer ask for an approval, and lists of who may merge."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Platform
from app.facts.approvals import approvals
from app.facts.owner_lists import owner_lists

PLACE = "terraform/github/repositories.yml"
SETTINGS = """\
repositories:
  docs:
    visibility: private
    protection:
      required_approving_review_count: 1
      require_code_owner_reviews: true
"""
OURS = Configuration(platform=Platform(team="acme/platform"))


def found(before: str, after: str) -> list[tuple[str, str]]:
    change = a_change({PLACE: (before, after)}, OURS)
    return [(approval.pattern, approval.effect) for approval in approvals(change)]


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("review_count: 1", "review_count: 0", "protection.required_approving_review_count"),
        ("reviews: true", "reviews: false", "protection.require_code_owner_reviews"),
        (
            "visibility: private",
            "visibility: private\n    need_production_access_to_merge: false",
            "need_production_access_to_merge",
        ),
    ],
)
def test_a_demand_that_is_given_up_relaxes(before: str, after: str, name: str) -> None:
    assert found(SETTINGS, SETTINGS.replace(before, after)) == [
        (f"repositories.docs.{name}", "relaxes")
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("review_count: 1", "review_count: 2"),
        ("reviews: true", "reviews: true\n      require_last_push_approval: true"),
        ("repositories:\n", "repositories:\n  new:\n    need_two_to_merge: false\n"),
        ("visibility: private", "visibility: public"),
        ("repositories:", "repositories: ["),
    ],
)
def test_new_demands_and_new_entries_relax_nothing(before: str, after: str) -> None:
    assert found(SETTINGS, SETTINGS.replace(before, after)) == []


def test_a_stream_that_may_merge_beside_the_platform_no_longer_waits() -> None:
    before = SETTINGS + "    push_allowances: [acme/platform]\n"
    after = before.replace("[acme/platform]", "[acme/platform, acme/search]")
    assert found(before, after) == [("repositories.docs.push_allowances", "relaxes")]
    assert found(after, before) == [("repositories.docs.push_allowances", "requires")]


def test_a_list_of_the_platform_alone_takes_nothing_from_a_stream() -> None:
    after = SETTINGS + "    push_allowances: [acme/platform]\n"
    assert found(SETTINGS, after) == [("repositories.docs.push_allowances", "none")]


def test_large_files_that_only_speak_of_environments_are_not_parsed() -> None:
    resource = "spec:\n  xXSSProtection:\n    a: b\n  proxyFromEnvironment:\n    c: {\n"
    assert owner_lists(resource) == {}
    assert owner_lists("environments:\n  live:\n    approvers: [ana]\n")
    marked = '{"environments": [{"name": "live", "access": [{"slug": "a", "x_reviewer": "true"}]}]}'
    assert owner_lists(marked)
