"""The formats whose declarations others build on: one module a format, and a line in the table.

Each module has the three functions of `app.facts.surface.SurfaceReader`.
"""

from app.facts.surface import SurfaceReader
from app.facts.surfaces import (
    backstage,
    backstage_settings,
    config_maps,
    crd,
    entry_points,
    github_actions,
    go,
    go_commands,
    go_resources,
    go_settings,
    helm,
    java,
    javascript_commands,
    json_schema,
    lint_rules,
    openapi,
    python,
    python_commands,
    python_events,
    python_settings,
    terraform,
    typescript,
)

READERS: tuple[SurfaceReader, ...] = (
    terraform,
    github_actions,
    helm,
    go_resources,
    config_maps,
    crd,
    backstage,
    backstage_settings,
    openapi,
    json_schema,
    go,
    go_commands,
    go_settings,
    python_events,
    python,
    python_commands,
    python_settings,
    entry_points,
    typescript,
    javascript_commands,
    lint_rules,
    java,
)
"""In this order: where two readers declare the same thing, the earlier one's place is shown."""
