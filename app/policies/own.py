"""Policies that a repository or its layers bring, beside those that come with Cowpath."""

from functools import lru_cache

from app.core.configuration import Configuration
from app.core.layers import PolicyText, Resolved
from app.policies.model import Policies, Policy
from app.policies.parse import parse_policy


def in_force(configuration: Configuration, built_in: Policies) -> Policies:
    """Every policy that a configuration is about, by its id."""
    own = configuration.own_policies if isinstance(configuration, Resolved) else ()
    return tuple(sorted((*built_in, *map(own_policy, own)), key=lambda policy: policy.id))


@lru_cache(maxsize=128)
def own_policy(text: PolicyText) -> Policy:
    """The policy of a text; kept by its content. Raises `AuthorsMistake` with every mistake."""
    return parse_policy(text.text, text.where, text.id)
