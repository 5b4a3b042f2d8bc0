"""`cowpath check`: the advice for one change of a local repository, as the App would give it."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from app.cli import change, proposed
from app.cli.formats import FORMATS
from app.cli.judging import Judged, judge


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    change.options(parser)
    proposed.option(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to show it (text)")


def run(asked: Namespace) -> None:
    """Print the advice."""
    sys.stdout.write(FORMATS[asked.format](asyncio.run(_judged(asked))))


async def _judged(asked: Namespace) -> Judged:
    judged = await judge(await change.read(asked))
    return replace(judged, proposal=await proposed.proposal_of(judged.subject, asked))
