"""What policies may look at beside the facts: the pull request's own words, and the platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.fact import CannotTell, Unknown
from app.core.layout import Layout
from app.facts.change import Change
from app.facts.layout import layout

Surroundings = Mapping[str, object]
"""Values of the variables of `SURROUNDINGS`."""


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """The pull request as its author presents it."""

    title: str
    body: str
    author: str
    """Login of the author; empty where unknown."""
    labels: tuple[str, ...]
    draft: bool


@dataclass(frozen=True, slots=True)
class KnownPlatform:
    """The platform as declared, or as inferred from what the repository shows."""

    name: str
    """What people call it; "the platform" where no name is declared."""
    team: str
    """The platform team; empty where nothing says which it is."""
    extensions: tuple[str, ...]
    """Globs of the folders where unusual needs are met."""
    docs: tuple[str, ...]
    """Globs of the documentation for the platform's users."""


SURROUNDINGS: Mapping[str, tuple[Any, str]] = {
    "pull_request": (ProposedChange, "The pull request as its author presents it."),
    "changed_paths": (tuple[str, ...], "The changed files, as they are called after the change."),
    "platform": (KnownPlatform, "The platform as declared, or else as inferred."),
}
"""Each variable with its type and what it says."""


def surroundings(change: Change) -> Surroundings:
    """The values for one change; `Unknown` where there is none."""
    pull_request = change.pull_request
    return {
        "pull_request": ProposedChange(
            title=pull_request.title,
            body=pull_request.body,
            author=pull_request.author,
            labels=pull_request.labels,
            draft=pull_request.draft,
        ),
        "changed_paths": tuple(file.path for file in change.files),
        "platform": _platform(change),
    }


def _platform(change: Change) -> KnownPlatform | Unknown:
    try:
        known: Layout = layout(change)
    except CannotTell as reason:
        return Unknown(str(reason))
    return KnownPlatform(
        name=change.configuration.platform.name or "the platform",
        team=known.platform.name if known.platform else "",
        extensions=known.extensions,
        docs=known.docs,
    )
