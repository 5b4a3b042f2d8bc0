"""What policies would have said over past changes: counted, and two configurations compared."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core.advice import Report
from app.core.text import Text

MOST_EXAMPLES = 3
"""Past changes that are named for each count."""


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change of the default branch, as one step of its first-parent line."""

    commit: str
    title: str
    number: int | None = None
    """Of the pull request that brought it, where that is known."""


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of advice that would have been given."""

    policy: str
    subject: str
    title: Text
    heard: bool = True
    """False where the policy speaks in reports only."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that would have been said about one past change."""

    change: PastChange
    said: tuple[Said, ...] = ()
    untold: frozenset[str] = frozenset()
    """Policies that could not tell."""
    failed: str | None = None
    """Why the change could not be judged at all."""

    @classmethod
    def of(cls, change: PastChange, report: Report) -> "Judgement":
        """What a report comes to."""
        return cls(
            change,
            tuple(
                Said(one.policy, one.subject, one.title, one.mode != "report")
                for one in report.advice
            ),
            frozenset(one.policy for one in report.unknown),
            report.stopped,
        )


@dataclass(frozen=True, slots=True)
class Example:
    """A past change with what would have been said about it."""

    change: PastChange
    title: Text


@dataclass(frozen=True, slots=True)
class PolicyCount:
    """How often one policy would have spoken. Counts are of changes."""

    policy: str
    heard: int = 0
    """Changes where people would have heard it."""
    in_reports: int = 0
    """Changes where it would have spoken, but in reports only."""
    untold: int = 0
    """Changes where it could not tell."""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Backtest:
    """The past by one configuration."""

    changes: int
    """All that were looked at, those that failed included."""
    heard: int
    """Changes where people would have heard anything."""
    policies: tuple[PolicyCount, ...]
    failed: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyDifference:
    """What two configurations make of one policy. Counts are of changes."""

    policy: str
    newly: int = 0
    newly_examples: tuple[Example, ...] = ()
    no_longer: int = 0
    no_longer_examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The past by two configurations; policies that differ in nothing are left out."""

    changes: int
    policies: tuple[PolicyDifference, ...]
    failed: tuple[Judgement, ...] = ()
    """Changes that one of the two could not judge; they are compared no further."""


def summed_up(judgements: Sequence[Judgement], policies: Iterable[str]) -> Backtest:
    """Count by policy, in the order of `policies`; those that nothing is known of count as well."""
    told = [one for one in judgements if one.failed is None]
    return Backtest(
        changes=len(judgements),
        heard=sum(any(said.heard for said in one.said) for one in told),
        policies=tuple(_count(policy, told) for policy in policies),
        failed=tuple(one for one in judgements if one.failed is not None),
    )


def _count(policy: str, told: Sequence[Judgement]) -> PolicyCount:
    spoken = [(one, [said for said in one.said if said.policy == policy]) for one in told]
    heard = sum(any(said.heard for said in some) for _, some in spoken)
    return PolicyCount(
        policy,
        heard=heard,
        in_reports=sum(bool(some) for _, some in spoken) - heard,
        untold=sum(policy in one.untold for one in told),
        examples=_first(Example(one.change, some[0].title) for one, some in spoken if some),
    )


def compared(
    before: Sequence[Judgement], after: Sequence[Judgement], policies: Iterable[str]
) -> Comparison:
    """What people would newly hear and no longer hear, of the same changes in the same order."""
    pairs = list(zip(before, after, strict=True))
    told = [(old, new) for old, new in pairs if old.failed is None and new.failed is None]
    differences = (_difference(policy, told) for policy in policies)
    return Comparison(
        changes=len(pairs),
        policies=tuple(one for one in differences if one.newly or one.no_longer),
        failed=tuple(
            old if old.failed is not None else new for old, new in pairs if old.failed or new.failed
        ),
    )


def _difference(policy: str, told: Sequence[tuple[Judgement, Judgement]]) -> PolicyDifference:
    newly = [example for old, new in told for example in _more(policy, old, new)]
    no_longer = [example for old, new in told for example in _more(policy, new, old)]
    return PolicyDifference(policy, len(newly), _first(newly), len(no_longer), _first(no_longer))


def _more(policy: str, less: Judgement, more: Judgement) -> Iterator[Example]:
    """One example where the second says something of the policy's that the first does not."""
    known = {said.subject for said in less.said if said.policy == policy and said.heard}
    for said in more.said:
        if said.policy == policy and said.heard and said.subject not in known:
            yield Example(more.change, said.title)
            return


def _first(examples: Iterable[Example]) -> tuple[Example, ...]:
    return tuple(examples)[:MOST_EXAMPLES]
