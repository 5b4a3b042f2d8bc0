"""The change that a command looks at: its options, and how they become one value."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from app.advise.journey import CONFIGURATION
from app.advise.reading import read_change
from app.advise.resolving import Invitation
from app.cli import layers
from app.core.layers import Layers
from app.core.pull_request import PullRequest
from app.errors import AuthorsMistake
from app.facts.wanted import STANDING
from app.git.local import LocalChange, Overrides
from app.git.plumbing import Git
from app.git.work_tree import uncommitted

HERE = "HEAD"
"""The commit that the work tree grew from."""
NO_FILE = ""
"""What --config comes to where it may stand alone and does."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A change that was read, and the configuration it is judged by, as it is written."""

    pull_request: PullRequest
    layers: Layers
    """None where there is no configuration: everything is inferred then."""


def options(parser: ArgumentParser, bare_config: str | None = None) -> None:
    """The options that say which change; `bare_config` says what --config without a file does."""
    change = parser.add_argument_group("which change")
    change.add_argument("--repo", metavar="DIR", default=".", help="the repository (this folder)")
    change.add_argument("--base", metavar="REF", help="what it is proposed to (default branch)")
    change.add_argument("--head", metavar="REF", default=HERE, help=f"its last commit ({HERE})")
    shown = parser.add_argument_group("in place of what the head commit says")
    shown.add_argument("--title", metavar="T", help="the pull request's title")
    shown.add_argument("--body-file", metavar="F", help="a file with the pull request's text")
    shown.add_argument("--author", metavar="LOGIN", help="who proposes it")
    shown.add_argument("--label", metavar="L", action="append", default=[], help="repeatable")
    about = f"a configuration in place of the base's {CONFIGURATION}"
    if bare_config:
        about = f"{about}; {bare_config}"
        parser.add_argument("--config", metavar="FILE", nargs="?", const=NO_FILE, help=about)
    else:
        parser.add_argument("--config", metavar="FILE", help=about)
    layers.option(parser)


_EMPTY = (
    "No file differs between base and head, so there is no change to look at. --base and --head "
    "say which one: the last merge, for instance, is --base HEAD~1."
)


async def read(asked: Namespace) -> Subject:
    """Read the change that the options ask for, and say what of the work is no part of it."""
    subject = await _read(asked)
    if asked.config == NO_FILE:
        return subject
    if not subject.pull_request.files:
        print(_EMPTY, file=sys.stderr)
    if asked.head == HERE and (files := uncommitted(Git(asked.repo))):
        changes = "Changes to 1 file are" if files == 1 else f"Changes to {files:,} files are"
        print(f"{changes} not committed yet, so they are not looked at.", file=sys.stderr)
    return subject


async def _read(asked: Namespace) -> Subject:
    source = LocalChange(
        Git(asked.repo),
        asked.base,
        asked.head,
        Overrides(
            asked.title,
            text_of("--body-file", asked.body_file) if asked.body_file else None,
            asked.author,
            tuple(asked.label),
        ),
    )
    opening = await source.opening(STANDING)
    pull_request = await read_change(source, opening)
    given = asked.layers
    if asked.config:
        invitation = Invitation(text_of("--config", asked.config), asked.config)
        read_here = await layers.read(invitation, given, Path(asked.repo), source)
        return Subject(pull_request, read_here)
    standing = opening.standing.get(CONFIGURATION)
    found = None if standing is None else Invitation(standing, CONFIGURATION)
    return Subject(pull_request, await layers.read(found, given, None, source))


def text_of(option: str, file: str) -> str:
    """The text of a file that an option names."""
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise AuthorsMistake.at(option, f"{file!r} could not be read: {reason}.") from None
