"""Whether a template is what is rolled out here, rather than a module that others take up."""

from posixpath import basename, dirname, splitext

from app.facts.change import Version

FOLDERS = frozenset(
    {
        "deployments", "deployment", "deploy", "environments", "environment", "envs", "env",
        "live", "stacks", "stages", "accounts", "account", "workspaces", "tenants", "clusters",
        "bootstrap", "prod", "production", "staging", "preprod", "dev", "development", "sandbox",
        "integration", "projects", "namespaces", "subscriptions", "regions",
    }
)  # fmt: skip
"""By convention these hold what is rolled out, never what is called from elsewhere."""
_VALUES = (".bicepparam", ".parameters.json", ".params.json")


def is_rolled_out(path: str, version: Version) -> bool:
    """Whether it lies among deployments, or values for its own parameters lie beside it."""
    if not FOLDERS.isdisjoint(path.lower().split("/")[:-1]):
        return True
    stem, folder = basename(splitext(path)[0]), dirname(path)
    given = version.once("values of templates", _given)
    return any(each.startswith(stem) for each in given.get(folder, ()))


def _given(version: Version) -> dict[str, list[str]]:
    """The names of files that hold values of parameters, by their folders."""
    found: dict[str, list[str]] = {}
    for path in version.paths:
        if path.endswith(_VALUES):
            found.setdefault(dirname(path), []).append(basename(path))
    return found
