"""Facts: named answers about a pull request, worked out from its values alone.

Adding a fact is one function marked `@fact` in one of the families below. A new family is a new
file and one line in the table.
"""

from types import ModuleType

from app.core.configuration import Configuration
from app.core.fact import CannotTell, Facts, Unknown
from app.core.pull_request import PullRequest
from app.facts import (
    approvals,
    blame,
    borrowed_shapes,
    breaking_changes,
    broken_units,
    change_kind,
    citations,
    core_features,
    core_page,
    domain_data,
    event_declarations,
    explanations,
    extension_points,
    left_core,
    lifted_mandates,
    mandates,
    mixed_concerns,
    product_decisions,
    promises,
    register,
    research,
    stale_pages,
    stream_branches,
    unexplained,
    ways_outside,
)
from app.facts.change import Change, Fact

FAMILIES: tuple[ModuleType, ...] = (
    change_kind,
    core_features,
    explanations,
    stale_pages,
    ways_outside,
    register,
    extension_points,
    unexplained,
    approvals,
    mandates,
    breaking_changes,
    broken_units,
    mixed_concerns,
    stream_branches,
    event_declarations,
    domain_data,
    promises,
    core_page,
    borrowed_shapes,
    left_core,
    lifted_mandates,
    citations,
    blame,
    product_decisions,
    research,
)
"""The modules that hold facts, in the order in which answers are shown."""

FACTS: dict[str, Fact[object]] = {
    item.name: item
    for family in FAMILIES
    for item in vars(family).values()
    if isinstance(item, Fact)
}


def gather(pull_request: PullRequest, configuration: Configuration) -> Facts:
    """Every fact's answer about a pull request; `Unknown` with the reason where there is none."""
    return answers_about(Change(pull_request, configuration))


def answers_about(change: Change) -> Facts:
    """As `gather`, for a change that others ask as well."""
    answers: dict[str, object] = {}
    for name, work in FACTS.items():
        try:
            answers[name] = work(change)
        except CannotTell as reason:
            answers[name] = Unknown(str(reason))
    return answers
