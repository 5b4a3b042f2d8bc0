"""The duties of core and of data platforms, and the terms by which files show them.

Only duties that belong to one kind alone are listed: databases, object stores, access rights and
telemetry are found in both. A path term is a word of a file's or folder's name; a service term
begins the type of a declared resource, or is the name of a chart or package that is depended on.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that one kind of platform does for its users."""

    name: str
    kind: Literal["core", "data"]
    path_terms: frozenset[str]
    resource_terms: tuple[str, ...]
    """How the types of Terraform resources and Kubernetes API groups of this duty begin."""
    package_terms: frozenset[str] = frozenset()
    """Charts, images and packages of this duty."""


DUTIES = (
    Duty(
        "warehouse",
        "data",
        frozenset({
            "analytics", "athena", "big-query", "bigquery", "bigquerydataset", "bigquerydatasets",
            "bq", "databricks", "dataform", "dataset",
            "datasets", "dbt", "glue", "lake", "lakeformation", "lakehouse", "metabase", "redshift",
            "snowflake", "superset", "synapse", "trino", "warehouse",
        }),
        (
            "aws_athena_", "aws_emr", "aws_glue_", "aws_lakeformation_", "aws_quicksight_",
            "aws_redshift", "azurerm_databricks_", "azurerm_kusto_", "azurerm_synapse_",
            "databricks_", "google_bigquery_", "google_dataform_", "google_dataplex_",
            "google_dataproc_", "snowflake_",
        ),
        frozenset({
            "apache-superset", "clickhouse", "dbt-bigquery", "dbt-core", "dbt-snowflake",
            "metabase", "superset", "trino",
        }),
    ),
    Duty(
        "event streaming",
        "data",
        frozenset({
            "confluent", "debezium", "eventhub", "eventhubs", "kafka", "kafkatopic",
            "kafkatopics", "kinesis", "msk",
            "streaming",
        }),
        (
            "aws_kinesis_stream", "aws_kinesis_firehose", "aws_msk_", "aws_mskconnect_",
            "azurerm_eventhub", "confluent_", "google_managed_kafka_", "kafka.strimzi.io",
        ),
        frozenset({"debezium", "kafka", "schema-registry", "strimzi-kafka-operator"}),
    ),
    Duty(
        "data pipelines",
        "data",
        frozenset({
            "airbyte", "airflow", "dagster", "dags", "dataflow", "elt", "etl", "ingestion", "mwaa",
            "spark",
        }),
        (
            "aws_dms_", "aws_mwaa_", "azurerm_data_factory", "google_composer_",
            "google_data_fusion_", "google_dataflow_", "sparkoperator.k8s.io",
        ),
        frozenset({
            "airbyte", "airflow", "apache-airflow", "dagster", "prefect", "spark-operator",
        }),
    ),
    Duty(
        "machine learning",
        "data",
        frozenset({
            "feast", "feature-store", "jupyterhub", "kserve", "kubeflow", "mlflow", "mlops",
            "sagemaker", "vertex-ai",
        }),
        (
            "aws_sagemaker_", "azurerm_machine_learning_", "google_notebooks_",
            "google_vertex_ai_", "kubeflow.org", "serving.kserve.io",
        ),
        frozenset({
            "feast", "jupyterhub", "kserve", "kubeflow", "mlflow", "ray-cluster", "seldon-core",
        }),
    ),
    Duty(
        "data quality",
        "data",
        frozenset({"data-quality", "great-expectations", "soda"}),
        ("aws_glue_data_quality_", "google_dataplex_datascan"),
        frozenset({"great-expectations", "great_expectations", "soda-core"}),
    ),
    Duty(
        "network",
        "core",
        frozenset({"firewall", "istio", "resolver", "service-mesh", "transit-gateway", "vpn"}),
        (
            "aws_ec2_transit_gateway", "aws_networkfirewall_", "aws_route53_resolver_firewall",
            "aws_vpn_", "azurerm_firewall", "azurerm_virtual_network_gateway",
            "google_compute_vpn_", "google_network_security_", "networking.istio.io",
        ),
        frozenset({"istio", "istiod", "linkerd"}),
    ),
    Duty(
        "build and deployment",
        "core",
        frozenset({
            "argo-cd", "argocd", "buildkite", "ci-runners", "concourse", "fluxcd",
            "github-runners", "jenkins", "runner", "runners", "tekton",
        }),
        ("actions.github.com", "actions.summerwind.dev", "argoproj.io", "tekton.dev"),
        frozenset({
            "actions-runner", "actions-runner-controller", "argo-cd", "buildkite-agent", "flux2",
            "gha-runner-scale-set", "gitlab-runner", "jenkins", "tekton",
        }),
    ),
    Duty(
        "common services",
        "core",
        frozenset({"keycloak", "mailer", "notification", "notifications"}),
        ("aws_pinpoint_", "aws_sesv2_configuration", "keycloak_realm"),
        frozenset({"keycloak"}),
    ),
)  # fmt: skip
"""Every duty that tells the two kinds apart."""

ACCESS_TERMS = frozenset({
    "iam", "policy", "permission", "binding", "member", "role", "grant", "access", "acl",
    "attachment",
})  # fmt: skip
"""Words in a resource's type that mark access rights, which both kinds hand out."""

TELEMETRY_TERMS = frozenset({
    "alerts", "audit", "cloudwatch", "diagnostic", "diagnostics", "exporter", "fluent", "grafana",
    "log", "logging", "logs", "loki", "metrics", "mimir", "monitoring", "observability",
    "opentelemetry", "otel", "prometheus", "receiver", "siem", "splunk", "telemetry", "tempo",
    "traces", "tracing",
})  # fmt: skip
"""Words that mark a stream of what machines tell about themselves, which both kinds run."""

OWN_USE_TERMS = frozenset({
    "backup", "backups", "billing", "cloudtrail", "cost", "costs", "cur", "finops", "flowlogs",
    "scan", "scanner", "scanning", "security", "siem",
})  # fmt: skip
"""Words of paths that mark what a platform keeps to look after itself."""
