"""`cowpath explain`: why each policy spoke or stayed silent, and what set each value."""

import asyncio
import shutil
import sys
from argparse import ArgumentParser, Namespace

from app.cli import change
from app.cli.judging import Judged, judge
from app.core.configuration import Configuration
from app.core.layout import Layout
from app.core.pull_request import PullRequest
from app.facts.change import Change
from app.facts.layout import layout
from app.policies.model import Policy
from app.policy_files import built_in
from app.pool.alone import Alone
from app.pool.limits import Limits, Stopped
from app.render.explanation import Tuning, explanation


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    change.options(parser)


def run(asked: Namespace) -> None:
    """Print the explanation."""
    judged, found = asyncio.run(_explained(asked))
    tunings = [_tuning(policy, judged.configuration, judged.subject.where) for policy in built_in()]
    width = shutil.get_terminal_size().columns
    sys.stdout.write(explanation(judged.report, found, tunings, width))


async def _explained(asked: Namespace) -> tuple[Judged, Layout | None]:
    judged = await judge(await change.read(asked))
    try:
        pull_request = judged.subject.pull_request
        return judged, await Alone(Limits()).run(_layout, pull_request, judged.configuration)
    except Stopped:
        return judged, None


def _layout(pull_request: PullRequest, configuration: Configuration) -> Layout:
    return layout(Change(pull_request, configuration))


def _tuning(policy: Policy, configuration: Configuration, where: str) -> Tuning:
    choice = configuration.choice(policy.id)
    chosen = {"enabled": choice.enabled, "mode": choice.mode, **choice.settings}
    defaults = {
        "enabled": policy.enabled,
        "mode": policy.mode,
        **{name: setting.default for name, setting in policy.settings.items()},
    }
    return Tuning(
        policy.id,
        {
            name: (default, "default") if chosen.get(name) is None else (chosen[name], where)
            for name, default in defaults.items()
        },
    )
