"""The formats of files to fuzz: where each is read, and what has to lie there for it to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that the platform's interface is declared in."""

    path: str
    """Where the fuzzed text stands."""
    seeds: tuple[str, ...]
    """How the names of files end that inputs may begin with."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Texts that the change leaves alone, by their paths."""
    texts: tuple[str, ...] = ()
    """More to begin with, where such files are seldom small."""


_OPENAPI = """\
openapi: 3.0.0
paths:
  /apps/{id}:
    get:
      operationId: readApp
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: An app}}
"""
_COMMANDS = """\
const { Command, Option } = require("commander");
new Command().option("-p, --port <n>", "Where to listen.", 80).addOption(new Option("--on"));
yargs.option("level", { describe: "How much.", type: "number", default: 1, demandOption: true });
optionator({ options: [{ option: "fix", type: "Boolean", description: "Mend it." }] });
"""
_RULE = """\
module.exports = { meta: { docs: { description: "Short names" }, schema: [{ type: "object",
  properties: { max: { type: "integer", minimum: 0 }, names: { enum: ["all", "none"] } } }] } };
"""
_CONFIGURATION = """\
export interface Config {
  /** Where it listens. */
  app?: { port: number; hosts: Array<{ name: string /** @deprecated */; old?: string }> };
}
"""
_GO_COMMANDS = """\
package main

const levelFlag = "level"

func newCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "deploy [app]", Short: "Brings an app out."}
	cmd.Flags().StringVarP(&o.region, "region", "r", "eu", "Where to.")
	cmd.PersistentFlags().Int(levelFlag, 1, "How much.")
	app.Flag("days", "How long.").Default("1").Required().IntVar(&o.days)
	_ = &cli.StringFlag{Name: "name", Usage: "Whose.", Required: true, Value: "x"}
	return cmd
}
"""
_GO_TYPES = """\
package v1

// App runs.
// +kubebuilder:object:root=true
type App struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec AppSpec `json:"spec"`
}

type AppSpec struct {
	// How many.
	// +kubebuilder:validation:Enum=1;2
	// +kubebuilder:default=1
	Replicas *int `json:"replicas,omitempty"`
	Ports []struct{ Name string `json:"name"` } `json:"ports"`
}
"""
_PYTHON_COMMANDS = """\
import click, argparse

@click.command("deploy", help="Brings an app out.")
@click.option("--region", "-r", default="eu", help="Where to.", type=click.Choice(["eu", "us"]))
def deploy(region): ...

parser = argparse.ArgumentParser()
parser.add_argument("--days", type=int, default=1, required=True, help="How long.")
"""

_PACKAGE = {"package.json": '{"name": "app", "version": "1.0.0"}'}
_DISTRIBUTION = {"pyproject.toml": '[project]\nname = "app"\n', "app/__init__.py": ""}

FORMATS = {
    "terraform": Format("modules/bucket/variables.tf", (".tf",)),
    "action": Format("deploy/action.yml", ("action.yml", "action.yaml")),
    "workflow": Format(".github/workflows/deploy.yml", (".yml",)),
    "helm": Format("charts/app/values.yaml", ("values.yaml",), {"charts/app/Chart.yaml": ""}),
    "helm-template": Format(
        "charts/app/templates/app.yaml",
        (".yaml", ".tpl"),
        {"charts/app/Chart.yaml": "name: app\n", "charts/app/values.yaml": "web: {port: 80}\n"},
    ),
    "crd": Format("config/crd/app.yaml", (".yaml",)),
    "config-map": Format("config/app.yaml", ("configmap.yaml", "-config.yaml", ".yaml")),
    "backstage": Format("templates/app/template.yaml", ("template.yaml", "catalog-info.yaml")),
    "backstage-settings": Format(
        "plugins/app/config.d.ts", ("config.d.ts",), texts=(_CONFIGURATION,)
    ),
    "openapi": Format("api/openapi.yaml", ("openapi.yaml", "openapi.yml"), texts=(_OPENAPI,)),
    "json-schema": Format("schemas/app.schema.json", (".json",)),
    "go": Format("plugin/app.go", (".go",), {"go.mod": "module app\n"}),
    "go-resources": Format(
        "api/v1/types.go", ("types.go",), {"api/v1/zz_generated.deepcopy.go": ""}, (_GO_TYPES,)
    ),
    "go-commands": Format("cmd/app/main.go", ("main.go", "root.go"), texts=(_GO_COMMANDS,)),
    "python": Format("app/signals.py", (".py",), _DISTRIBUTION),
    "python-commands": Format(
        "app/cli.py", ("cli.py", "__main__.py", "main.py"), _DISTRIBUTION, (_PYTHON_COMMANDS,)
    ),
    "entry-points": Format("pyproject.toml", ("pyproject.toml", "setup.cfg")),
    "typescript": Format("src/index.ts", (".ts",), _PACKAGE),
    "declarations": Format("types/index.d.ts", (".d.ts",), _PACKAGE),
    "javascript-commands": Format("lib/cli.js", ("cli.js", ".mjs"), _PACKAGE, (_COMMANDS,)),
    "lint-rule": Format("lib/rules/names.js", (".js",), _PACKAGE, (_RULE,)),
    "java": Format("src/main/java/app/App.java", (".java",)),
}
