"""Flags and commands of programs written in Go."""

import pytest
from builders import declared_by

from app.facts.surface import Declaration
from app.facts.surfaces import go_commands


def declared(body: str) -> dict[str, Declaration]:
    return declared_by(
        go_commands, "cmd/acme/main.go", f"package main\nfunc run() {{\n{body}\n}}\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        'flag.StringVar(&o.mode, "mode", "fast", "How to run.")',
        'cmd.Flags().StringVarP(&o.mode, "mode", "m", "fast", "How to run.")',
        'fs.String("mode", "fast", "How to run.")',
        'o.flags.StringP("mode", "m", "fast", "How to run.")',
        'app.Flag("mode", "How to run.").Default("fast").StringVar(&o.mode)',
    ],
)
def test_a_flag_is_read_whatever_the_library(line: str) -> None:
    mode = declared(line)["--mode"]
    assert (mode.kind, mode.line, mode.default) == ("cli_flag", 3, "fast")
    assert (mode.documentation, mode.documented_by) == ("How to run.", "help text")


def test_binders_of_ones_own_are_recognised_by_what_they_are_given() -> None:
    found = declared('b.EnumVar("policy", "Which records.", cfg.Policy, &cfg.Policy, "a", "b")')
    assert found["--policy"].documentation == "Which records."


def test_a_default_that_is_named_may_be_written_anywhere() -> None:
    assert declared('fs.IntVar(&x, "size", defaults.Size, "How big.")')["--size"].default is None


def test_flags_as_literals_and_commands_are_read() -> None:
    found = declared(
        'x := &cli.StringFlag{Name: "port", Usage: "Where to listen.", Required: true}\n'
        'y := &cobra.Command{Use: "serve [flags]", Short: "Serves."}'
    )
    assert found["--port"].required
    assert (found["serve"].kind, found["serve"].documentation) == ("cli_command", "Serves.")


def test_required_and_hidden_are_told_by_what_is_chained() -> None:
    found = declared(
        'app.Flag("needed", "x").Required().String()\napp.Flag("secret", "x").Hidden().String()'
    )
    assert found["--needed"].required
    assert "--secret" not in found


def test_calls_that_look_alike_are_no_flags() -> None:
    assert declared('log.String("mode", "fast", "x")\nzap.String("lag", v)') == {}


def test_tests_and_tools_are_not_read() -> None:
    assert not any(map(go_commands.reads, ("cmd/main_test.go", "hack/gen.go", "vendor/a/b.go")))
    assert go_commands.reads("internal/cmd/root.go")


def test_a_flag_that_is_named_by_a_constant_is_found_by_the_constant() -> None:
    text = """package main
const folder = "data-folder"
func f() {
	flag.StringVar(&a, folder, "", "where things lie")
	flag.StringVar(&b, auth.ControllerFlagDefaultAccount, "", "who asks")
}
"""
    found = declared_by(go_commands, "main.go", text)
    assert found.keys() == {"--data-folder", "--default-account"}
    assert found["--default-account"].inferred


def test_a_default_may_be_named_in_a_literal_of_the_file_and_values_are_listed() -> None:
    text = """package options
var defaults = &Config{Mode: "sync", Size: 3}
func bind(b Binder) {
	b.EnumVar("mode", "how", defaults.Mode, &c.Mode, "sync", "async")
	b.EnumVar("kind", "which (required, no default)", "", &c.Kind, "a", named)
}
"""
    found = declared_by(go_commands, "pkg/options.go", text)
    assert (found["--mode"].default, found["--mode"].choices) == ("sync", ("sync", "async"))
    assert found["--kind"].required and found["--kind"].choices is None


def test_a_comment_takes_the_place_of_a_help_text() -> None:
    text = """package main
func main() {
	// The certificate is parsed by the server as well,
	// and only looked at here.
	ownFlags := flag.NewFlagSet("tls", flag.ContinueOnError)
	path := ownFlags.String("tls-cert-file", "", "")

	flags.Bool("quiet", false, "")
}
"""
    found = declared_by(go_commands, "cmd/webhook/main.go", text)
    assert found["--quiet"].documented_by is None
    told = found["--tls-cert-file"]
    assert told.documented_by == "comment"
    assert told.documentation.startswith("The certificate is parsed by the server as well, and")
