"""`cowpath validate`: checks configuration and policy files."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.advise.journey import CONFIGURATION
from app.cli import layers
from app.cli.change import text_of
from app.cli.own import files_here, is_policy, resolved
from app.core.layers import PolicyText
from app.errors import AuthorsMistake, Mistake
from app.policies.own import misdirected, own_policy
from app.policies.references import OWN_FOLDER
from app.policies.shapes import is_slip
from app.policy_files import built_in
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
        _check_policy(PolicyText(Path(file).stem, file, text_of(file, file)))
    else:
        resolved(file, given)


def _check_policy(text: PolicyText) -> None:
    """A policy by itself: only a configuration knows what others there may be."""
    policy = own_policy(text)
    known = {one.id: one.yields_to for one in (*built_in(), policy)}
    if found := list(misdirected(text, known, lambda name: not is_slip(name, known))):
        raise AuthorsMistake(found)
