"""What others build on, and whether it is explained."""

from builders import a_change
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.fact import CannotTell, ExtensionPoint
from app.core.pull_request import Content, NotRead
from app.facts.breaking_changes import breaking_changes
from app.facts.extension_points import MOST_POINTS, extension_points

ACTION = "inputs:\n  a: {description: The first}\n  b: {}\nruns: {}\n"


def points(files: dict[str, tuple[Content, Content]], **rest: object) -> list[ExtensionPoint]:
    return list(extension_points(a_change(files, **rest)))


def test_an_addition_is_told_with_its_documentation() -> None:
    assert points({"action.yml": (None, ACTION)}) == [
        ExtensionPoint("action_input", "a", "action.yml", 2, "added", True, "description"),
        ExtensionPoint("action_input", "b", "action.yml", 3, "added", False, None),
    ]


def test_what_is_gone_needs_no_documentation() -> None:
    (point,) = points({"action.yml": (ACTION, ACTION.replace("  b: {}\n", ""))})
    assert (point.name, point.change, point.documented) == ("b", "removed", None)


def test_what_lacked_documentation_before_is_not_held_against_the_change() -> None:
    (point,) = points({"action.yml": (ACTION, ACTION.replace("b: {}", "b: {default: x}"))})
    assert (point.change, point.documented) == ("changed-compatible", None)


def test_a_readme_that_was_not_read_leaves_it_open() -> None:
    beside = {"README.md": NotRead("it is too large")}
    found = points({"action.yml": (None, ACTION)}, neighbours=beside)
    assert [point.documented for point in found] == [True, None]


def test_no_more_is_told_than_anybody_reads() -> None:
    inputs = "\n".join(f"  i{n}: {{}}" for n in range(MOST_POINTS + 5))
    found = points({"action.yml": (None, f"inputs:\n{inputs}\nruns: {{}}\n")})
    assert len(found) == MOST_POINTS


def test_a_value_that_a_template_reads_in_place_of_another_lacked_its_word_before() -> None:
    chart: dict[str, Content] = {"chart/Chart.yaml": "name: c\n", "chart/values.yaml": "x: 1\n"}
    was, now = "{{ .Values.externalName }}\n", "{{ .Values.outer.externalName }}\n"
    path = "chart/templates/a.yaml"
    assert [each.documented for each in points({path: (was, now)}, neighbours=chart)] == [None]
    assert [each.documented for each in points({path: ("", now)}, neighbours=chart)] == [False]


def test_a_value_that_a_template_misreads_owes_no_words_beside_the_explained_one() -> None:
    chart: dict[str, Content] = {"chart/Chart.yaml": "name: c\n"}
    read = "{{ .Values.queue.spec.uploadLimit }}{{ .Values.queue.spec.size }}\n"
    was, said = "web:\n  x: 1\n", "web:\n  x: 1\n  # How many files it takes.\n  uploadLimit: 1\n"

    def told(values: str) -> dict[str, bool | None]:
        files = {"chart/templates/a.yaml": ("", read), "chart/values.yaml": (was, values)}
        return {each.name: each.documented for each in points(files, neighbours=chart)}

    assert told(said)["queue.spec.uploadLimit"] is None
    assert told(said)["queue.spec.size"] is False
    assert told("web:\n  x: 1\n  uploadLimit: 1\n")["queue.spec.uploadLimit"] is False


PATHS = (
    "action.yml",
    ".github/workflows/a.yml",
    "modules/q/variables.tf",
    "chart/values.yaml",
    "chart/values.schema.json",
    "chart/templates/a.yaml",
    "README.md",
)
WORDS = (
    "inputs:", "runs:", "on:", "workflow_call:", "  a: ", "  b", ": {}", "[", "]", "{", "}", "\n",
    'variable "a" {', "type = object({", "})", "default = ", "output x", "{{ .Values.a.b }}",
    "{{ range .Values.a }}", "{{ end }}", "# words and words", "- ", "&a ", "*a", "| a | b |",
    "|---|---|", "```", "'", '"', "<<-E", "\t", "\u2028", "é", "properties", "=",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(st.sampled_from(PATHS), st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
def test_any_text_has_an_answer_whose_lines_are_in_the_file(
    files: dict[str, tuple[str, str]],
) -> None:
    change = a_change(dict(files), neighbours={"chart/Chart.yaml": "name: c"})
    try:
        found = [*extension_points(change), *breaking_changes(change)]
    except CannotTell:
        return
    for each in found:
        texts = files.get(each.path, ("", ""))
        assert 1 <= each.line <= max(len(text.splitlines()) for text in texts) + 1


def test_what_may_only_be_renamed_owes_no_words() -> None:
    old = 'variable "old" {\n  type = string\n}\n'
    found = points({"modules/queue/variables.tf": (old, old.replace("old", "new"))})
    assert {(point.name, point.documented) for point in found} == {("old", None), ("new", None)}


def test_what_a_resource_answers_owes_no_words() -> None:
    fields = "".join(
        f"          {part}: {{type: object, properties: {{size: {{type: integer}}}}}}\n"
        for part in ("spec", "status")
    )
    text = (
        "kind: CustomResourceDefinition\nspec:\n  names: {kind: Queue}\n  versions:\n"
        "  - name: v1\n    schema:\n      openAPIV3Schema:\n        properties:\n"
    )
    kept = "          spec: {type: object}\n          status: {type: object}\n"
    found = points({"crds/queue.yaml": (text + kept, text + fields)})
    told = {point.name: point.documented for point in found}
    assert told == {"spec.size": False, "status.size": None}


def test_a_schema_that_comes_later_does_not_make_settings_new() -> None:
    schema = '{"$schema": "x", "type": "object", "properties": {"size": {"type": "integer"}}}'
    new = points({"config/tls.schema.json": (None, schema)})
    later = points({"config/tls.schema.json": (None, schema)}, tree=("config/tls.go",))
    assert [point.documented for point in (*new, *later)] == [False, None]
