"""`cowpath validate`: checks configuration and policy files."""

import re
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.advise.journey import CONFIGURATION
from app.cli.change import text_of
from app.errors import AuthorsMistake, Mistake
from app.policies.configuration import parse_configuration
from app.policies.parse import parse_policy
from app.policy_files import built_in, policy_paths

OWN_POLICIES = ".github/cowpath"

_ONLY_IN_POLICIES = re.compile(r"^(?:occasions|examples|false_alarms|why)\s*:", re.MULTILINE)


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help=f"configuration or policy files ({CONFIGURATION} and those in {OWN_POLICIES}/)",
    )


def run(asked: Namespace) -> None:
    """Check the files. Raises `AuthorsMistake` with every mistake in all of them."""
    files = asked.files or _files_here()
    mistakes: list[Mistake] = []
    for file in files:
        try:
            _check(file)
        except AuthorsMistake as found:
            mistakes.extend(found.mistakes)
    if mistakes:
        raise AuthorsMistake(mistakes)
    print("\n".join(f"{file}: no mistakes" for file in files))


def _files_here() -> list[str]:
    files = [CONFIGURATION] if Path(CONFIGURATION).exists() else []
    if Path(OWN_POLICIES).is_dir():
        files += map(str, policy_paths(Path(OWN_POLICIES)))
    if not files:
        raise AuthorsMistake.at(CONFIGURATION, "There is no such file in this folder.")
    return files


def _check(file: str) -> None:
    text = text_of(file, file)
    if _ONLY_IN_POLICIES.search(text):
        parse_policy(text, file, Path(file).stem)
    else:
        parse_configuration(text, file, built_in())
