"""Whether a platform serves developers (core) or data work (data): as configured, or by its paths.

The words are the duties of each kind; a repository counts as one kind where at least four in five
of the folders and files that name a duty name one of that kind.
"""

import re
from typing import Literal

from app.core.layout import Confidence
from app.facts.change import Change
from app.facts.paths import is_supporting

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

_SHARE = 0.8
_FEWEST_SIGNS = 4
_DATA_PLATFORM = re.compile(r"(?:^|-)(?:data|analytics|analytical)-platform(?:-|$)")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def kind_of(change: Change) -> tuple[Kind | None, Confidence]:
    """The kind and how sure it is; `None` where neither kind prevails."""
    declared = change.configuration.platform.kind
    if declared:
        return declared, "high"
    if _DATA_PLATFORM.search(change.pull_request.repository.rpartition("/")[2].lower()):
        return "data", "medium"
    places = _named_places(change.before.paths)
    core = sum(not CORE_WORDS.isdisjoint(_words(place)) for place in places)
    data = sum(not DATA_WORDS.isdisjoint(_words(place)) for place in places)
    if core + data < _FEWEST_SIGNS:
        return None, "low"
    if core >= _SHARE * (core + data):
        return "core", "medium"
    if data >= _SHARE * (core + data):
        return "data", "medium"
    return None, "low"


def _named_places(paths: frozenset[str]) -> frozenset[str]:
    """Each folder once, so that one large folder does not decide alone; GitHub's own left out."""
    own = (path for path in paths if not path.startswith(".") and not is_supporting(path))
    folders = (path.rpartition("/")[0] for path in own)
    return frozenset(folder for folder in folders if folder)


def _words(place: str) -> frozenset[str]:
    """The words of a folder's own name: whole, and taken apart at its hyphens."""
    name = place.rpartition("/")[2].lower().replace("_", "-")
    return frozenset([name, *_WORD.findall(name), *name.split("-")])
