"""Workflows that approve pull requests by themselves, and in whose name.

The default token approves as `github-actions[bot]`, which owns nothing: such an approval counts as
one of many, never as an owner's. With a token of its own a workflow may approve as an owner.
Approving the updates that a bot sends changes nothing for the teams, and is left out.
"""

import re
from collections.abc import Callable, Iterator
from enum import IntEnum

from app.core.fact import Approval, ApprovalEffect
from app.core.layout import Team
from app.core.pull_request import ChangedFile
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, YamlTrouble, compose, text_at
from app.lazy_re import regex

_PLACE = regex(r"\.github/workflows/[^/]+\.ya?ml")
_ACTION = regex(r"[\w./-]{1,120}?/[\w.-]{0,60}?(?:auto-?approv|approve-p)[\w./-]{0,120}@", re.I)
_COMMAND = regex(r"\bpr review\b[^\n]{0,200}(?:--approve|\s-a\b)")
_CALL = regex(r"createReview\b|/reviews\b")
_EVENT = regex(r"\bevent\b['\"]?\s{0,4}[:=]\s{0,4}['\"]?APPROVE\b")
_BOTS = regex(r"dependabot|renovate|\[bot\]", re.I)
_TOKEN = regex(r"(?:github|repo|gh)[-_]?token|token", re.I)
_DEFAULT = regex(r"\$\{\{\s{0,9}(?:secrets\.GITHUB_TOKEN|github\.token)\s{0,9}\}\}", re.I)


class Strength(IntEnum):
    """What an automatic approval is worth."""

    NOTHING = 0
    ANYBODYS = 1
    OWNERS = 2


def automatic_approval_change(
    file: ChangedFile, platform_team: Callable[[], Team | None]
) -> Iterator[Approval]:
    """What a changed workflow does to the files that it approves by itself."""
    if not _PLACE.fullmatch(file.path) or _BOTS.search(file.path):
        return
    before, after = _workflow(file.before), _workflow(file.after)
    (was, _), (now, line) = _best(before), _best(after)
    if was == now:
        return
    effect: ApprovalEffect = "relaxes" if was < now else "requires"
    platform = platform_team()
    if effect == "requires" and platform is None:
        return
    yield Approval(
        pattern=_paths(after) or _paths(before) or file.path,
        path=file.path,
        line=line,
        effect=effect,
        stream_owners=(),
        platform_owners=(platform.name,) if platform else (),
        form="workflow",
    )


def _workflow(text: object) -> Mapping:
    """A text that is no workflow is one without jobs."""
    try:
        node = compose(text) if isinstance(text, str) and "approv" in text.lower() else None
    except YamlTrouble:
        node = None
    return node if isinstance(node, Mapping) else Mapping(1, 1, ())


def _best(workflow: Mapping) -> tuple[Strength, int]:
    """What the best of its approvals is worth, and the line of that step."""
    if _BOTS.search(text_at(workflow, "name") or ""):
        return Strength.NOTHING, 1
    found = ((_worth(step), step.line) for step in _steps(workflow))
    return max(found, key=lambda each: each[0], default=(Strength.NOTHING, 1))


def _steps(workflow: Mapping) -> Iterator[Mapping]:
    """The steps of all jobs, or the job where it calls another workflow, but for jobs that wait
    for a bot's pull request."""
    jobs = workflow.get("jobs")
    for _, job in jobs.entries() if isinstance(jobs, Mapping) else ():
        steps = job.get("steps") if isinstance(job, Mapping) else None
        if isinstance(job, Mapping) and not _BOTS.search(text_at(job, "if") or ""):
            found = steps.items if isinstance(steps, Sequence) else (job,)
            yield from (step for step in found if isinstance(step, Mapping))


def _worth(step: Mapping) -> Strength:
    if _BOTS.search(text_at(step, "if") or "") or not _approves(step):
        return Strength.NOTHING
    tokens = [
        value.text
        for part in (step.get("with"), step.get("env"))
        for label, value in (part.entries() if isinstance(part, Mapping) else ())
        if isinstance(value, Scalar) and _TOKEN.fullmatch(label.text)
    ]
    own = any(not _DEFAULT.fullmatch(token.strip()) for token in tokens)
    return Strength.OWNERS if own else Strength.ANYBODYS


def _approves(step: Mapping) -> bool:
    if _ACTION.match(text_at(step, "uses") or ""):
        return True
    script = "\n".join((text_at(step, "run") or "", text_at(step.get("with"), "script") or ""))
    if _COMMAND.search(script):
        return True
    return bool(_CALL.search(script) and _EVENT.search(script))


def _paths(workflow: Mapping) -> str:
    """The paths on which the workflow runs; empty for all."""
    triggers = workflow.get("on")
    for _, trigger in triggers.entries() if isinstance(triggers, Mapping) else ():
        paths: Node | None = trigger.get("paths") if isinstance(trigger, Mapping) else None
        if isinstance(paths, Sequence):
            return " ".join(item.text for item in paths.items if isinstance(item, Scalar))
    return ""
