"""Policies that a repository or its layers bring, beside those that come with Cowpath."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from app.core.configuration import Configuration
from app.core.layers import PolicyText, Resolved
from app.errors import Mistake
from app.policies.model import Policies, Policy
from app.policies.parse import parse_policy
from app.policies.shapes import did_you_mean
from app.policies.yaml_source import YamlSource


def in_force(configuration: Configuration, built_in: Policies) -> Policies:
    """Every policy that a configuration is about, by its id."""
    own = configuration.own_policies if isinstance(configuration, Resolved) else ()
    return tuple(sorted((*built_in, *map(own_policy, own)), key=lambda policy: policy.id))


@lru_cache(maxsize=128)
def own_policy(text: PolicyText) -> Policy:
    """The policy of a text; kept by its content. Raises `AuthorsMistake` with every mistake."""
    return parse_policy(text.text, text.where, text.id)


def misdirected(
    text: PolicyText, yields_to: Mapping[str, Sequence[str]], untold: Callable[[str], bool]
) -> Iterator[Mistake]:
    """What is wrong with those to whom a policy leaves it.

    `yields_to` says of every policy that is known to whom it leaves it; `untold` of a name that
    nothing can be said about it.
    """
    wrong = [
        (number, complaint)
        for number, other in enumerate(own_policy(text).yields_to)
        if (complaint := _complaint(text.id, other, yields_to, untold))
    ]
    if wrong:
        source = YamlSource(text.text, text.where)
        yield from (source.mistake(("yields_to", number), said) for number, said in wrong)


def _complaint(
    policy: str,
    other: str,
    yields_to: Mapping[str, Sequence[str]],
    untold: Callable[[str], bool],
) -> str | None:
    if other == policy:
        return "A policy cannot leave it to itself: it would never speak."
    if other not in yields_to:
        unknown = f"There is no policy `{other}`.{did_you_mean(other, yields_to)}"
        return None if untold(other) else unknown
    if _leads_to(policy, other, yields_to):
        return f"`{other}` leaves it to `{policy}` in turn: where both find something, none speaks."
    return None


def _leads_to(policy: str, first: str, yields_to: Mapping[str, Sequence[str]]) -> bool:
    """Whether one policy leaves it to another, perhaps by way of others."""
    seen: set[str] = set()
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name == policy:
            return True
        if name not in seen:
            seen.add(name)
            waiting += yields_to.get(name, ())
    return False
