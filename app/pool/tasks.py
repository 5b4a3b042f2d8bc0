"""What is done in those processes; they import this module before their first task."""

from collections.abc import Callable
from functools import cache

from app.analyse import analyse
from app.core.advice import Report
from app.core.configuration import Configuration
from app.core.layers import Layers, Resolved
from app.core.pull_request import PullRequest
from app.policies import Policies
from app.policies.own import in_force
from app.policies.resolution import resolve

LoadPolicies = Callable[[], Policies]
"""A function of a module, so that it can be named to another process."""


@cache
def loaded(load_policies: LoadPolicies) -> Policies:
    """The policies, compiled once in each process."""
    return load_policies()


def resolved(layers: Layers, load_policies: LoadPolicies) -> Resolved:
    """The configuration that layers make. Raises `AuthorsMistake`."""
    return resolve(layers, loaded(load_policies))


def decide(
    pull_request: PullRequest, configuration: Configuration, load_policies: LoadPolicies
) -> Report:
    """The report on one pull request, by our policies and those that its repository brings."""
    return analyse(pull_request, configuration, in_force(configuration, loaded(load_policies)))


def prepare(load_policies: LoadPolicies) -> None:
    """A first task, so that a process is up and has its policies before it is needed."""
    loaded(load_policies)
