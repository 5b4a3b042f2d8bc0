"""How policies get on with each other: what is said first, and that nothing is said twice."""

from collections.abc import Iterable

from app.core.advice import Advice, Silence
from app.core.text import Text, ours
from app.policies.model import Policies

_LOUDEST = ("advise", "check-only", "report")
_GRAVEST = ("breaks", "binds", "lasts", "eases", "thanks")
_SUREST = ("high", "medium", "low")


def in_order(advice: Iterable[Advice]) -> tuple[Advice, ...]:
    """What most people hear comes first; of that, the gravest; of that, the surest.

    What is alike in all of this stays as the policies come.
    """
    return tuple(sorted(advice, key=_rank))


def left_to_others(
    advice: Iterable[Advice], policies: Policies
) -> tuple[tuple[Advice, ...], tuple[Silence, ...]]:
    """The advice without that of policies which leave it to others here, and their silence.

    Nobody leaves it to a policy that fewer people hear.
    """
    given = tuple(advice)
    loudness = {one.policy: _LOUDEST.index(one.mode) for one in given}
    quiet: dict[str, Text] = {}
    for policy in policies:
        others = [
            other
            for other in policy.yields_to
            if loudness.get(other, len(_LOUDEST)) <= loudness.get(policy.id, -1)
        ]
        if others:
            quiet[policy.id] = ours(f"`{others[0]}` says it already.")
    return (
        tuple(one for one in given if one.policy not in quiet),
        tuple(Silence(policy, because) for policy, because in quiet.items()),
    )


def _rank(advice: Advice) -> tuple[int, int, int]:
    return (
        _LOUDEST.index(advice.mode),
        _GRAVEST.index(advice.stakes),
        _SUREST.index(advice.confidence),
    )
