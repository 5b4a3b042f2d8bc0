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
            "analytics", "athena", "bigquery", "bq", "dbt", "glue", "lake", "lakeformation",
            "lakehouse", "redshift", "snowflake", "synapse", "warehouse", "databricks", "dataset",
            "datasets",
        }),
        (
            "aws_athena_", "aws_glue_", "aws_lakeformation_", "aws_redshift", "google_bigquery_",
            "google_dataform_", "google_dataproc_", "google_dataplex_", "azurerm_synapse_",
            "azurerm_databricks_", "azurerm_kusto_", "snowflake_", "databricks_", "aws_emr",
        ),
        frozenset({
            "dbt-core", "dbt-bigquery", "dbt-snowflake", "trino", "clickhouse", "apache-superset",
        }),
    ),
    Duty(
        "event streaming",
        "data",
        frozenset({
            "kafka", "kinesis", "msk", "streaming", "eventhub", "eventhubs", "confluent",
            "debezium",
        }),
        (
            "aws_msk_", "aws_mskconnect_", "aws_kinesis_stream", "aws_kinesis_firehose",
            "confluent_",
            "google_managed_kafka_", "azurerm_eventhub", "kafka.strimzi.io",
        ),
        frozenset({"strimzi-kafka-operator", "kafka", "debezium", "schema-registry"}),
    ),
    Duty(
        "data pipelines",
        "data",
        frozenset({
            "airflow", "dagster", "dags", "dataflow", "etl", "elt", "ingestion", "mwaa", "spark",
        }),
        (
            "aws_mwaa_", "google_composer_", "google_dataflow_", "google_data_fusion_", "aws_dms_",
            "azurerm_data_factory", "sparkoperator.k8s.io",
        ),
        frozenset({
            "apache-airflow", "airflow", "dagster", "prefect", "spark-operator", "airbyte",
        }),
    ),
    Duty(
        "machine learning",
        "data",
        frozenset({
            "feast", "feature-store", "kubeflow", "mlflow", "mlops", "sagemaker", "vertex-ai",
            "kserve",
        }),
        (
            "aws_sagemaker_", "google_vertex_ai_", "google_notebooks_", "azurerm_machine_learning_",
            "serving.kserve.io", "kubeflow.org",
        ),
        frozenset({"mlflow", "feast", "kubeflow", "kserve", "seldon-core", "ray-cluster"}),
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
        frozenset({
            "firewall", "resolver", "transit-gateway", "load-balancer", "vpn", "waf", "cdn",
            "ingress", "service-mesh", "istio",
        }),
        (
            "aws_networkfirewall_", "aws_route53_resolver_", "aws_ec2_transit_gateway", "aws_vpn_",
            "aws_wafv2_", "aws_cloudfront_", "google_compute_firewall", "google_compute_router",
            "google_compute_security_policy", "azurerm_firewall", "azurerm_virtual_network_gateway",
            "azurerm_frontdoor", "azurerm_cdn_", "networking.istio.io",
        ),
        frozenset({"istio", "ingress-nginx", "traefik", "linkerd"}),
    ),
    Duty(
        "build and deployment",
        "core",
        frozenset({
            "argocd", "buildkite", "ci-runners", "codebuild", "codepipeline", "concourse",
            "fluxcd", "github-runners", "jenkins", "runners", "tekton",
        }),
        (
            "aws_codebuild_", "aws_codepipeline", "aws_codedeploy_", "google_cloudbuild_",
            "argoproj.io", "tekton.dev", "actions.github.com",
        ),
        frozenset({
            "argo-cd", "actions-runner-controller", "gha-runner-scale-set", "jenkins", "flux2",
            "tekton",
        }),
    ),
    Duty(
        "common services",
        "core",
        frozenset({"keycloak", "cognito", "notifications", "notification", "mailer", "ses"}),
        ("aws_cognito_", "aws_ses_", "aws_sesv2_", "aws_pinpoint_", "keycloak_"),
        frozenset({"keycloak", "mailhog"}),
    ),
)  # fmt: skip
"""Every duty that tells the two kinds apart."""

ACCESS_TERMS = frozenset({
    "iam", "policy", "permission", "binding", "member", "role", "grant", "access", "acl",
    "attachment",
})  # fmt: skip
"""Words in a resource's type that mark access rights, which both kinds hand out."""
