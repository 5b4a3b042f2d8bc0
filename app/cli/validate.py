"""`cowpath validate`: checks configuration and policy files."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.advise.journey import CONFIGURATION
from app.cli import layers
from app.cli.change import text_of
from app.cli.own import files_here, is_policy, resolved
from app.errors import AuthorsMistake, Mistake
from app.policies.parse import parse_policy
from app.policies.references import OWN_FOLDER
from app.render.escape import one_line


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help=f"configuration or policy files ({CONFIGURATION} and those in {OWN_FOLDER})",
    )
    layers.option(parser)


def run(asked: Namespace) -> None:
    """Check the files. Raises `AuthorsMistake` with every mistake in all of them."""
    files = asked.files or files_here()
    if not files:
        message = "There is no such file in this folder. Create it with the line `version: 1`."
        raise AuthorsMistake.at(CONFIGURATION, f"{message} Other files are named one by one.")
    mistakes: set[Mistake] = set()
    for file in files:
        try:
            _check(file, asked.layers)
        except AuthorsMistake as found:
            mistakes.update(found.mistakes)
    if mistakes:
        raise AuthorsMistake(mistakes)
    print("\n".join(f"{one_line(file)}: no mistakes" for file in files))


def _check(file: str, given: list[str]) -> None:
    if is_policy(file):
        parse_policy(text_of(file, file), file, Path(file).stem)
    else:
        resolved(file, given)
