"""Extension points: what others build on, as far as the change adds, alters or removes it."""

from app.core.fact import ExtensionPoint
from app.facts.change import Change, fact
from app.facts.comparison import Difference, compare
from app.facts.documentation import documented_by, is_unseen

MOST_POINTS = 1_000
"""Told of one change; nobody reads more."""


@fact
def extension_points(change: Change) -> tuple[ExtensionPoint, ...]:
    """Everything that others build on and that the change adds, alters or removes."""
    return tuple(_point(change, each) for each in compare(change).differences[:MOST_POINTS])


def _point(change: Change, difference: Difference) -> ExtensionPoint:
    declaration = difference.declaration
    documented, where = _documentation(change, difference)
    return ExtensionPoint(
        kind=declaration.kind,
        name=declaration.shown or declaration.name,
        path=declaration.path,
        line=declaration.line,
        change=difference.change,
        documented=documented,
        documented_by=where,
    )


def _documentation(change: Change, difference: Difference) -> tuple[bool | None, str | None]:
    """Whether it is explained, and where.

    What is gone needs no explanation, and what lacked one before is not held against this change.
    """
    if difference.after is None:
        return None, None
    where = documented_by(change, difference.after)
    if where is None and (difference.before or is_unseen(change, difference.after)):
        return None, None
    return where is not None, where
