"""Deciding: a pull request, its configuration and the policies make a report. Nothing else does."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from hashlib import sha256

from app.core.advice import Advice, Report, Silence, Untold
from app.core.configuration import Configuration
from app.core.fact import Facts
from app.core.pull_request import PullRequest
from app.core.text import ours
from app.facts import answers_about
from app.facts.change import Change
from app.policies import Policies
from app.policies.evaluate import evaluate
from app.policies.interplay import in_order, left_to_others
from app.policies.schema import of_facts
from app.policies.surroundings import Surroundings, surroundings

_TUNING = frozenset(
    {
        "version", "extends", "locked", "policies", "own_policies", "exemptions", "comment",
        "learning_days",
    }
)  # fmt: skip
"""Parts of a configuration that change what is said of facts, and no fact."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that policies may look at of one change, whatever they are going to say."""

    facts: Facts
    surroundings: Surroundings
    not_looked_at: tuple[str, ...] = ()


def analyse(pull_request: PullRequest, configuration: Configuration, policies: Policies) -> Report:
    """What the policies say about a pull request.

    Every policy appears in the report at least once: with advice, with why it is silent, or with
    what it could not tell. Policies must have been checked when they were loaded.
    """
    return judge(find(pull_request, configuration), configuration, policies)


def analyse_each(
    pull_request: PullRequest, judges: Sequence[tuple[Configuration, Policies]]
) -> tuple[Report, ...]:
    """As `analyse`, by several configurations; facts are found once where they are the same."""
    found: dict[str, Findings] = {}
    reports = []
    for configuration, policies in judges:
        name = outlook(configuration)
        found[name] = found.get(name) or find(pull_request, configuration)
        reports.append(judge(found[name], configuration, policies))
    return tuple(reports)


def outlook(configuration: Configuration) -> str:
    """Equal for two configurations by which the same facts are found."""
    parts = (
        (field.name, getattr(configuration, field.name))
        for field in fields(configuration)
        if field.name not in _TUNING
    )
    return sha256(repr(tuple(parts)).encode(errors="replace")).hexdigest()


def find(pull_request: PullRequest, configuration: Configuration) -> Findings:
    """The longer part: every fact. How policies are tuned makes no difference to it."""
    change = Change(pull_request, configuration)
    return Findings(answers_about(change), surroundings(change), pull_request.not_looked_at)


def judge(findings: Findings, configuration: Configuration, policies: Policies) -> Report:
    """The shorter part: what the policies make of what was found."""
    schema = of_facts()
    bound = schema.bind(findings.facts, findings.surroundings)
    advice: list[Advice] = []
    silent: list[Silence] = []
    unknown: list[Untold] = []
    for policy in policies:
        choice = configuration.choice(policy.id)
        if not (policy.enabled if choice.enabled is None else choice.enabled):
            silent.append(Silence(policy.id, ours("It is not enabled here.")))
            continue
        verdict = evaluate(policy, choice, configuration.comment.mode, bound, schema)
        advice.extend(verdict.advice)
        unknown.extend(verdict.unknown)
        if verdict.because:
            silent.append(Silence(policy.id, verdict.because))
    heard, left = left_to_others(advice, policies)
    return Report(
        advice=in_order(heard),
        silent=(*silent, *left),
        unknown=tuple(unknown),
        facts=findings.facts,
        not_looked_at=findings.not_looked_at,
        looked_for={policy.id: policy.title for policy in policies},
    )
