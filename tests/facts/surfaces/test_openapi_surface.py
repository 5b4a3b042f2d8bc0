"""Operations that OpenAPI descriptions offer."""

from builders import a_change, declared_by

from app.facts.comparison import compare
from app.facts.surfaces import openapi

PETS = """
openapi: 3.1.0
paths:
  /pets/{id}:
    parameters:
      - {$ref: "#/components/parameters/id"}
    get:
      summary: One pet
      parameters:
        - {name: full, in: query, schema: {type: boolean, default: false}}
    delete:
      deprecated: true
components:
  parameters:
    id: {name: id, in: path, required: true, description: Which pet, schema: {type: string}}
"""


def test_operations_and_their_parameters_are_declared() -> None:
    found = declared_by(openapi, "openapi.yaml", PETS)
    assert found.keys() == {
        "GET /pets/{id}", "GET /pets/{id} id", "GET /pets/{id} full",
        "DELETE /pets/{id}", "DELETE /pets/{id} id",
    }  # fmt: skip
    get = found["GET /pets/{id}"]
    assert (get.kind, get.line, get.documentation) == ("openapi_operation", 7, "One pet")
    assert found["DELETE /pets/{id}"].deprecated
    assert found["GET /pets/{id} id"].required
    assert found["GET /pets/{id} id"].documentation == "Which pet"


def test_json_is_read_as_well() -> None:
    text = '{"swagger": "2.0", "paths": {"/a": {"post": {"description": "Makes it"}}}}'
    assert declared_by(openapi, "api/swagger.json", text)["POST /a"].documentation == "Makes it"


def test_a_new_required_parameter_breaks_callers() -> None:
    after = PETS.replace("name: full, in: query", "name: full, in: query, required: true")
    before = PETS.replace(
        "        - {name: full, in: query, schema: {type: boolean, default: false}}\n", ""
    ).replace("      parameters:\n    delete", "    delete")
    after = after.replace(", default: false", "")
    (difference,) = compare(a_change({"openapi.yaml": (before, after)})).differences
    assert difference.breaks == "it must be provided"


def test_other_files_describe_no_operations() -> None:
    assert declared_by(openapi, "api/config.yaml", "paths: {/a: {get: {}}}") == {}


def test_a_field_of_a_schema_is_told_where_the_schema_was_there() -> None:
    pet = "openapi: 3.1.0\ncomponents:\n  schemas:\n    Pet:\n      properties:\n"
    name, age = "        name: {type: string}\n", "        age: {type: integer}\n"
    fields = [
        (each.declaration.name, each.change)
        for before, after in ((pet + name, pet + name + age), ("openapi: 3.1.0\n", pet + name))
        for each in compare(a_change({"openapi.yaml": (before, after)})).differences
    ]
    assert fields == [("Pet.age", "added")]


def test_the_copy_beside_generated_code_is_no_source() -> None:
    tree = ("client/.openapi-generator/VERSION",)
    found = declared_by(openapi, "client/api/openapi.yaml", PETS, tree)
    assert all(each.generated for each in found.values())
