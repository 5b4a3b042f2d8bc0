"""Whether a unit of the repository is there for this repository alone, as far as can be seen.

Such a unit is a part of what the repository itself deploys or builds: nobody outside is waiting for
a word on it. Where a stream team uses it, or where it is declared as the core or registered, it is
there for others.
"""

from collections import Counter
from posixpath import basename, dirname

from app.facts.change import Change
from app.facts.globs import matches
from app.facts.paths import is_supporting
from app.facts.roles import is_local_module, role
from app.facts.unit_users import callers_here, users_of
from app.lazy_re import regex

_DEPLOYS = regex(
    r"(?:^|/)(?:\.terraform\.lock\.hcl|backend\.tf|terragrunt\.hcl|[^/]{1,100}\.tfvars)$"
    r"|(?:^|/)(?:deployments?|environments?|envs?|live|accounts?|stacks|production|staging)/"
    r"(?:[^/]{1,80}/){0,5}[^/]{1,80}\.tf$"
)
_OF_ENVIRONMENT = regex(
    r"values[-_.](?:[\w-]{1,40}[-_.])?(?:dev|development|test|stag(?:e|ing)|uat|pre-?prod|prod|"
    r"production|live|local|localdev)(?:[-_.][\w-]{1,40})?\.ya?ml"
)
"""The values of a chart in one environment, such as `values-prod.yaml`."""


def is_used_here_alone(change: Change, kind: str, unit: str, path: str) -> bool:
    """Whether what a file of a unit declares, of this kind, is used by this repository alone: it is
    a part of what is deployed from here, or its callers are at hand and none is a stream's."""
    if users_of(change, unit):
        return False
    if path and (role(path) == "live" or is_local_module(path)):
        return True
    if kind.startswith("terraform_") or kind == "module":
        return change.once("app.facts.here_alone deploys", _deploys)
    if kind in ("helm_value", "chart") and _has_environments(change, unit):
        return True
    return callers_here(change, unit)


def is_inner(change: Change, unit: str) -> bool:
    """Whether a Terraform module lies in the folder of another, as far as this one changes, that
    calls it: teams meet the outer one alone."""
    outer, name = dirname(unit), basename(unit)
    texts = (
        change.after.text(file.path) or ""
        for file in change.files
        if outer and dirname(file.path) == outer and file.path.endswith(".tf")
    )
    return any(f'"./{name}"' in text for text in texts)


def is_offered(change: Change, path: str) -> bool:
    """Whether the configuration declares that a file is there for others: core, or registered."""
    configuration = change.configuration
    declared = [configuration.paths.core, *(c.paths for c in configuration.capabilities.values())]
    return any(matches(globs, path) for globs in declared)


def _deploys(change: Change) -> bool:
    return any(_DEPLOYS.search(path) for path in change.before.paths if not is_supporting(path))


def _has_environments(change: Change, chart: str) -> bool:
    """Whether the values of environments stand beside a chart's own."""
    folders = change.once("app.facts.here_alone environments", _folders_with_environments)
    return chart in folders


def _folders_with_environments(change: Change) -> frozenset[str]:
    """The folders that hold several; a single one may be a sample."""
    counted = Counter(
        path.rpartition("/")[0]
        for path in change.after.paths
        if _OF_ENVIRONMENT.fullmatch(basename(path))
    )
    return frozenset(folder for folder, count in counted.items() if count > 1)
