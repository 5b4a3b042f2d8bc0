"""Fields of Kubernetes resources that are defined by Go types."""

from builders import declared_by

from app.facts.surface import Declaration
from app.facts.surfaces import go_resources

APP = """package v1

// App runs something.
// +kubebuilder:object:root=true
type App struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec   AppSpec   `json:"spec"`
	Status AppStatus `json:"status,omitempty"`
}

type AppList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`
	Items []App `json:"items"`
}

type AppSpec struct {
	// How many run.
	// +kubebuilder:default=2
	Replicas *int `json:"replicas,omitempty"`
	Hosts []Host `json:"hosts"`
	// Deprecated: use hosts.
	// +optional
	Host string `json:"host"`
	Size Size `json:"size,omitempty"`
	Limits struct {
		CPU string `json:"cpu"`
	} `json:"limits,omitempty"`
	Shared `json:",inline"`
	Untagged string
	Hidden string `json:"-"`
}

type Host struct {
	Name string `json:"name"` // of the host
}

type Shared struct {
	Labels map[string]string `json:"labels,omitempty"`
}

// +kubebuilder:validation:Enum=small;large
type Size string

type AppStatus struct {
	Ready bool `json:"ready"`
}

type Elsewhere struct {
	Key string `json:"key"`
}
"""


def declared(text: str = APP, path: str = "api/v1/app_types.go") -> dict[str, Declaration]:
    return declared_by(go_resources, path, text)


def shown(text: str = APP) -> dict[str, Declaration]:
    return {each.shown or each.name: each for each in declared(text).values()}


def test_a_field_is_shown_by_its_path_in_the_resource() -> None:
    assert shown().keys() == {
        "App", "spec.replicas", "spec.hosts", "spec.hosts[].name", "spec.host", "spec.size",
        "spec.limits", "spec.limits.cpu", "spec.labels", "status.ready", "Elsewhere.key",
    }  # fmt: skip


def test_a_field_is_identified_by_its_struct_so_that_it_may_move() -> None:
    assert declared()["Host.name"].shown == "spec.hosts[].name"
    assert declared()["Host.name"].kind == "crd_field"


def test_doc_comments_document_and_markers_do_not() -> None:
    found = shown()
    assert found["spec.replicas"].documentation == "How many run."
    assert found["spec.replicas"].documented_by == "Go doc comment"
    assert found["spec.hosts[].name"].documentation == "of the host"
    assert found["spec.size"].documentation == ""
    assert found["App"].documentation == "App runs something."


def test_markers_and_tags_say_what_must_be_given() -> None:
    found = shown()
    assert found["spec.hosts"].required
    assert found["spec.replicas"].default == "2"
    assert not any(found[name].required for name in ("spec.replicas", "spec.host", "spec.limits"))
    marked = APP.replace("// +optional", "// +kubebuilder:validation:Required")
    assert shown(marked)["spec.host"].required


def test_accepted_values_are_those_of_the_type() -> None:
    assert shown()["spec.size"].choices == ("small", "large")
    assert shown()["spec.size"].type == "string"


def test_a_pointer_and_the_name_of_a_struct_make_no_difference() -> None:
    other = APP.replace("Hosts []Host", "Hosts []*Host")
    assert shown(other)["spec.hosts"].type == shown()["spec.hosts"].type == "[]object"
    assert shown()["spec.replicas"].type == "int"


def test_what_a_resource_reports_is_read_by_users_and_never_required() -> None:
    ready = shown()["status.ready"]
    assert ready.output and not ready.required


def test_a_deprecated_field_is_marked() -> None:
    assert shown()["spec.host"].deprecated


def test_a_field_is_deprecated_in_bold_letters_as_well() -> None:
    assert shown(APP.replace("Deprecated: use", "**DEPRECATED**. Use"))["spec.host"].deprecated


def test_configuration_that_is_no_resource_has_keys() -> None:
    text = "package v1\n// +k8s:deepcopy-gen=true\ntype Config struct {\n"
    text += 'metav1.TypeMeta `json:",inline"`\nLevel int `json:"level"`\n}\n'
    assert declared(text)["Config.level"].kind == "config_key"


def test_structs_of_other_packages_are_no_resources() -> None:
    text = APP.replace("// +kubebuilder:object:root=true\n", "").replace("+kubebuilder", "x")
    assert declared(text, "pkg/store/app.go") == {}
