"""Where a change explains itself."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Paths
from app.facts.explanations import explanations

CODE = {"modules/cache/main.tf": (None, "# code\n")}


def found(files=CODE, configuration=None, **rest):
    change = a_change({**CODE, **files}, configuration, **rest)
    return [(each.kind, each.where) for each in explanations(change)]


def test_code_alone_explains_nothing():
    assert found() == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("modules/cache/README.md", "page"),
        ("docs/cache.md", "page"),
        ("examples/cache/main.tf", "sample"),
        ("samples/cache.yaml", "sample"),
    ],
)
def test_pages_and_samples_explain(path, kind):
    assert found({path: (None, "How to start\n")}) == [(kind, path)]


@pytest.mark.parametrize(
    "path", ["CHANGELOG.md", "newsfragments/12.feature.md", "vendor/x/README.md"]
)
def test_lists_of_changes_and_copies_do_not(path):
    assert found({path: (None, "A cache\n")}) == []


def test_a_page_that_only_loses_lines_explains_nothing_new():
    assert found({"docs/cache.md": ("a\nb\n", "a\n")}) == []


def test_declared_places_count():
    declared = Configuration(paths=Paths(docs=("handbook/**",)), onboarding=("start.txt",))
    files = {"handbook/cache.yaml": (None, "x\n"), "start.txt": (None, "x\n")}
    assert found(files, declared) == [("page", "handbook/cache.yaml"), ("onboarding", "start.txt")]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("## Usage\n\nCall it with a name.\n", "section"),
        ("**How to use it**\n\n- Call it with a name.\n", "section"),
        ("See https://docs.acme.example/cache for more.\n", "link"),
        ("Written up in https://acme.example/handbook/cache.\n", "link"),
        ("Docs: acme/handbook#41\n", "link"),
        ("The documentation follows in #42.\n", "link"),
    ],
)
def test_the_description_may_explain_it_or_lead_there(body, kind):
    assert [each for each, _ in found(body=body)] == [kind]


@pytest.mark.parametrize(
    "body",
    [
        "Closes #41.\n",
        "## Usage\n",
        "<!-- ## Usage\nhow -->\n",
        "See https://acme.example/runs/12.\n",
        "No docs are needed.\n",
    ],
)
def test_other_words_do_not(body):
    assert found(body=body) == []
