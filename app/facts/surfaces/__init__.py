"""The formats whose declarations others build on: one module a format, and a line in the table.

Each module has the three functions of `app.facts.surface.SurfaceReader`.
"""

from app.facts.surface import SurfaceReader
from app.facts.surfaces import (
    backstage,
    crd,
    entry_points,
    github_actions,
    go,
    go_commands,
    go_resources,
    go_settings,
    helm,
    java,
    json_schema,
    openapi,
    python,
    python_commands,
    python_events,
    terraform,
    typescript,
)

READERS: tuple[SurfaceReader, ...] = (
    terraform,
    github_actions,
    helm,
    go_resources,
    crd,
    backstage,
    openapi,
    json_schema,
    go,
    go_commands,
    go_settings,
    python_events,
    python,
    python_commands,
    entry_points,
    typescript,
    java,
)
"""In this order: where two readers declare the same thing, the earlier one's place is shown."""
