"""What a local change makes of the configuration, as the App would tell those who edit it."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from app.advise.preview import Ground, look_at
from app.advise.protocols import Past
from app.advise.reading import read_change
from app.advise.trials import Trials
from app.cli import layers
from app.cli.change import Subject
from app.cli.numbers import count
from app.core.proposal import Proposal
from app.facts.wanted import STANDING
from app.git.local import LocalChange
from app.git.past import change_of, steps
from app.git.plumbing import Git
from app.git.session import GitSession
from app.policy_files import built_in
from app.pool.analyst import alone


def option(parser: ArgumentParser) -> None:
    """How far back its effect is looked for."""
    parser.add_argument(
        "--preview",
        metavar="N",
        type=count,
        default=0,
        help="of a change to the configuration, show its effect on the last N merges",
    )


async def proposal_of(subject: Subject, asked: Namespace) -> Proposal | None:
    """What the change proposes; None where it leaves the configuration alone."""
    base = LocalChange(Git(asked.repo), asked.base, asked.head)
    return await look_at(
        subject.pull_request,
        layers.beside(asked.layers, base),
        Ground(subject.layers, subject.layers, anywhere=True),
        alone(built_in),
        _LocalPast(asked.repo, subject.pull_request.base_sha),
        Trials(),
        datetime.now(UTC).date().isoformat(),
        asked.preview,
    )


class _LocalPast:
    """A `Historian` that looks at a clone."""

    def __init__(self, directory: str, tip: str) -> None:
        self._directory = directory
        self._tip = tip

    async def past(self, most: int) -> Past:
        """The newest steps that led to the base."""
        session = GitSession(self._directory)
        try:
            changes = []
            for step in steps(session, self._tip, most):
                change, source = change_of(session, step)
                opening = await source.opening(STANDING)
                changes.append((change, await read_change(source, opening)))
        finally:
            session.close()
        return Past(tuple(changes), "" if len(changes) == most else "this is the whole history")
