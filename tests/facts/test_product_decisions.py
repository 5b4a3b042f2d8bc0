"""Decisions about the product, and the traces of who steers it."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, DeclaredMandate, Platform, Product
from app.facts.product_decisions import product_decisions, product_traces

PRODUCT = Configuration(
    platform=Platform(name="Harbour"),
    product=Product(manager="@ana", roadmap="https://roadmap.example.org/"),
)
MODULE = {
    "modules/cache/main.tf": (None, 'resource "aws_elasticache_cluster" "this" {}\n' * 3),
    "modules/cache/variables.tf": (None, 'variable "name" {\n  description = "What."\n}\n'),
}
RFC = "docs/rfcs/0031-deploy.md"


def decided(files, configuration=PRODUCT, **rest):
    change = a_change(files, configuration, **rest)
    return [(decision.kind, decision.name) for decision in product_decisions(change)]


def traced(configuration=PRODUCT, files=None, **rest):
    rest = {"title": "Add a cache", "body": "", **rest}
    traces = product_traces(a_change(files or {}, configuration, **rest))
    return [(trace.kind, trace.where) for trace in traces]


def test_a_new_capability_is_a_product_decision():
    assert decided(MODULE, title="feat: add a cache module") == [("capability", "cache")]


def test_a_mandate_is_one_unless_it_is_declared():
    page = {"docs/adr/1.md": (None, "All teams must use the deploy action of Harbour.\n")}
    declared = Configuration(
        platform=Platform(name="Harbour"), mandates=(DeclaredMandate("deploy"),)
    )
    assert decided(page) == [("mandate", "docs/adr/1.md")]
    assert decided(page, declared) == []


def test_a_deprecation_is_one():
    before = 'variable "name" {\n  description = "What."\n}\n'
    after = before.replace("What.", "Deprecated: use title. What.")
    files = {"modules/cache/variables.tf": (before, after)}
    assert decided(files, title="Deprecate the name of caches")[0][0] == "deprecation"


def test_what_is_deprecated_as_its_successor_comes_is_renamed_rather_than_ended():
    before = 'variable "name" {\n  description = "What."\n}\n'
    after = before.replace("What.", "Deprecated: use title. What.")
    after += 'variable "title" {\n  description = "What."\n}\n'
    files = {"modules/cache/variables.tf": (before, after)}
    assert decided(files, title="Deprecate the name of caches") == []


def test_what_is_only_called_deprecated_in_another_way_was_so_before():
    before = (
        "package v1\n\n// +kubebuilder:object:root=true\ntype Queue struct {\n"
        '\tSpec QueueSpec `json:"spec"`\n}\n\ntype QueueSpec struct {\n'
        '\t// *DEPRECATED*. Use title.\n\tName string `json:"name,omitempty"`\n}\n'
    )
    files = {"api/v1/queue_types.go": (before, before.replace("*DEPRECATED*.", "Deprecated:"))}
    assert decided(files, title="Mark what is deprecated in one way") == []


def test_a_setting_more_is_none():
    files = {"modules/cache/variables.tf": ("", MODULE["modules/cache/variables.tf"][1])}
    assert decided(files, title="feat: support caches with a name") == []


@pytest.mark.parametrize(
    ("title", "decides"),
    [
        ("Deprecate the name of caches", True),
        ("Mark the name as internal and deprecated", True),
        ("Mark and hide deprecated names", False),
        ("Document tags for deprecation", False),
        ("Deprecate name in favour of title", False),
        ("Deprecate name -> title", False),
    ],
)
def test_only_a_title_that_ends_something_announces_an_end(title, decides):
    before = 'variable "name" {\n  description = "What."\n}\n'
    after = before.replace("What.", "Deprecated: it is not needed. What.")
    found = decided({"modules/cache/variables.tf": (before, after)}, title=title)
    assert [kind for kind, _ in found] == ["deprecation"] * decides


def test_the_end_of_a_name_in_code_is_none():
    before = "package cache\n\n// Open opens it.\nfunc Open() {}\n"
    after = before.replace("Open opens it.", "Open opens it.\n//\n// Deprecated: nobody needs it.")
    assert decided({"cache/cache.go": (before, after)}, title="Deprecate Open") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "This is a breaking change for everyone.",
        "We will drop support for the old script.",
        "The old script will be retired in June.",
    ],
)
def test_a_decision_record_that_breaks_is_one(sentence):
    assert decided({RFC: (None, f"# Deploy\n\n{sentence}\n")}) == [("breaking decision", RFC)]
    assert decided({"docs/deploy.md": (None, sentence)}) == []
    assert decided({RFC: ("# Deploy\n", f"# Deploy\n\n{sentence}\n")}) == []


def test_a_decision_record_that_says_it_breaks_nothing_is_none():
    assert decided({RFC: (None, "This is not a breaking change.\n")}) == []


@pytest.mark.parametrize(
    ("said", "trace"),
    [
        ({"author": "Ana"}, ("manager", "the author")),
        ({"body": "As agreed with @ana."}, ("manager", "the description")),
        ({"body": "x\n\nSigned-off-by: Ana <ana@example.org>"}, ("manager", "a trailer")),
        ({"body": "See https://roadmap.example.org/7"}, ("roadmap", "a link")),
        ({"labels": ("priority/high",)}, ("priority", "a label")),
        ({"body": "It was prioritised for spring."}, ("priority", "the description")),
        ({"body": "Closes #41."}, ("issue", "body")),
        ({"title": "PAY-7: add a cache"}, ("ticket", "title")),
    ],
)
def test_what_leads_to_whoever_steers_the_product_is_a_trace(said, trace):
    assert trace in traced(**said)


def test_nobody_else_is_one():
    assert traced(author="anabel", body="With @ana-maria and banana.") == []
    assert traced(Configuration(), author="", body="@ana") == []


def test_a_page_that_links_the_roadmap_is_a_trace():
    files = {RFC: (None, "From https://roadmap.example.org/7.\n")}
    assert traced(files=files) == [("roadmap", "a link")]
