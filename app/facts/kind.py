"""Whether a platform serves developers (core) or data work (data): as configured, else as it shows.

The words are the duties of each kind; a repository counts as one kind where at least four in five
of the folders and files that name a duty name one of that kind. Where the paths are divided, the
names that the platform and its team go by decide; where neither tells, how the README begins.
"""

import re
from typing import Literal

from app.core.layout import Confidence, Team
from app.facts.change import Change
from app.facts.paths import is_supporting
from app.lazy_re import regex

Kind = Literal["core", "data"]

CORE_WORDS = frozenset(
    {
        "argocd", "buildpack", "buildpacks", "cert-manager", "cluster", "clusters", "cni", "deploy",
        "deployment", "deployments", "dns", "ecr", "eks", "gke", "aks", "external-dns", "firewall",
        "fluxcd", "gateway", "grafana", "ingress", "istio", "jenkins", "karpenter", "kubernetes",
        "k8s", "loadbalancer", "logging", "monitoring", "namespaces", "network", "networking",
        "observability", "openshift", "pipelines", "prometheus", "registry", "router", "runners",
        "secrets", "tracing", "vpc", "workflows",
    }
)  # fmt: skip
DATA_WORDS = frozenset(
    {
        "airflow", "analytics", "athena", "bigquery", "dagster", "dags", "databricks", "datahub",
        "dataset", "datasets", "dbt", "feast", "feature-store", "glue", "ingestion", "jupyter",
        "jupyterhub", "kafka-connect", "lake", "lakehouse", "lakeformation", "looker", "mlflow",
        "mwaa", "notebooks", "powerbi", "quicksight", "redshift", "rstudio", "sagemaker",
        "snowflake", "spark", "superset", "tableau", "trino", "warehouse",
    }
)  # fmt: skip

_DATA_NAME = regex(
    r"\b(?:analytics|analytical|data-(?:platform|engineering|infra\w*|science)|lakehouse|"
    r"ml-platform|mlops|machine-learning)\b"
)
_CORE_NAME = regex(
    r"\b(?:(?:cloud|container|developer|hosting|application|internal)-platform|"
    r"platform-(?:engineering|operations|infra\w*)|infrastructure|devops|sre|paas)\b"
)

_CORE_OPENING = regex(
    r"\b(?:kubernetes|k8s|clusters?|containers?|deploy(?:s|ed|ing|ments?)?|infrastructure|hosting|"
    r"ci/cd|continuous (?:integration|delivery)|helm|terraform|developer platform)\b",
    re.I,
)
_DATA_OPENING = regex(
    r"\b(?:data (?:platform|science|scientists?|engineer(?:s|ing)?|pipelines?|warehouse|lake|"
    r"quality|catalogue|catalog)|analy(?:tics|tical|sts?)|datasets?|machine learning|"
    r"mlops|feature store|notebooks?|lakehouse|big data|event streaming)\b",
    re.I,
)
README = "README.md"
_OPENING = 1_500
"""Characters of a README in which it says what the repository is."""

_SHARE = 0.8
_FEWEST_SIGNS = 4
_WORD = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def kind_of(change: Change, team: Team | None) -> tuple[Kind | None, Confidence]:
    """The kind and how sure it is; `None` where neither kind prevails."""
    declared = change.configuration.platform.kind
    if declared:
        return declared, "high"
    named, shown = _kind_by_names(change, team), _kind_by_paths(change)
    if (named, shown) == ("core", "data"):
        return None, "low"
    kind = named or shown  # a data platform has much infrastructure, so its name tells more
    return (kind, "medium") if kind else (_kind_by_opening(change), "low")


def _kind_by_names(change: Change, team: Team | None) -> Kind | None:
    """The kind that the names of platform, team and repository tell."""
    repository = change.pull_request.repository.rpartition("/")[2]
    names = [change.configuration.platform.name, repository, team.name if team else ""]
    spoken = " ".join(names).lower().replace("_", "-")
    if _DATA_NAME.search(spoken):
        return "data"
    return "core" if _CORE_NAME.search(spoken) else None


def _kind_by_paths(change: Change) -> Kind | None:
    places = _named_places(change.before.paths)
    core = sum(not CORE_WORDS.isdisjoint(_words(place)) for place in places)
    data = sum(not DATA_WORDS.isdisjoint(_words(place)) for place in places)
    if core + data < _FEWEST_SIGNS:
        return None
    if core >= _SHARE * (core + data):
        return "core"
    return "data" if data >= _SHARE * (core + data) else None


def _named_places(paths: frozenset[str]) -> frozenset[str]:
    """Each folder once, so that one large folder does not decide alone; GitHub's own left out."""
    own = (path for path in paths if not path.startswith(".") and not is_supporting(path))
    folders = (path.rpartition("/")[0] for path in own)
    return frozenset(folder for folder in folders if folder)


def _words(place: str) -> frozenset[str]:
    """The words of a folder's own name: whole, and taken apart at its hyphens."""
    name = place.rpartition("/")[2].lower().replace("_", "-")
    return frozenset([name, *_WORD.findall(name), *name.split("-")])


def _kind_by_opening(change: Change) -> Kind | None:
    """The one kind whose words stand where the README says what the repository is."""
    opening = (change.before.text(README) or "")[:_OPENING]
    core, data = _CORE_OPENING.search(opening), _DATA_OPENING.search(opening)
    if bool(core) == bool(data):
        return None
    return "core" if core else "data"
