"""What is done in those processes; they import this module before their first task."""

from collections.abc import Callable, Sequence
from functools import cache

from app.analyse import analyse_each
from app.core.advice import Report
from app.core.configuration import Configuration
from app.core.layers import Layers, Provenance, Resolved
from app.core.pull_request import PullRequest
from app.policies import Policies
from app.policies.exemptions import excuse
from app.policies.own import in_force
from app.policies.resolution import explain, resolve

LoadPolicies = Callable[[], Policies]
"""A function of a module, so that it can be named to another process."""


@cache
def loaded(load_policies: LoadPolicies) -> Policies:
    """The policies, compiled once in each process."""
    return load_policies()


def resolved(layers: Layers, load_policies: LoadPolicies) -> Resolved:
    """The configuration that layers make. Raises `AuthorsMistake`."""
    return resolve(layers, loaded(load_policies))


def explained(layers: Layers, load_policies: LoadPolicies) -> tuple[Resolved, Provenance]:
    """As `resolved`, and where each value comes from."""
    return explain(layers, loaded(load_policies))


def decide(
    pull_request: PullRequest,
    configurations: Sequence[Configuration],
    today: str,
    load_policies: LoadPolicies,
) -> tuple[Report, ...]:
    """The reports on one pull request, by our policies and those that its repository brings.

    Exemptions are part of it: to match their globs takes as long as their author likes.
    """
    built_in = loaded(load_policies)
    reports = analyse_each(pull_request, [(one, in_force(one, built_in)) for one in configurations])
    return tuple(
        excuse(report, one.exemptions, today)
        for report, one in zip(reports, configurations, strict=True)
    )


def prepare(load_policies: LoadPolicies) -> None:
    """A first task, so that a process is up and has its policies before it is needed."""
    loaded(load_policies)
