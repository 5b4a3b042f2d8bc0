"""The configurations that a backtest tries: the branch's or one in its place, and one beside it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from app.advise.journey import CONFIGURATION
from app.advise.resolving import Invitation, LayerSource
from app.cli import layers
from app.cli.change import text_of
from app.core.layers import Resolved
from app.core.pull_request import Content, NotRead
from app.errors import AuthorsMistake, Mistake


def options(parser: ArgumentParser) -> None:
    """Which ones."""
    parser.add_argument(
        "--config", metavar="FILE", help=f"a configuration in place of the branch's {CONFIGURATION}"
    )
    parser.add_argument("--against", metavar="FILE", help="a configuration to compare it with")
    layers.option(parser)


async def tried(asked: Namespace, branch: Content, source: LayerSource) -> list[Resolved]:
    """The configurations; raises `AuthorsMistake` with the mistakes in all of them.

    `branch` is the text of the branch's own. Policies that a file brings are read beside it where
    it is a `.github/cowpath.yml`, as while somebody edits them, and otherwise from `source`.
    """
    from app.policy_files import built_in  # these take a while to import
    from app.pool.analyst import alone

    found: list[Resolved] = []
    mistakes: list[Mistake] = []
    for invitation, folder in _invitations(asked, branch):
        try:
            read = await layers.read(invitation, asked.layers, folder, source)
            found.append(await alone(built_in).resolve(read))
        except AuthorsMistake as mistake:
            mistakes += mistake.mistakes
    if mistakes:
        raise AuthorsMistake(mistakes)
    return found


def _invitations(
    asked: Namespace, branch: Content
) -> Iterator[tuple[Invitation | None, Path | None]]:
    if asked.config:
        yield _given("--config", asked.config)
    elif isinstance(branch, NotRead):
        raise AuthorsMistake.at(CONFIGURATION, f"It could not be read: {branch.reason}.")
    else:
        yield None if branch is None else Invitation(branch, CONFIGURATION), None
    if asked.against:
        yield _given("--against", asked.against)


def _given(option: str, file: str) -> tuple[Invitation, Path | None]:
    whole = Path(file).absolute().as_posix()
    is_of_a_folder = whole.endswith(f"/{CONFIGURATION}")
    top = Path(whole.removesuffix(CONFIGURATION)) if is_of_a_folder else None
    return Invitation(text_of(option, file), file), top
