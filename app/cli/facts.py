"""`cowpath facts`: what Cowpath understands of a change."""

import asyncio
import json
from argparse import ArgumentParser, Namespace

from app.cli import change
from app.core.configuration import Configuration
from app.core.fact import Facts, Unknown
from app.core.layers import Layers
from app.facts import FACTS, gather
from app.pool.alone import Alone
from app.pool.limits import Limits, Stopped
from app.render.json_format import facts_document

SECONDS = 60
"""How long facts may take; a command has more patience than a server."""


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    change.options(parser)
    parser.add_argument("--format", choices=["json"], default="json", help="json is the only one")


def run(asked: Namespace) -> None:
    """Print the facts."""
    print(json.dumps(facts_document(asyncio.run(_facts(asked))), indent=2))


async def _facts(asked: Namespace) -> Facts:
    subject = await change.read(asked)
    configuration = Configuration()
    if subject.layers != Layers(()):
        # policies are imported only where there is something for them to check
        from app.cli.judging import configuration_of

        configuration = await configuration_of(subject)
    try:
        runner = Alone(Limits(seconds=SECONDS))
        return await runner.run(gather, subject.pull_request, configuration)
    except Stopped as stopped:
        return dict.fromkeys(FACTS, Unknown(str(stopped)))
