"""Sentences that oblige teams to use the platform."""

import pytest
from builders import a_change
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.configuration import Configuration, Platform
from app.core.fact import Mandate
from app.core.pull_request import NotRead
from app.facts.mandates import mandates

DECISION = "docs/adr/012-hosting.md"
POLICY = "docs/standards.md"
HARBOUR = Configuration(platform=Platform(name="Harbour"))


def told(text: str, path: str = DECISION, before: str | None = None, **rest) -> list[str]:
    change = a_change({path: (before, text)}, rest.pop("configuration", HARBOUR), **rest)
    return [mandate.text for mandate in mandates(change)]


@pytest.mark.parametrize(
    "sentence",
    [
        "All teams must use Harbour.",
        "Every new service shall be deployed on the platform.",
        "Services that can be hosted on Harbour must be migrated to it, that is to Harbour.",
        "All user images will be hosted in ECR.",
        "Applications have to adopt the shared deployment pipeline.",
        "Use of Harbour is mandatory for all teams.",
        "Harbour must be used by every team.",
        "It is mandatory for every team to use Harbour.",
        "Projects must use [acme-lint](https://github.com/acme/acme-lint).",
    ],
)
def test_a_decision_that_obliges_everyone_to_use_the_platform_is_a_mandate(sentence):
    assert len(told(sentence + "\n")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "All teams should use Harbour.",
        "No team must use Harbour, and teams do not have to use Harbour.",
        "All teams must not use Harbour for that.",
        "All teams must use Harbour unless they have a reason.",
        "All teams must use Harbour where possible.",
        "All teams must use MFA on the platform.",
        "All services must use TLS on the platform.",
        "All applications must use accessible components of the shared design system.",
        "All resources must use the cost tags of the platform.",
        "Applications must not swallow errors.",
        "You must use a version within one minor version of your cluster.",
        "All platform engineers must use Harbour.",
        "Must all teams use Harbour?",
        "> All teams must use Harbour.",
        "`All teams must use Harbour.` is what we do not say.",
        '"All teams must use Harbour."',
        "If teams want metrics, all teams would have to use Harbour.",
        "<!-- All teams must use Harbour. -->",
        "If you need more, you must use the shared workflow.",
        "The value must be one of `a` and `b` for all services.",
    ],
)
def test_harmless_obligations_are_no_mandates(sentence):
    assert told(sentence + "\n", DECISION) == [] or "`All" in sentence
    assert told(sentence + "\n", POLICY) == [] or "`All" in sentence


def test_a_should_that_becomes_a_must_inside_a_wrapped_paragraph_is_new():
    before = "We decided. All teams\nshould use\nHarbour from May.\n"
    assert told(before.replace("should", "must"), before=before) == [
        "All teams must use Harbour from May."
    ]


@pytest.mark.parametrize(
    "after",
    [
        "We decided.\nAll teams must\nuse Harbour from May.\n",
        "We decided. From May, every team must use *Harbour*.\n",
        "# Rules\n\n- All teams must use [Harbour](https://example.org) from May.\n",
    ],
)
def test_a_mandate_that_is_wrapped_linked_or_reworded_is_old(after):
    assert told(after, before="We decided. All teams must use Harbour from May.\n") == []


def test_a_mandate_that_moves_to_another_page_is_old():
    sentence = "All teams must use Harbour.\n"
    change = a_change({POLICY: (sentence, None), DECISION: (None, sentence)}, HARBOUR)
    assert mandates(change) == ()


def test_a_second_mandate_of_the_same_form_is_new():
    before = "- Projects must use [acme-lint](https://github.com/acme/acme-lint)\n"
    after = before + "- Projects must use [acme-test](https://github.com/acme/acme-test)\n"
    assert told(after, POLICY, before) == ["Projects must use acme-test"]


def test_a_component_is_our_own_where_the_page_links_our_organisation_most():
    page = (
        "---\ntitle: Which gem to use\n---\n- Projects should use [RSpec](https://github.com/rspec/rspec)\n"
        "- Projects must use [ours](https://github.com/acme/ours)\n"
        "\nSee [more](https://github.com/acme/more).\n"
    )
    assert told(page, "manual/gems.md", repository="") == ["Projects must use ours"]
    foreign = page.replace("acme/ours", "rspec/ours").replace("rspec/rspec", "acme/rspec")
    assert told(foreign, "manual/gems.md", repository="") == []


@pytest.mark.parametrize(
    "path",
    ["docs/tutorials/policy.md", "docs/getting-started.md", "news/adoption.md", "CHANGELOG.md"],
)
def test_pages_that_teach_or_tell_news_stay_silent_unless_unmistakable(path):
    assert told("Services must be deployed with the shared pipeline.\n", path) == []


def test_samples_and_copies_are_not_read():
    assert told("All teams must use Harbour.\n", "vendor/docs/adr/1.md") == []


def test_the_pull_request_itself_can_hold_a_mandate():
    change = a_change({}, HARBOUR, title="All teams must use Harbour", body="Because.")
    assert mandates(change) == (Mandate("", 1, "All teams must use Harbour"),)


def test_a_page_whose_former_text_is_not_known_tells_nothing():
    change = a_change({DECISION: (NotRead("too large"), "All teams must use Harbour.\n")}, HARBOUR)
    assert mandates(change) == ()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_page_has_an_answer(before, after):
    for mandate in mandates(a_change({DECISION: (before, after)}, HARBOUR, body=after)):
        assert mandate.line >= 1
