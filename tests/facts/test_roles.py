"""The part that a file plays."""

import pytest

from app.facts.roles import role


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("README.md", "docs"),
        ("docs/conf.py", "docs"),
        ("examples/a/main.tf", "docs"),
        ("tests/README.md", "docs"),
        ("tests/a.py", "test"),
        ("CHANGELOG.md", "release"),
        (".github/workflows/ci.yml", "ci"),
        ("azure-pipelines.yaml", "ci"),
        ("go.sum", "deps"),
        ("requirements/base.txt", "deps"),
        ("make/_shared/go.mk", "tooling"),
        ("modules/a/versions.tf", "deps"),
        (".github/CODEOWNERS", "owners"),
        (".pre-commit-config.yaml", "tooling"),
        ("dist/index.js", "generated"),
        ("terraform/deployments/rds/main.tf", "live"),
        ("terraform/deployments/rds/modules/own/main.tf", "live"),
        ("environments/prod/zone.yml", "live"),
        ("data/repos.yml", "live"),
        ("terraform/modules/rds/main.tf", "product"),
        ("main.tf", "product"),
        ("charts/java/values.yaml", "product"),
        ("action.yml", "product"),
        ("src/find.ts", "product"),
    ],
)
def test_the_path_tells_the_part(path, part):
    assert role(path) == part
