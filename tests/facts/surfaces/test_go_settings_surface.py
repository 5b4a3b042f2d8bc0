"""Keys, variables, annotations and labels that Go programs read."""

from builders import declared_by

from app.facts.surfaces import go_settings

SOURCE = """package config

type ServerConfig struct {
	// Where to listen.
	Endpoint string `mapstructure:"endpoint"`
	TLS      *TLS   `mapstructure:"tls,omitempty"`
	Skipped  string `mapstructure:"-"`
	Token    string `env:"API_TOKEN,required" envDefault:"x"`
}

type row struct {
	Name string `yaml:"name"`
}

const (
	// PausedAnnotation stops the work.
	PausedAnnotation = "acme.example/paused"
	NodeLabel        = "kubernetes.io/hostname"
	Path             = "acme.example/not-meta"
)
"""


def test_keys_and_variables_of_settings_are_declared() -> None:
    found = declared_by(go_settings, "internal/config/config.go", SOURCE)
    endpoint = found["ServerConfig.endpoint"]
    assert (endpoint.kind, endpoint.documentation) == ("config_key", "Where to listen.")
    assert found["ServerConfig.tls"].documentation == ""
    token = found["API_TOKEN"]
    assert (token.kind, token.required, token.default) == ("env_var", True, "x")
    assert not {"ServerConfig.-", "row.name"} & found.keys()


def test_annotations_and_labels_of_the_platform_are_declared() -> None:
    found = declared_by(go_settings, "pkg/config/config.go", SOURCE)
    paused = found["acme.example/paused"]
    assert (paused.kind, paused.line) == ("annotation_or_label", 17)
    assert paused.documentation == "PausedAnnotation stops the work."
    assert not {"kubernetes.io/hostname", "acme.example/not-meta"} & found.keys()


def test_a_key_may_be_put_together_from_constants() -> None:
    text = """package scaling
const Group = "scaling.acme.io"
const (
	// MinScaleKey is how few.
	MinScaleKey = Group + "/min-scale"
	Other = Group + "/other"
)
"""
    found = declared_by(go_settings, "pkg/apis/scaling/register.go", text)
    assert found.keys() == {"scaling.acme.io/min-scale"}
    assert found["scaling.acme.io/min-scale"].documentation == "MinScaleKey is how few."


def test_what_the_program_itself_sets_is_there_to_be_read() -> None:
    text = """package config
const (
	PausedLabel  = "acme.dev/paused"
	ExpiresLabel = "acme.dev/expires"
)
func stamp(o *Object) {
	o.Labels[ExpiresLabel] = "soon"
	if o.Labels[PausedLabel] == "true" { return }
}
"""
    found = declared_by(go_settings, "pkg/config/config.go", text)
    assert {name: each.output for name, each in found.items()} == {
        "acme.dev/paused": False,
        "acme.dev/expires": True,
    }
