"""`cowpath explain`: why each policy spoke or stayed silent, and what set each value."""

import asyncio
import json
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from itertools import groupby

from app.advise.journey import CONFIGURATION
from app.cli import change
from app.cli.change import Subject
from app.cli.judging import Judged, judge
from app.core.configuration import Configuration
from app.core.layers import Provenance
from app.core.layout import Layout
from app.core.pull_request import PullRequest
from app.errors import AuthorsMistake
from app.facts.change import Change
from app.facts.layout import layout
from app.policies.resolution import explain
from app.policies.shapes import did_you_mean
from app.policy_files import built_in
from app.pool.alone import Alone
from app.pool.limits import Limits, Stopped
from app.render.configuration import configuration_document, configuration_text
from app.render.explanation import Tuning, explanation


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    change.options(parser, bare_config="without FILE, show the resolved configuration alone")
    parser.add_argument("--policy", metavar="ID", help="this policy alone")
    parser.add_argument(
        "--format", choices=["text", "json"], default="text", help="of the configuration (text)"
    )


def run(asked: Namespace) -> None:
    """Print the explanation, or the resolved configuration alone."""
    if asked.format == "json" and asked.config != change.NO_FILE:
        raise AuthorsMistake.at("--format", "JSON shows the configuration: add --config.")
    subject = asyncio.run(change.read(asked))
    provenance = asyncio.run(_provenance(subject))
    if asked.config == change.NO_FILE:
        sys.stdout.write(_SHOWN[asked.format](provenance))
        return
    tunings = _asked_for(asked.policy, tuple(_tunings(provenance)))
    judged, found = asyncio.run(_explained(subject))
    width = shutil.get_terminal_size().columns
    sys.stdout.write(explanation(judged.report, found, tunings, width))


_SHOWN: dict[str, Callable[[Provenance], str]] = {
    "text": configuration_text,
    "json": lambda provenance: json.dumps(configuration_document(provenance), indent=2) + "\n",
}


async def _provenance(subject: Subject) -> Provenance:
    """Where every value comes from; raises `AuthorsMistake`."""
    try:
        return (await Alone(Limits()).run(explain, subject.layers, built_in()))[1]
    except Stopped as stopped:
        raise AuthorsMistake.at(CONFIGURATION, f"It cannot be read: {stopped}.") from None


async def _explained(subject: Subject) -> tuple[Judged, Layout | None]:
    judged = await judge(subject)
    try:
        return judged, await Alone(Limits()).run(
            _layout, subject.pull_request, judged.configuration
        )
    except Stopped:
        return judged, None


def _asked_for(policy: str | None, tunings: tuple[Tuning, ...]) -> tuple[Tuning, ...]:
    """The policies to explain; raises `AuthorsMistake` where there is no such one."""
    chosen = tuple(one for one in tunings if policy in (None, one.policy))
    if policy and not chosen:
        hint = did_you_mean(policy, (one.policy for one in tunings))
        raise AuthorsMistake.at("--policy", f"There is no policy {policy!r}.{hint}")
    return chosen


def _layout(pull_request: PullRequest, configuration: Configuration) -> Layout:
    return layout(Change(pull_request, configuration))


def _tunings(provenance: Provenance) -> Iterator[Tuning]:
    """How each policy is tuned."""
    tuned = [one for one in provenance.values if one.location[0] == "policies"]
    for policy, values in groupby(tuned, key=lambda one: one.location[1]):
        yield Tuning(
            policy, {one.location[-1]: (one.value, ", ".join(one.layers)) for one in values}
        )
