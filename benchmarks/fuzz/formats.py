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

_TEKTON = """\
apiVersion: tekton.dev/v1
kind: Task
metadata: {name: build}
spec:
  params: [{name: image, description: What to build, default: app, enum: [app]}]
  results: [{name: digest}]
  workspaces: [{name: source, optional: true}]
"""
_ARGO = """\
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: release}
spec:
  arguments: {parameters: [{name: version, description: Which one}]}
  templates: [{name: build, inputs: {parameters: [{name: image, value: app}]}}]
"""
_ORB = """\
parameters:
  environment: {type: enum, enum: [staging], description: Where to, default: staging}
"""
_AZURE = """\
parameters:
  # Where to
  - name: environment
    type: string
    values: [staging]
    default: staging
steps: [{script: "${{ parameters.environment }}"}]
"""
_STACK = """\
Parameters:
  Size: {Type: String, Default: small, AllowedValues: [small], MinLength: 1}
Resources: {Queue: {Type: AWS::SQS::Queue}}
Outputs: {Address: {Value: !Ref Queue}}
"""
_DEPLOYMENT = """\
{"$schema": "https://example.org/deploymentTemplate.json#",
 "parameters": {"size": {"type": "string", "allowedValues": ["a"],
  "metadata": {"description": "b"}}},
 "outputs": {"address": {"type": "string"}}}
"""
_CONSTRAINTS = """\
apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
spec: {crd: {spec: {names: {kind: Labels}, validation: {openAPIV3Schema: {properties: {a: {}}}}}}}
"""
_MODULE = """\
@description('''
How big
''')
@allowed([
  'small'
])
param size 'small' | 'large' = 'small'
output address string = queue.id
"""
_STEP = """\
/** Brings an app out. */
def call(String app, Map settings = [:]) {
}
"""
_LIBRARY = """\
{{/* The labels. */}}
{{- define "acme.labels" -}}
{{- end }}
"""
_EVENTS = """\
asyncapi: 2.6.0
channels: {orders/placed: {subscribe: {summary: An order}}}
components: {messages: {Placed: {payload: {properties: {id: {type: string}}}}}}
"""
_RECORD = """\
{"type": "record", "name": "Order", "fields": [{"name": "id", "type": ["null", "string"]},
 {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line"}}}]}
"""
_PROTOCOL = """\
package acme.v1;
// Apps run.
service Apps { rpc Get(Request) returns (stream App) { option (a.b) = { get: "/v1" }; } }
message App { oneof owner { string team = 4 [deprecated = true]; } map<string, App> all = 3; }
enum State { OFF = 0; /* on */ ON = 1; }
"""
_GRAPH = """\
\"\"\"An app\"\"\"
type App implements Node & Named @key(fields: "id") { owner(at: [Int!]! = [1]): Team @deprecated }
extend input New { "its name" name: String! }
enum State { ON OFF }
query Read($id: ID) { app(id: $id) { name } }
"""
_BACKSTAGE = """\
createTemplateAction({ id: 'acme:deploy', description: 'x', schema: {
  input: z.object({ region: z.string().describe('Where to') }) } });
createExtensionPoint<Point>({ id: 'queue.consumers' });
"""
_ROLE = """\
argument_specs: {main: {options: {size: {description: [How big], choices: [a], required: true}}}}
"""
_DISTRIBUTED = """\
setup(name="acme", entry_points={"console_scripts": ["acme = acme:run"], "acme.plugins": "a = b"})
"""
_PROCESSED = """\
kind: Template
metadata: {name: queue}
objects: []
parameters: [{name: SIZE, description: How big, value: small, required: true, generate: x}]
"""
_MACRO = """\
{%- macro cents(column, places=2) -%}{{ column }}{% endmacro %}
{% macro default__cents(column) %}{% endmacro %}
"""
_PROPERTIES = """\
@ConfigurationProperties(prefix = "acme")
class Acme {
  /** How big. */
  private int maxSize = 10;
  private Retry retry;
  static class Retry { int attempts; }
}
@ConfigMapping("a") interface A { int b(); }
"""
_COMPONENT = """\
status: {class: receiver, stability: {beta: [metrics]}}
metrics: {queue.size: {enabled: false, description: How many}}
feature_gates: [{id: queue.fast, description: Several at once, stage: alpha}]
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
    "tekton": Format("tasks/build.yaml", (), texts=(_TEKTON,)),
    "argo": Format("flows/build.yaml", (), texts=(_ARGO,)),
    "orb": Format("src/jobs/deploy.yml", (), {"src/@orb.yml": ""}, (_ORB,)),
    "azure-pipeline": Format("steps/deploy.yml", (), texts=(_AZURE,)),
    "cloudformation": Format("templates/queue.yaml", (), texts=(_STACK,)),
    "azure-template": Format("queue.json", (), texts=(_DEPLOYMENT,)),
    "gatekeeper": Format("policies/labels.yaml", (), texts=(_CONSTRAINTS,)),
    "bicep": Format("queue.bicep", (".bicep",), texts=(_MODULE,)),
    "jenkins-step": Format("vars/deploy.groovy", (".groovy",), texts=(_STEP,)),
    "helm-library": Format(
        "library/templates/labels.tpl",
        (".tpl",),
        {"library/Chart.yaml": "type: library"},
        (_LIBRARY,),
    ),
    "asyncapi": Format("asyncapi.yaml", (), texts=(_EVENTS,)),
    "avro": Format("order.avsc", (), texts=(_RECORD,)),
    "protobuf": Format("api/apps.proto", (".proto",), texts=(_PROTOCOL,)),
    "graphql": Format("api/apps.graphql", (".graphql",), texts=(_GRAPH,)),
    "backstage-module": Format("src/module.ts", ("module.ts",), _PACKAGE, (_BACKSTAGE,)),
    "ansible": Format(
        "meta/argument_specs.yml",
        (),
        {"tasks/main.yml": "", "defaults/main.yml": "a: 1"},
        (_ROLE,),
    ),
    "setup": Format("setup.py", ("setup.py",), texts=(_DISTRIBUTED,)),
    "environment": Format(
        "queue.sh", (".sh",), {"README.md": "`QUEUE_SIZE`"}, ("size=${QUEUE_SIZE:-1}\n",)
    ),
    "openshift-template": Format("queue.yaml", (), texts=(_PROCESSED,)),
    "dbt-macro": Format("macros/money.sql", (".sql",), {"dbt_project.yml": ""}, (_MACRO,)),
    "java-settings": Format("src/main/java/Acme.java", (), texts=(_PROPERTIES,)),
    "collector-component": Format("receiver/queue/metadata.yaml", (), texts=(_COMPONENT,)),
}
