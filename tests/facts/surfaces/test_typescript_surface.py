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


PROMISES = """
export namespace Scope {
  /** What a name stands for. */
  interface Variable { kind: "let" | "var"; }
  class Manager { acquire(node: Node, inner?: boolean): Scope; private cache: Map; }
}
export class Engine {
  static readonly version: string;
  constructor(options: Options);
  run(text: string): void;
  #secret: number;
}
export function start(port: number, host?: string): void;
export type Shape = { size: number };
declare module "acme" { interface Plugin { name: string } }
declare const hidden: string;
"""


def test_a_declaration_file_promises_all_that_it_exports() -> None:
    found = declared("lib/types/index.d.ts", PROMISES)
    assert found.keys() == {
        "Scope.Variable", "Scope.Variable.kind", "Scope.Manager", "Scope.Manager.acquire",
        "Engine", "Engine.version", "Engine.run", "start", "Shape", "Shape.size",
        "Plugin", "Plugin.name",
    }  # fmt: skip
    assert found["Scope.Variable.kind"].choices == ('"let"', '"var"')
    assert found["start"].type == "(number)"


def test_in_a_source_only_interfaces_count_and_what_is_marked_public() -> None:
    text = "export class Engine { run(): void {} }\n/** @public */\nexport function start() {}\n"
    assert declared("src/types.ts", text).keys() == {"start"}


def test_a_member_of_a_class_need_not_be_written_by_others() -> None:
    assert not declared("lib/types/index.d.ts", PROMISES)["Engine.run"].required
