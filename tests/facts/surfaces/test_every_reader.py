"""What holds for every reader, whatever strangers wrote."""

import pytest
from builders import a_change
from hypothesis import given, settings
from hypothesis import strategies as st

from app.facts.surface import SurfaceReader
from app.facts.surfaces import READERS

PATHS = (
    "api/v1/a_types.go", "cmd/a/main.go", "acme/data.py", "acme/__init__.py", "acme/signals.py",
    "pyproject.toml", "setup.cfg", "src/types.ts", "src/main/java/A.java", "api/openapi.yaml",
    "a.schema.json", "templates/template.yaml", "definitions/a.yaml", "modules/a/variables.tf",
    "action.yml", ".github/workflows/a.yml", "charts/a/values.yaml",
    "plugins/a/config.d.ts", "lib/options.js", "lib/rules/a.js", "lib/index.d.ts",
    "config/core/configmaps/a.yaml", "a.pkr.hcl", "a.bicep", "a.json", "src/commands/a.yml",
    "vars/a.groovy", "plugin.yml", ".pre-commit-hooks.yaml", "devcontainer-feature.json",
    "cookiecutter.json", "copier.yml", "defaults/main.yml", "meta/argument_specs.yml", "a.avsc",
    "charts/a/templates/a.tpl", "asyncapi.yaml", "a.proto", "a.graphql", "package.json", "a.sh",
    "setup.py",
)  # fmt: skip
TREE = (
    "go.mod", "package.json", "pyproject.toml", "acme/__init__.py", "acme/signals.py",
    "charts/a/Chart.yaml", "src/@orb.yml", "tasks/main.yml",
)  # fmt: skip
PIECES = (
    "package v1\n", "// +kubebuilder:x\n", "type A struct {\n", "type B interface {\n", "}\n",
    '  C []A `json:"c,omitempty"`\n', "  Get(a, b int) error // x\n", 'flag.String("a", "", "c")\n',
    'app.Flag("a", "b").Default(', ")", "class A(ABC):\n", "  @abstractmethod\n",
    "  def f(self): ''\n", "@attr.s\n", "  x: int = 1\n", "X = FooSignal(event_type='x')\n",
    "@click.command()\n", "__all__ = ['a']\n", "from .x import y\n", "é\r\n\x0c\u2028",
    "def __getattr__(n):\n  if n == 'x': ...\n", "[project.scripts]\n", "a = 'b'\n",
    "[options.entry_points]\nconsole_scripts = a=b\n", "/** x */\n", "export interface A {\n",
    "  a?: string;\n", "public interface A {\n", "  void b();\n", "openapi: 3\n",
    "require('yargs')\n", ".option('--a', {describe: ", "meta: {schema: [{properties: {a: {",
    "export namespace A { class B {", "kind: ConfigMap\ndata:\n  _example: |\n    # x\n    a: b\n",
    "paths: {/a: {get: {parameters: [{$ref: '#/paths'}]}}}\n", '{"$schema": "x",',
    '"properties": {"a": {"$ref": "#"}}', "kind: CustomResourceDefinition\n",
    "kind: Template\n", "# scaffolder.backstage.io\n", "spec:\n",
    "  parameters:\n    - properties: {a: {}}\n", 'variable "a" {\n', "  default = {\n",
    "on:\n  workflow_call:\n", "inputs:\n  a:\n", "{{ .Values.a }}", '{{ define "a" }}', "{{/*",
    "*/}}\n", "@description('a')\n", "param a string = 'b'\n", "def call(Map a = [:]) {\n", "/** a",
    "message A {\n", "  rpc a(B) returns (C);\n", "  string a = 1; // b\n", "/*", "*/", '"""a"""',
    "type A implements B {\n", "  a(b: [C!]! = [1]): D @deprecated\n", "- id: a\n",
    "tekton.dev/v1\n",
    "kind: Task\nspec: {params: [{name: a}]}\n", "argoproj.io/ WorkflowTemplate\n", "AWS::\n",
    "Resources: {}\nParameters: {a: {}}\n", "parameters:\n  - name: a\nsteps: []\n",
    '"bin": {"a": 1}',
    "asyncapi: 3\nchannels: {a: {}}\n", '{"type": "record", "fields": [{"name": "a"}]}',
    "createTemplateAction({id: 'a', schema: {input: {", "ANNOTATION = 'a.io/b'\n", "${A_B:-}",
    "setup(entry_points={'a': ['b=c']})\n", "templates.gatekeeper.sh/ ConstraintTemplate\n",
)  # fmt: skip


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__.rpartition(".")[2])
@settings(max_examples=25, deadline=None)
@given(
    text=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=30).map("".join)
)
def test_any_text_is_read_and_lines_are_inside_the_file(reader: SurfaceReader, text: str) -> None:
    for path in PATHS:
        if reader.reads(path):
            change = a_change({path: (None, text)}, tree=TREE)
            for declared in reader.surface(path, text, change.after):
                assert declared.name and declared.kind
                assert declared.path != path or 1 <= declared.line <= text.count("\n") + 1
