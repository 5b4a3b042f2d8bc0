"""Interfaces that TypeScript packages export."""

from builders import declared_by

from app.facts.surface import Declaration
from app.facts.surfaces import typescript

SOURCE = """
/**
 * Reads entities.
 * @public
 */
export interface Provider<T> {
  /** Its name. */
  readonly name?: string;
  connect(a: number, b?: string): Promise<void>;
  mode: | "a" /* first */ | "b";
  /** @internal */
  secret: string;
}
/** @internal */
export interface Hidden { a: string }
interface Own { a: string }
export abstract class Base {
  protected abstract label: string;
  abstract run(task: Task): void;
  helper(): void {}
}
"""


def declared(path: str = "src/types.ts", text: str = SOURCE) -> dict[str, Declaration]:
    return declared_by(typescript, path, text, neighbours={"package.json": '{"name": "acme"}'})


def test_exported_interfaces_and_abstract_classes_are_declared_with_their_members() -> None:
    found = declared()
    assert found.keys() == {
        "Provider", "Provider.name", "Provider.connect", "Provider.mode",
        "Base", "Base.label", "Base.run",
    }  # fmt: skip
    assert (found["Provider"].line, found["Provider"].documentation) == (6, "Reads entities.")
    assert found["Provider.name"].documentation == "Its name."
    assert found["Provider.connect"].part_of == "Provider"


def test_what_must_be_written_is_required_and_data_is_not() -> None:
    found = declared()
    assert found["Provider.connect"].required and found["Base.run"].required
    assert not found["Provider.mode"].required


def test_layout_comments_and_optional_parameters_make_no_difference() -> None:
    found = declared()
    assert found["Provider.mode"].traits == ('"a"|"b"',)
    assert found["Provider.connect"].type == "(number)"


def test_in_other_files_only_what_is_marked_public_counts() -> None:
    found = declared("src/reading.ts")
    assert "Provider" in found and "Base" not in found


def test_an_application_has_no_users_of_its_types() -> None:
    manifests = {"package.json": '{"name": "acme"}', "app/package.json": '{"private": true}'}
    assert declared_by(typescript, "app/types.ts", SOURCE, neighbours=manifests) == {}
    assert declared_by(typescript, "lib/types.ts", SOURCE, neighbours=manifests)


def test_sources_outside_a_package_and_tests_declare_nothing() -> None:
    assert declared_by(typescript, "src/types.ts", SOURCE) == {}
    assert not any(map(typescript.reads, ("src/a.test.ts", "src/internal/types.ts", "src/A.tsx")))
