"""The capability that a title names."""

import pytest

from app.facts.capability import capability_in
from app.facts.title import read_title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("feat: Add support for Pod Identity (#31)", "Pod Identity"),
        ("Add PowerShell shell completion support (#3637)", "PowerShell shell completion"),
        ("[stack] Add VPA support for Prometheus", "VPA support for Prometheus"),
        ("Add TLSStore resource to chart", "TLSStore resource"),
        ("feat: Support blue/green updates", "blue/green updates"),
        ("Google backends: gcs and firestore (#35) (#36)", "Google backends: gcs and firestore"),
        ("Add RHEL support and include the distribution in cache keys", "RHEL"),
        ("feat: add support for federated credentials", "federated credentials"),
        ("Add ingress for the page in our small search chart", "ingress for the page"),
        ("feat: Add IPv6 ULA support and document it", "IPv6 ULA"),
        ("New: Add no-shadow rule (ref #4417)", "no-shadow rule"),
        ('feat(keys): Support the "Modern2026" profile', "Modern2026 profile"),
        ("feature add azure support (#23)", "azure"),
        ("Adding Pod Disruption Budgets (PDB) to Java Chart", "Pod Disruption Budgets (PDB)"),
    ],
)
def test_what_is_new_has_a_name(title, name):
    assert capability_in(read_title(title)) == name


@pytest.mark.parametrize(
    "title",
    [
        "make server span naming spec-compliant",
        "feat: Share util functions",
        "Add OS info to the error message",
        "Add range validation for toml files",
        "Add support to handle more status codes as permanent errors",
        "Add timeout handler to activator to respect the revision timeouts",
        "Allow challenges for hosts that don't match the route's host",
        "Implement branch list using callbacks from exec function",
        "Changing postgresql config to latest chart",
        "feat: additional cluster DNS IPs",
        "feat(CRDs): update for Proxy v3.5 and Gateway API v1.3.0",
        "Merge pull request #12 from team/branch",
        "feat: Add custom subnet names",
        "Introduce feature gate",
        "[ISSUE-1] re-introduce actions for jobs",
        "Add tolerations docs for the renderer",
        "Add guidance for null checking, promote the logger to the public API",
        "Add support for extraMounts on alerts",
        "",
        "Support Kubernetes 1.15 and below properly in the webhook",
        "getters for proxies and certificates",
        "Add CertificateList struct",
        "Add component node types",
        "Add for Japanese L10N",
        "Major sync of dashboards from the upstream",
        "Range over extraVolumes",
        "Add builders for gauge and counter",
        "Add base aggregator",
        "Add benchmarks for metrics",
        "Synchronise environment variables of sidecars",
    ],
)
def test_what_is_done_to_things_that_were_there_names_no_capability(title):
    assert capability_in(read_title(title)) is None
