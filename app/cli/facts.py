"""`cowpath facts`: what Cowpath understands of a change."""

import asyncio
import json
from argparse import ArgumentParser, Namespace

from app.cli import change
from app.core.configuration import Configuration
from app.facts import gather
from app.render.json_format import facts_document


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    change.options(parser)
    parser.add_argument("--format", choices=["json"], default="json", help="json is the only one")


def run(asked: Namespace) -> None:
    """Print the facts."""
    subject = asyncio.run(change.read(asked))
    facts = gather(subject.pull_request, Configuration())
    print(json.dumps(facts_document(facts), indent=2))
