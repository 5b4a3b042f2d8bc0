"""What users newly have to learn, and signs that they were heard on a change."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Product
from app.facts.research import points_to_learn, research_traces

NOTES = Configuration(product=Product(research=("docs/research/**",)))


def kinds(files=None, **rest):
    rest = {"title": "Add a page", "body": "", **rest}
    return [trace.kind for trace in research_traces(a_change(files or {}, NOTES, **rest))]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"body": "In March 2026, we interviewed three teams."}, "sentence"),
        ({"body": "User research of 2026-03-14 showed that names confuse."}, "sentence"),
        ({"body": "We talked to search in Q1 2026 about it."}, "sentence"),
        ({"body": "The usability test is written up in #12."}, "link"),
        ({"body": "See [notes](https://example.org/user-research/7)."}, "link"),
        (
            {"body": "See https://github.com/acme/harbour/blob/main/docs/research/a.md"},
            "link",
        ),
        ({"labels": ("user-research",)}, "label"),
        ({"labels": ("area/ux",)}, "label"),
        ({"files": {"docs/research/a.md": (None, "Three teams.")}}, "note"),
        (
            {"files": {"docs/adr/1.md": (None, "In May 2026 we ran usability sessions.\n")}},
            "sentence",
        ),
    ],
)
def test_a_talk_with_users_leaves_a_trace(said, kind):
    assert kind in kinds(**said)


@pytest.mark.parametrize(
    "said",
    [
        {"body": "We researched caches in 2026."},
        {"body": "We interviewed users."},
        {"labels": ("luxury",)},
        {"files": {"docs/guide.md": (None, "In May 2026 we ran usability sessions.\n")}},
        {"files": {"docs/research/a.md": ("Three teams.", None)}},
    ],
)
def test_other_words_leave_none(said):
    assert kinds(**said) == []


def test_what_users_set_in_the_core_has_to_be_learnt():
    inputs = "".join(f"  {name}:\n    description: What.\n" for name in ("berth", "tide"))
    text = f"name: Deploy\ninputs:\n{inputs}runs:\n  using: composite\n  steps: []\n"
    change = a_change({"deploy/action.yml": (None, text)})
    assert [each.name for each in points_to_learn(change)] == ["berth", "tide"]
    outside = a_change({"extensions/deploy/action.yml": (None, text)})
    assert points_to_learn(outside) == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pkg/queue/queue.go", "package queue\n\n// Open opens it.\nfunc Open() {}\n"),
        ("config/queue.schema.json", '{"properties": {"size": {"description": "How long."}}}'),
    ],
)
def test_names_in_code_and_schemas_of_what_is_there_need_not_be_learnt(path, text):
    change = a_change({path: (None, text)})
    assert points_to_learn(change) == ()


TYPES = (
    "package v1\n\n// Queue holds what is still to be done.\n// +kubebuilder:object:root=true\n"
    'type Queue struct {\n\tSpec QueueSpec `json:"spec"`\n}\n\n'
    "// QueueSpec is what is wanted.\ntype QueueSpec struct {\n"
    '\t// Depth is how many wait.\n\tDepth int `json:"depth"`\n}\n'
)


def test_what_another_project_gave_its_shape_need_not_be_learnt():
    def learnt(group):
        path = f"pkg/apis/{group}/v1/queue_types.go"
        return [each.name for each in points_to_learn(a_change({path: (None, TYPES)}))]

    assert learnt("queues.acme.com")
    assert learnt("queues.rival.com") == []


def test_a_definition_that_a_chart_brings_along_need_not_be_learnt():
    text = "kind: CustomResourceDefinition\nspec:\n  names:\n    kind: Queue\n"
    beside = {"charts/web/Chart.yaml": "name: web\n"}
    change = a_change({"charts/web/crds/queues.yaml": (None, text)}, neighbours=beside)
    assert points_to_learn(change) == ()
    assert points_to_learn(a_change({"crds/queues.yaml": (None, text)}))
