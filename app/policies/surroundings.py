"""What policies may look at beside the facts: the pull request's own words, and the platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

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
    core: tuple[str, ...]
    """Globs of what every stream team gets."""
    kind: Literal["core", "data"] | None
    """The kind of platform; null where it is neither declared nor plain to see."""
    kind_is_declared: bool
    """Whether the configuration names the kind."""
    core_page: str
    """The page that explains the core; empty where none is declared."""


@dataclass(frozen=True, slots=True)
class KnownProduct:
    """Who and what steers the platform as a product, as declared."""

    manager: str
    """Who decides what comes next; empty where nobody is declared."""
    roadmap: str
    """The start of the roadmap's links; empty where none is declared."""
    research: tuple[str, ...]
    """Globs of the notes on talks with users."""


@dataclass(frozen=True, slots=True)
class KnownCapability:
    """An entry of the register of what the platform offers."""

    name: str
    paths: tuple[str, ...]
    """What makes it up, as globs."""
    lifecycle: Literal["experimental", "beta", "ga", "deprecated"]
    runtime: bool
    """Whether it runs while teams rely on it."""


SURROUNDINGS: Mapping[str, tuple[Any, str]] = {
    "pull_request": (ProposedChange, "The pull request as its author presents it."),
    "changed_paths": (tuple[str, ...], "The changed files, as they are called after the change."),
    "platform": (KnownPlatform, "The platform as declared, or else as inferred."),
    "product": (KnownProduct, "Who and what steers the platform, as declared."),
    "capabilities": (
        tuple[KnownCapability, ...],
        "The register of what the platform offers, as declared.",
    ),
}
"""Each variable with its type and what it says."""


def surroundings(change: Change) -> Surroundings:
    """The values for one change; `Unknown` where there is none."""
    pull_request, product = change.pull_request, change.configuration.product
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
        "product": KnownProduct(product.manager, product.roadmap, product.research),
        "capabilities": tuple(
            KnownCapability(name, one.paths, one.lifecycle, one.runtime)
            for name, one in change.configuration.capabilities.items()
        ),
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
        core=known.core,
        kind=known.kind if known.kind_confidence != "low" else None,
        kind_is_declared=change.configuration.platform.kind is not None,
        core_page=change.configuration.core_page,
    )
