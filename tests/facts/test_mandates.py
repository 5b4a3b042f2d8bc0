"""Sentences that oblige teams to use the platform."""

import pytest
from builders import a_change
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.configuration import Capability, Configuration, DeclaredMandate, Platform
from app.core.fact import Mandate
from app.core.pull_request import NotRead
from app.facts.mandates import guardrails, mandates

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
        "The acme standard says you must use Harbour by default.",
        "Services that can be hosted on Harbour must be.",
        "Harbour is the only supported way to deploy a service.",
        "The only permitted way to deploy a service is the shared pipeline.",
        "Teams are required to deploy with the shared workflow.",
        "The shared workflow is required for all new repositories.",
        "The shared workflow is mandatory for new services.",
        "We require every team to use the standard base image.",
        "We mandate the shared workflow for all repositories.",
        "We will be moving all services to the new deployment API.",
        "We will work through every application from every team to migrate them to the new API.",
        "Teams are no longer permitted to use anything but Harbour.",
        "Services must not be deployed anywhere other than Harbour.",
        "New services may only be deployed through Harbour.",
        "Teams have until 1 May 2027 to migrate to Harbour.",
        "All services have to move off the old cluster to Harbour.",
        "All teams are to use Harbour.",
        "We offer a standard deployment template that all teams are required to use.",
        "Every repository must use the golden base image.",
        "Every team must:\n\n- use Harbour for builds\n- answer its mail",
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
        "All services have to move off the platform.",
        "We will move to Harbour once all teams are ready.",
        "We will not be moving all services to the new API.",
        "We will migrate all services to the new cluster.",
        "It is the only supported way to mount a volume.",
        "The platform has a page that all teams may use.",
        "The platform sends a mail, which all teams must read.",
        "Port 80 is the only port allowed in the shared cluster.",
        "Teams are not permitted to use the platform.",
        "The platform requires all teams to answer within a day.",
        "The goals that all teams share are to use less and to care more.",
        "If you use Harbour, all services must be labelled.",
        "Every team must:\n\n- answer its mail\n- name an owner",
    ],
)
def test_harmless_obligations_are_no_mandates(sentence):
    assert told(sentence + "\n", DECISION) == [] or "`All" in sentence
    assert told(sentence + "\n", POLICY) == [] or "`All" in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Use the shared workflow for all new services.",
        "Always deploy through the shared pipeline.",
        "Build every image with the standard base image.",
    ],
)
def test_an_instruction_is_a_mandate_on_a_page_of_policy_alone(sentence):
    assert len(told(sentence + "\n", POLICY)) == 1
    assert told(sentence + "\n", "docs/deploying.md") == []
    assert told(sentence + "\n", "docs/tutorials/policy.md") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "All teams must use the shared secrets module of Harbour.",
        "All teams must use the scanning pipeline of Harbour.",
        "Every service must use the accessible design system of Harbour.",
        "All resources of teams must use the cost tags of Harbour.",
    ],
)
def test_rules_about_safety_access_and_cost_are_guardrails(sentence):
    change = a_change({DECISION: (None, sentence)}, HARBOUR)
    assert mandates(change) == ()
    assert [told.text for told in guardrails(change)] == [sentence]


DECLARED = Configuration(
    platform=Platform(name="Harbour"),
    capabilities={
        "deploy": Capability(paths=("actions/deploy/**",), match=("uses:acme/harbour/deploy",))
    },
    mandates=(
        DeclaredMandate("deploy", reason="one road to production", exit="docs/exits.md"),
        DeclaredMandate("base-image", class_="guardrail"),
    ),
)


@pytest.mark.parametrize(
    ("sentence", "capability", "declared", "lacks"),
    [
        ("All teams must use the deploy action of Harbour.", "deploy", "mandate", ("review",)),
        ("All teams must use `acme/harbour/deploy` of Harbour.", "deploy", "mandate", ("review",)),
        (
            "All teams must use [it](https://github.com/acme/harbour/tree/main/actions/deploy).",
            "deploy",
            "mandate",
            ("review",),
        ),
        (
            "All teams must use the Harbour base image.",
            "base-image",
            "guardrail",
            ("reason", "exit", "review"),
        ),
        ("All teams must deploy to Harbour.", "", "no", ()),
    ],
)
def test_a_mandate_says_of_which_capability_it_is_and_what_is_declared(
    sentence, capability, declared, lacks
):
    (found,) = mandates(a_change({DECISION: (None, sentence)}, DECLARED))
    assert (found.capability, found.declared, found.lacks) == (capability, declared, lacks)


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


def test_what_a_decision_is_about_does_not_make_a_tutorial_of_it():
    assert told("All teams must use Harbour.\n", "docs/adr/0007-shared-release-pipeline.md")


def test_samples_and_copies_are_not_read():
    assert told("All teams must use Harbour.\n", "vendor/docs/adr/1.md") == []


def test_the_pull_request_itself_can_hold_a_mandate():
    change = a_change({}, HARBOUR, title="All teams must use Harbour", body="Because.")
    assert mandates(change) == (Mandate("", 1, "All teams must use Harbour"),)


def test_a_page_whose_former_text_is_not_known_tells_nothing():
    change = a_change({DECISION: (NotRead("too large"), "All teams must use Harbour.\n")}, HARBOUR)
    assert mandates(change) == ()


def test_what_the_template_and_quotations_say_is_no_mandate():
    body = "> All teams must use Harbour.\n\n- [ ] All teams must use Harbour.\n"
    assert mandates(a_change({}, HARBOUR, title="Docs", body=body)) == ()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_page_has_an_answer(before, after):
    for mandate in mandates(a_change({DECISION: (before, after)}, HARBOUR, body=after)):
        assert mandate.line >= 1
