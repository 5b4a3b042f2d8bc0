"""The formats of files to fuzz: where each is read, and what has to lie there for it to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SAMPLES = Path(__file__).with_name("samples")
"""A small file of each format, by the format's name."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that the platform's interface is declared in."""

    path: str
    """Where the fuzzed text stands."""
    seeds: tuple[str, ...]
    """How the names of files end that inputs may begin with."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Texts that the change leaves alone, by their paths."""


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
    "backstage-settings": Format("plugins/app/config.d.ts", ("config.d.ts",)),
    "openapi": Format("api/openapi.yaml", ("openapi.yaml", "openapi.yml")),
    "json-schema": Format("schemas/app.schema.json", (".json",)),
    "go": Format("plugin/app.go", (".go",), {"go.mod": "module app\n"}),
    "go-resources": Format(
        "api/v1/types.go", ("types.go",), {"api/v1/zz_generated.deepcopy.go": ""}
    ),
    "go-commands": Format("cmd/app/main.go", ("main.go", "root.go")),
    "python": Format("app/signals.py", (".py",), _DISTRIBUTION),
    "python-commands": Format("app/cli.py", ("cli.py", "__main__.py", "main.py"), _DISTRIBUTION),
    "entry-points": Format("pyproject.toml", ("pyproject.toml", "setup.cfg")),
    "typescript": Format("src/index.ts", (".ts",), _PACKAGE),
    "declarations": Format("types/index.d.ts", (".d.ts",), _PACKAGE),
    "javascript-commands": Format("lib/cli.js", ("cli.js", ".mjs"), _PACKAGE),
    "lint-rule": Format("lib/rules/names.js", (".js",), _PACKAGE),
    "java": Format("src/main/java/app/App.java", (".java",)),
    "tekton": Format("tasks/build.yaml", ()),
    "argo": Format("flows/build.yaml", ()),
    "orb": Format("src/jobs/deploy.yml", (), {"src/@orb.yml": ""}),
    "azure-pipeline": Format("steps/deploy.yml", ()),
    "cloudformation": Format("templates/queue.yaml", ()),
    "azure-template": Format("queue.json", ()),
    "gatekeeper": Format("policies/labels.yaml", ()),
    "bicep": Format("queue.bicep", (".bicep",)),
    "jenkins-step": Format("vars/deploy.groovy", (".groovy",)),
    "helm-library": Format(
        "library/templates/labels.tpl", (".tpl",), {"library/Chart.yaml": "type: library"}
    ),
    "asyncapi": Format("asyncapi.yaml", ()),
    "avro": Format("order.avsc", ()),
    "protobuf": Format("api/apps.proto", (".proto",)),
    "graphql": Format("api/apps.graphql", (".graphql",)),
    "backstage-module": Format("src/module.ts", ("module.ts",), _PACKAGE),
    "ansible": Format(
        "meta/argument_specs.yml", (), {"tasks/main.yml": "", "defaults/main.yml": "a: 1"}
    ),
    "setup": Format("setup.py", ("setup.py",)),
    "environment": Format("queue.sh", (".sh",), {"README.md": "`QUEUE_SIZE`"}),
    "openshift-template": Format("queue.yaml", ()),
    "dbt-macro": Format("macros/money.sql", (".sql",), {"dbt_project.yml": ""}),
    "java-settings": Format("src/main/java/Acme.java", ()),
    "packer": Format("image.pkr.hcl", (".pkr.hcl",)),
    "buildkite-plugin": Format("plugin.yml", ("plugin.yml",)),
    "pre-commit-hooks": Format(".pre-commit-hooks.yaml", (".pre-commit-hooks.yaml",)),
    "dev-container": Format("src/queue/devcontainer-feature.json", ()),
    "copier-template": Format("copier.yml", ("copier.yml",)),
    "cookiecutter-template": Format("cookiecutter.json", ("cookiecutter.json",)),
    "npm-commands": Format("package.json", ("package.json",)),
    "annotation-constants": Format("src/annotations.ts", (), _PACKAGE),
    "python-settings": Format("app/settings.py", ("settings.py", "config.py"), _DISTRIBUTION),
    "go-settings": Format("config/config.go", ("config.go", "options.go"), {"go.mod": ""}),
    "python-events": Format("app/signals.py", ("signals.py",), _DISTRIBUTION),
    "collector-component": Format("receiver/queue/metadata.yaml", ()),
}


def sample(name: str) -> str:
    """What a small file of a format may hold."""
    return (SAMPLES / f"{name}.txt").read_text("utf-8")
