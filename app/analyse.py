"""Deciding: a pull request, its configuration and the policies make a report. Nothing else does."""

from app.core.advice import Advice, Report, Silence, Untold
from app.core.configuration import Configuration
from app.core.pull_request import PullRequest
from app.core.text import ours
from app.facts import answers_about
from app.facts.change import Change
from app.policies import Policies
from app.policies.evaluate import evaluate
from app.policies.schema import of_facts
from app.policies.surroundings import surroundings

_LOUDEST = ("advise", "check-only", "report")
_SUREST = ("high", "medium", "low")


def analyse(pull_request: PullRequest, configuration: Configuration, policies: Policies) -> Report:
    """What the policies say about a pull request.

    Every policy appears in the report at least once: with advice, with why it is silent, or with
    what it could not tell. Policies must have been checked when they were loaded.
    """
    change = Change(pull_request, configuration)
    facts = answers_about(change)
    schema = of_facts()
    bound = schema.bind(facts, surroundings(change))
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
    return Report(
        advice=tuple(sorted(advice, key=_rank)),
        silent=tuple(silent),
        unknown=tuple(unknown),
        facts=facts,
        not_looked_at=pull_request.not_looked_at,
    )


def _rank(advice: Advice) -> tuple[int, int]:
    """What most people hear first, the surest of it first; otherwise as the policies come."""
    return _LOUDEST.index(advice.mode), _SUREST.index(advice.confidence)
