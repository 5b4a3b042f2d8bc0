"""The formats whose declarations others build on: one module a format, and a line in the table.

Each module has the three functions of `app.facts.surface.SurfaceReader`.
"""

from app.facts.surface import SurfaceReader
from app.facts.surfaces import github_actions, helm, terraform

READERS: tuple[SurfaceReader, ...] = (
    terraform,
    github_actions,
    helm,
)
"""In this order: where two readers declare the same thing, the earlier one's place is shown."""
