"""What Go packages offer: interfaces, and the exported API of libraries."""

from builders import declared_by

from app.facts.surface import Declaration
from app.facts.surfaces import go

STORE = """package store

// Store keeps things.
type Store interface {
	// Get finds a thing.
	Get(ctx context.Context, name string) (Thing, error)
	Put(a, b int) // writes
	Closer
	hidden()
}

type number interface{ ~int | ~string }
type Numeric interface{ ~int | ~string }

// Thing is kept.
type Thing struct{ Name string }

// Deprecated: use Make.
func New(size int, options ...Option) *Thing { return nil }
func (t *Thing) Rename(name string) error { return nil }
func (s *secret) Open() {}
func internal() {}
"""


def declared(text: str = STORE, path: str = "store/store.go", *tree: str) -> dict[str, Declaration]:
    return declared_by(go, path, text, tree=tree or ("go.mod",))


def test_an_exported_interface_is_declared_with_its_exported_methods() -> None:
    found = declared()
    store, get = found["Store"], found["Store.Get"]
    assert (store.kind, store.line, store.documentation) == (
        "go_interface", 4, "Store keeps things.",
    )  # fmt: skip
    assert (get.kind, get.part_of, get.required) == ("go_interface_method", "Store", True)
    assert get.type == "(context.Context,string)(Thing,error)"
    assert found["Store.Put"].documentation == "writes"
    assert "Store.hidden" not in found


def test_an_interface_that_only_reads_and_sets_properties_says_so_by_their_names() -> None:
    view = "package a\n\ntype View interface {\n\tGetName() string\n\tSetName(name string)\n}\n"
    assert declared(view)["View"].documentation_unseen
    assert not declared(view.replace("Set", "Let"))["View"].documentation_unseen


def test_names_of_parameters_make_no_difference() -> None:
    renamed = STORE.replace("Put(a, b int)", "Put(key int, value int)")
    assert declared(renamed)["Store.Put"].type == declared()["Store.Put"].type


def test_an_embedded_interface_is_part_of_what_must_be_implemented() -> None:
    assert declared()["Store"].type == "Closer"


def test_a_constraint_on_type_parameters_is_no_interface_to_implement() -> None:
    assert not {"Numeric", "number"} & declared().keys()


def test_a_library_declares_its_exported_functions_types_and_methods() -> None:
    found = declared()
    assert {"Thing", "New", "Thing.Rename"} <= found.keys()
    assert not {"internal", "secret.Open", "Open"} & found.keys()
    assert found["New"].deprecated
    assert found["Thing.Rename"].part_of == "Thing"


def test_a_function_is_known_by_the_types_that_it_takes_and_gives() -> None:
    assert declared()["New"].type == "(int,...Option)(*Thing)"


def test_what_a_file_calls_a_package_makes_no_difference() -> None:
    one = 'package a\nimport meta "k8s.io/apimachinery/apis/meta/v1"\nfunc F(t meta.Time) {}\n'
    other = one.replace("import meta", "import metav1").replace("meta.Time", "metav1.Time")
    assert declared(one)["F"].type == declared(other)["F"].type == "(meta/v1.Time)()"


def test_a_major_version_of_a_module_is_no_other_package() -> None:
    one = 'package a\nimport dns "acme.io/dns"\nfunc F(c dns.Client) {}\n'
    other = one.replace("acme.io/dns", "acme.io/dns/v2")
    assert declared(one)["F"].type == declared(other)["F"].type


def test_exported_constants_and_variables_are_declared_with_their_comments() -> None:
    text = """package a
// Limit is how many.
const Limit = 3
const (
	// A is first.
	A = "a"
	B = "b" // B is second.
	hidden = 1
)
var (
	// ErrGone says that it is gone.
	ErrGone = errors.New("gone")
)
"""
    found = declared(text)
    assert found.keys() == {"Limit", "A", "B", "ErrGone"}
    assert [found[name].documentation for name in ("Limit", "A", "ErrGone")] == [
        "Limit is how many.", "A is first.", "ErrGone says that it is gone.",
    ]  # fmt: skip


def test_a_program_has_interfaces_for_itself_alone() -> None:
    assert declared(STORE, "store/store.go", "go.mod", "main.go") == {}
    assert declared(STORE, "store/store.go", "go.mod", "cmd/acme/main.go") == {}


def test_a_program_that_keeps_internal_packages_apart_offers_the_others() -> None:
    tree = ("go.mod", "cmd/acme/main.go", "internal/a.go")
    assert "Store" in declared(STORE, "store/store.go", *tree)


def test_a_program_offers_its_packages_in_folders_for_others() -> None:
    found = declared(STORE, "plugin/store.go", "go.mod", "main.go")
    assert {"Store", "Store.Get", "Store.Put", "Thing", "New"} <= found.keys()


def test_types_of_resources_are_told_by_their_fields_and_their_functions_here() -> None:
    tree = ("go.mod", "main.go", "api/v1/zz_generated.deepcopy.go")
    found = declared(STORE, "api/v1/store.go", *tree)
    assert found["Thing"].grouping and found["Thing.Rename"].part_of == "Thing"


def test_a_library_in_a_module_of_its_own_is_told_apart_from_the_program_above() -> None:
    assert declared(STORE, "sdkx/store.go", "go.mod", "main.go", "sdkx/go.mod")


def test_the_program_itself_declares_no_api() -> None:
    assert declared(STORE.replace("package store", "package main")) == {}


def test_generated_code_is_marked_so_that_its_news_are_told_elsewhere() -> None:
    found = declared(f"// Code generated by acme. DO NOT EDIT.\n{STORE}")
    assert all(each.generated for each in found.values())


def test_internals_tests_and_fakes_are_not_read() -> None:
    closed = ("internal/a.go", "a_test.go", "fakes/a.go", "doc_example.go", "vendor/x/a.go")
    assert not any(go.reads(path) for path in closed)
