"""What part a changed file plays in a platform's repository."""

import re
from collections.abc import Callable, Iterable
from posixpath import basename
from typing import Literal

from app.facts.news_entries import is_news_entry
from app.facts.paths import (
    is_documentation,
    is_example,
    is_generated,
    is_lock_file,
    is_test,
    is_vendored,
)
from app.facts.prose import is_prose
from app.lazy_re import regex

Role = Literal[
    "generated", "docs", "test", "ci", "deps", "release", "owners", "tooling", "live", "product",
]  # fmt: skip
"""`live` is the configuration of what runs; `product` is what platform users get. The others
serve these two."""

_OWNERS = frozenset({"codeowners", "owners", "owners_aliases"})
_RELEASE = regex(
    r"^(?:change[_-]?log|changes|history|releases?|news|version)(?:\.[a-z]{1,8})?$|"
    r"^(?:\.release-please-manifest\.json|_?version\.(?:py|go|ts|rb|txt))$"
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".drawio")
_DEPENDENCIES = regex(
    r"^(?:requirements[\w.-]{0,60}\.(?:txt|in|pip)|constraints[\w.-]{0,60}\.txt|pipfile|gemfile|"
    r"go\.mod|package\.json|versions?\.tf|terraform\.tf|\.terraform-version|\.tool-versions|\.nvmrc|\.node-version|"
    r"\.[a-z]{2,12}-version|devcontainer-lock\.json|setup\.(?:py|cfg)|pom\.xml|build\.gradle(?:\.kts)?|"
    r"libs\.versions\.toml)$"
)
_TOOLING = regex(
    r"^(?:\.[\w-]{1,30}(?:ignore|rc)|\.pre-commit-config\.ya?ml|\.editorconfig|\.gitignore|\.gitattributes|\.dockerignore|"
    r"\.?pylintrc\w{0,20}|\.flake8|tox\.ini|mypy\.ini|pytest\.ini|ruff\.toml|pyproject\.toml|makefile|[\w.-]{1,60}\.mk|rakefile|"
    r"taskfile\.ya?ml|license(?:\.[a-z]{2,4})?|notice|tsconfig[\w.-]{0,40}\.json|jest\.config\.\w{2,4}|"
    r"renovate\.json5?|\.releaserc[\w.]{0,8}|\.golangci\.ya?ml|\.tflint\.hcl|\.licensed\.yml|"
    r"\.eslint[\w.-]{0,30}|eslint\.config\.\w{2,4}|\.prettier[\w.-]{0,30}|\.rubocop[\w.-]{0,30}|dependabot\.ya?ml|"
    r"\.readthedocs\.ya?ml|mkdocs\.ya?ml|catalog-info\.ya?ml|\.?codecov\.ya?ml|sonar-project\.properties)$"
)
_CI = regex(
    r"(?:^|/)(?:\.github/(?:workflows|actions)|\.circleci|\.buildkite|\.tekton|\.gitlab|concourse|\.azure-pipelines)/|"
    r"(?:^|/)(?:\.gitlab-ci\.ya?ml|jenkinsfile[\w.-]{0,30}|azure-pipelines[\w.-]{0,30}\.ya?ml|\.travis\.ya?ml|"
    r"cloudbuild\.ya?ml|\.drone\.ya?ml|bitbucket-pipelines\.yml)$",
    re.I,
)
_TOOL_FOLDERS = frozenset({
    "hack", "scripts", "script", "tools", "make", ".devcontainer", ".vscode", "bin",
})  # fmt: skip
_DOCUMENTATION_FOLDERS = frozenset({"docs", "doc", "documentation", "adr", "adrs", "runbooks"})
_MODULE_FOLDER = regex(r"(?:^|/)(?:[\w.-]{1,40}[_-])?modules?/", re.I)
_LOCAL_MODULE = regex(
    r"(?:^|/)(?:deployments?|environments?|envs?|live|accounts?|stacks|production|staging|development|"
    r"integration|namespaces|tenants?)/(?:[^/]{1,80}/){0,6}?(?:[\w.-]{1,40}[_-])?modules?/",
    re.I,
)
_LIVE_FOLDER = regex(
    r"(?:^|/)(?:deployments?|environments?|envs?|live|accounts?|clusters?|namespaces|stacks|infra|"
    r"infrastructure|production|prod|staging|integration|development|dev|preprod|test|sandbox|argocd|flux|"
    r"gitops|zones|records|dashboards|alerts|monitoring|overlays|inventory|tenants)/",
    re.I,
)
_LIVE_ENDINGS = (
    ".tf", ".tfvars", ".hcl", ".yaml", ".yml", ".json", ".toml", ".ini", ".conf", ".tpl", ".tftpl",
    ".env", ".properties", ".rego", ".sql",
)  # fmt: skip
_PRODUCT = regex(
    r"(?:^|/)(?:templates|crds?|bases|charts?|schemas?|api|apis|src|lib|pkg|app|internal|cmd)/|"
    r"(?:^|/)(?:values[\w.-]{0,40}|chart|action|template|openapi|swagger|asyncapi|plugin)\.(?:ya?ml|json)$|"
    r"schema\.json$",
    re.I,
)
"""Structured files through which a platform is offered; others of their endings are data."""
_CONFIGURATION_ENDINGS = (
    ".tfvars",
    ".tfbackend",
    ".backend",
    ".ini",
    ".conf",
    ".env",
    ".properties",
)


def role(path: str) -> Role:
    """The part that a file plays, from its path alone; the first that fits."""
    name = basename(path).lower()
    for part, fits in _ROLES:
        if fits(path, name):
            return part
    return "product"


def _is_deps(path: str, name: str) -> bool:
    return is_lock_file(path) or bool(_DEPENDENCIES.match(name)) or "/requirements/" in f"/{path}"


def _is_docs(path: str, name: str) -> bool:
    shown = is_documentation(path) or is_example(path) or name.endswith(_PICTURES)
    return shown or not _DOCUMENTATION_FOLDERS.isdisjoint(path.lower().split("/")[:-1])


def _is_release(path: str, name: str) -> bool:
    folders = path.lower().split("/")[:-1]
    if is_news_entry(path) or "changelog" in path.lower():
        return True
    return bool(_RELEASE.match(name)) and _DOCUMENTATION_FOLDERS.isdisjoint(folders)


def _is_tooling(path: str, name: str) -> bool:
    folders = path.lower().split("/")[:-1]
    in_tools = bool(folders) and folders[0] in _TOOL_FOLDERS
    in_github = bool(folders) and folders[0] == ".github"
    return in_tools or in_github or bool(_TOOLING.match(name))


def is_local_module(path: str) -> bool:
    """Inside a module that is a part of one deployment, so that nobody else takes it up."""
    return bool(_LOCAL_MODULE.search(path))


def _is_live(path: str, name: str) -> bool:
    """Configuration and data of what runs: not inside a module, a chart or source code."""
    if name.endswith(_CONFIGURATION_ENDINGS):
        return True
    if not name.endswith(_LIVE_ENDINGS) or (
        _MODULE_FOLDER.search(path) and not is_local_module(path)
    ):
        return False
    if name.endswith((".tf", ".hcl")):
        return "/" in path  # at the top they are a module of their own
    return bool(_LIVE_FOLDER.search(path)) or not _PRODUCT.search(path)


_ROLES: tuple[tuple[Role, Callable[[str, str], bool]], ...] = (
    ("owners", lambda path, name: name in _OWNERS),
    ("release", _is_release),
    ("docs", lambda path, name: is_prose(path)),
    ("test", lambda path, name: is_test(path)),
    ("deps", _is_deps),
    ("generated", lambda path, name: is_generated(path) or is_vendored(path)),
    ("ci", lambda path, name: bool(_CI.search(path))),
    ("docs", _is_docs),
    ("tooling", _is_tooling),
    ("live", _is_live),
)  # fmt: skip


def roles(paths: Iterable[str]) -> frozenset[Role]:
    """The parts that these files play together."""
    return frozenset(map(role, paths))
