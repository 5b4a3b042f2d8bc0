"""What a change does to the surfaces."""

import pytest
from builders import a_change, a_changed_file

from app.core.fact import CannotTell
from app.core.pull_request import ChangedFile, Content, NotRead
from app.facts.comparison import Comparison, compare


def an_action(inputs: str) -> str:
    return f"inputs:\n{inputs}\nruns: {{using: composite}}\n"


A = "  a: {description: The first}"
B = "  b: {description: The second, default: x}"


def compared(*files: tuple[str, Content, Content], **rest: object) -> Comparison:
    return compare(a_change({path: (before, after) for path, before, after in files}, **rest))


def told(comparison: Comparison) -> list[tuple[str, str]]:
    return [(each.declaration.name, each.change) for each in comparison.differences]


def action(before: str, after: str) -> list[tuple[str, str]]:
    return told(compared(("action.yml", an_action(before), an_action(after))))


def variables(before: str, after: str) -> Comparison:
    return compared(("modules/q/variables.tf", before, after))


def test_what_is_new_is_added_and_what_is_gone_is_removed() -> None:
    assert action(A, B) == [("b", "added"), ("a", "removed")]


def test_order_quotes_and_words_are_no_difference() -> None:
    assert action(f"{A}\n{B}", f"{B.replace('x', chr(34) + 'x' + chr(34))}\n{A}") == []
    assert action(A, A.replace("The first", "Another text")) == []


def test_a_declaration_that_moves_to_another_file_is_no_difference() -> None:
    text = 'variable "a" {\n  type = string\n}\n'
    moved = compared(
        ("modules/q/main.tf", text, ""),
        ("modules/q/variables.tf", None, 'variable "a" { type = string }\n'),
    )
    assert moved.differences == ()


def test_a_module_that_moves_is_a_move_and_no_difference() -> None:
    text = 'variable "a" {}\n'
    files = (a_changed_file("modules/new/v.tf", text, text, "modules/old/v.tf"),)
    comparison = compare(a_change(files))
    assert comparison.differences == ()
    assert [(move.old, move.new) for move in comparison.moves] == [("modules/old", "modules/new")]


def test_examples_and_tests_are_no_surface() -> None:
    assert told(compared(("examples/q/modules/q/v.tf", None, 'variable "a" {}'))) == []


def test_a_new_required_input_breaks_only_what_was_there() -> None:
    new = "  c: {required: true}"
    old_unit = compared(("action.yml", an_action(A), an_action(f"{A}\n{new}")))
    new_unit = compared(("action.yml", None, an_action(new)))
    with_default = compared(
        ("action.yml", an_action(A), an_action(f"{A}\n  c: {{required: true, default: x}}"))
    )
    assert [each.breaks for each in old_unit.differences] == ["it is required and new"]
    assert [each.breaks for each in new_unit.differences] == [None]
    assert [each.breaks for each in with_default.differences] == [None]


def test_a_rename_is_known_by_all_else_being_the_same() -> None:
    comparison = compared(
        ("action.yml", an_action(A), an_action(A.replace("a:", "alpha:"))),
    )
    assert [each.breaks for each in comparison.differences if each.before] == [
        "it was renamed to `alpha`"
    ]


def test_what_is_explained_in_the_words_of_many_others_is_not_called_renamed() -> None:
    """Looking for the new name of each among all the others took minutes."""
    before, after = (
        an_action("".join(f"  {name}{number}: {{description: x}}\n" for number in range(5_000)))
        for name in ("a", "b")
    )
    told = {each.breaks for each in compared(("action.yml", before, after)).differences}
    assert told == {"it was removed", None}


def object_of(*attributes: str) -> str:
    return f'variable "q" {{\n  type = object({{\n    {chr(10).join(attributes)}\n  }})\n}}\n'


def test_an_attribute_changes_the_variable_it_belongs_to() -> None:
    one = object_of("a = optional(string)")
    more = object_of("a = optional(string)", "b = optional(string)")
    demanding = object_of("a = optional(string)", "b = string")
    assert told(variables(one, more)) == [("q.b", "changed-compatible")]
    assert told(variables(one, demanding)) == [("q.b", "changed-breaking")]
    assert told(variables(more, one)) == [("q.b", "changed-breaking")]


def test_an_output_of_the_same_name_makes_no_difference() -> None:
    output = 'output "q" { value = 1 }\n'
    more = output + object_of("a = optional(string)", "b = optional(string)")
    assert told(variables(output + object_of("a = optional(string)"), more)) == [
        ("q.b", "changed-compatible")
    ]


def test_a_lock_file_is_never_missed() -> None:
    assert told(compared(("pnpm-lock.yaml", NotRead("not asked for"), NotRead("so")))) == []


def test_a_new_variable_tells_of_its_attributes() -> None:
    assert told(variables("", object_of("a = string"))) == [("q", "added")]


def test_an_object_inside_an_attribute_is_told_once() -> None:
    after = object_of("a = optional(string)", "n = optional(object({ x = string, y = string }))")
    assert told(variables(object_of("a = optional(string)"), after)) == [
        ("q.n", "changed-compatible")
    ]


def chart(before: str, after: str, **templates: tuple[str, str]) -> list[tuple[str, str]]:
    files = [("c/values.yaml", before, after)]
    files += [(f"c/templates/{name}.yaml", *texts) for name, texts in templates.items()]
    return told(compared(*files, neighbours={"c/Chart.yaml": "name: c\n"}))


def test_a_map_that_gets_entries_is_the_same_value() -> None:
    assert chart("extra: {}\n", "extra:\n  a: 1\n  b: 2\n") == [("extra", "changed-compatible")]
    assert chart("extra:\n  a: 1\n", "extra: {}\n") == [("extra", "changed-compatible")]


def test_a_version_that_moves_is_no_difference() -> None:
    assert chart("tag: v1.2.3\n", "tag: v1.3.0\n") == []
    assert chart("image: acme/q:1.2.3\n", "image: acme/q@sha256:abc\n") == []


def test_a_value_that_only_a_template_reads_is_told_when_it_comes() -> None:
    texts = ("{{ .Values.a.b }}", "{{ .Values.a.b }}{{ .Values.a.c }}")
    assert chart("a:\n  b: 1\n", "a:\n  b: 1\n", t=texts) == [("a.c", "added")]


def test_a_value_that_only_a_template_read_is_new_once_it_is_declared() -> None:
    reads = "{{ .Values.region }}"
    assert chart("", "region: north\n", a=(reads, reads)) == [("region", "added")]


def test_its_going_is_not_told() -> None:
    assert chart("a: 1\n", "a: 1\n", t=("{{ .Values.d.c }}", "")) == []


def test_a_scope_of_which_nothing_is_left_is_named() -> None:
    comparison = compared(("deploy/action.yml", an_action(A), None))
    assert comparison.removed_scopes == {"deploy"}


def test_what_cannot_be_read_is_not_compared() -> None:
    with pytest.raises(CannotTell, match="too large"):
        compared(("action.yml", an_action(A), NotRead("it is too large")))


def test_what_was_found_elsewhere_is_told_all_the_same() -> None:
    comparison = compared(
        ("a/action.yml", an_action(A), NotRead("it is too large")),
        ("b/action.yml", an_action(A), an_action(f"{A}\n{B}")),
    )
    assert told(comparison) == [("b", "added")]


def test_a_neighbour_that_was_not_read_is_no_trouble() -> None:
    files = (ChangedFile("c/templates/a.yaml", "modified", before="", after="{{ .Values.x }}"),)
    beside = {
        "c/Chart.yaml": "name: c\n",
        "c/values.yaml": "y: 1\n",
        "c/templates/b.yaml": NotRead("it is a link"),
    }
    assert told(compare(a_change(files, neighbours=beside))) == [("x", "added")]


def schema(type_: str) -> str:
    return f'{{"properties": {{"web": {{"properties": {{"port": {{"type": {type_}}}}}}}}}}}'


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        ('"integer"', '["integer", "string"]', [("web.port", "changed-compatible")]),
        ('["integer", "string"]', '"integer"', [("web.port", "changed-breaking")]),
        ('"integer"', '"number"', [("web.port", "changed-compatible")]),
        ('"integer"', '["integer", "null"]', []),
        ('"integer"', "5", []),
    ],
)
def test_the_schema_of_a_chart_says_which_types_a_value_takes(
    was: str, now: str, change: list[tuple[str, str]]
) -> None:
    beside = {"c/Chart.yaml": "name: c\n", "c/values.yaml": "web:\n  port: 80\n"}
    files = ("c/values.schema.json", schema(was), schema(now))
    assert told(compared(files, neighbours=beside)) == change


def test_a_parameter_that_takes_another_type_is_altered_and_breaks_nobody_for_sure() -> None:
    beside = {"pyproject.toml": "[project]\nname = 'q'\n", "q/__init__.py": ""}

    def taking(type_: str, default: str = "1") -> str:
        return f"def run(task{type_} = {default}): ..."

    for was, now, change in (
        (taking(": str"), taking(": str | Path"), [("run", "changed-compatible")]),
        (taking(": Optional[str]"), taking(": str | None"), []),
        (taking(": str", "None"), taking(": str | None", "None"), []),
        (taking(""), taking(": str"), []),
    ):
        assert told(compared(("q/api.py", was, now), neighbours=beside)) == change


def test_a_definition_that_a_tool_writes_from_now_on_is_not_gone() -> None:
    names = "  names: {kind: Queue, plural: queues}\n"
    written = f"kind: CustomResourceDefinition\nspec:\n  group: a.org\n{names}"
    made = "metadata: {annotations: {controller-gen.kubebuilder.io/version: v0.4.1}}\n" + written
    assert told(compared(("crds/queues.yaml", written, made))) == []


def test_a_file_that_stays_is_not_told_of_because_another_makes_it_a_module() -> None:
    beside = {"outputs.tf": 'output "name" {\n  value = 1\n}\n'}
    provider = 'provider "azurerm" {\n}\n'
    assert told(compared(("main.tf", provider, "# none\n"), neighbours=beside)) == []
