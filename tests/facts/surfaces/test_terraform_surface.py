"""What Terraform modules declare, and which folders are modules."""

import pytest
from builders import a_change

from app.core.fact import CannotTell
from app.core.pull_request import Content, NotRead
from app.facts.surface import Declaration
from app.facts.surfaces import terraform

VARIABLES = """
variable "queue" {
  description = "The queue's settings"
  type = object({
    # How many messages wait
    depth  = optional(number, 10)
    nested = object({ name = string })
  })
}
variable "enabled" { default = "true" }
variable "size" {
  type      = string
  default   = "small"
  nullable  = false
  sensitive = true
  validation {
    condition     = contains(["small", "large"], var.size)
    error_message = "no"
  }
}
output "arn" {
  description = <<-EOT
    Where it is
  EOT
  value = "x"
}
"""


def declared(
    text: str, path: str = "modules/queue/variables.tf", beside: dict[str, Content] | None = None
) -> dict[str, Declaration]:
    change = a_change({path: (None, text)}, neighbours=beside or {})
    return {each.name: each for each in terraform.surface(path, text, change.after)}


def test_variables_and_outputs_are_declared_with_their_description() -> None:
    found = declared(VARIABLES)
    assert (found["queue"].kind, found["queue"].line) == ("terraform_variable", 2)
    assert found["queue"].documentation == "The queue's settings"
    assert found["queue"].required
    assert (found["arn"].kind, found["arn"].documentation) == ("terraform_output", "Where it is")
    assert found["arn"].output


def test_attributes_of_a_type_are_parts_of_the_variable() -> None:
    found = declared(VARIABLES)
    assert found["queue"].type == "object"
    depth = found["queue.depth"]
    assert (depth.part_of, depth.line, depth.required) == ("queue", 6, False)
    assert (depth.type, depth.default) == ("number", "10")
    assert depth.documentation == "How many messages wait"
    assert found["queue.nested"].required
    assert found["queue.nested.name"].part_of == "queue"


def test_limits_of_a_variable_are_read() -> None:
    size = declared(VARIABLES)["size"]
    assert size.choices == ("small", "large")
    assert size.constraints == ("must be one of a list",)
    assert size.traits == ("sensitive",)


def test_only_what_has_no_default_can_refuse_null() -> None:
    text = 'variable "a" { nullable = false }\nvariable "b" {\n nullable = false\n default = 1\n}'
    assert [each.constraints for each in declared(text).values()] == [("must not be null",), ()]


def test_quotes_around_a_truth_make_no_difference() -> None:
    assert declared(VARIABLES)["enabled"].default == "true"


@pytest.mark.parametrize(
    "path",
    [
        "deployments/queue/variables.tf",
        "environments/prod/modules/queue/variables.tf",
        "modules/_internal/variables.tf",
    ],
)
def test_by_name_some_folders_are_no_modules(path: str) -> None:
    assert declared(VARIABLES, path) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("main.tf", 'terraform {\n  backend "s3" {}\n}\n'),
        ("main.tf", "terraform {\n  cloud {}\n}\n"),
        ("main.tf", 'provider "aws" {\n  region = "x"\n}\n'),
        ("prod.tfvars", 'size = "large"\n'),
        (".terraform.lock.hcl", ""),
    ],
)
def test_a_root_configuration_is_no_module(name: str, text: str) -> None:
    assert declared(VARIABLES, "queue/variables.tf", {f"queue/{name}": text}) == {}


def test_a_folder_that_sets_nothing_up_is_a_module() -> None:
    beside: dict[str, Content] = {"queue/main.tf": 'terraform {\n  required_version = "1"\n}\n'}
    assert "size" in declared(VARIABLES, "queue/variables.tf", beside)


def test_a_module_inside_a_root_configuration_is_its_own_affair() -> None:
    path = "sandbox-a/modules/queue/variables.tf"
    assert declared(VARIABLES, path, {"sandbox-a/backend.tf": ""}) == {}


def test_a_folder_that_was_not_read_whole_stays_open() -> None:
    with pytest.raises(CannotTell, match="whether it is a Terraform module"):
        declared(VARIABLES, "queue/variables.tf", {"queue/main.tf": NotRead("too large")})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('variable "a" {', ["a"]),
        ('variable "a" {}\n}}}', ["a"]),
        ("variable {}", []),
        ("variable a b c {}", []),
        ("", []),
    ],
)
def test_broken_text_declares_what_can_be_read(text: str, names: list[str]) -> None:
    assert list(declared(text)) == names
