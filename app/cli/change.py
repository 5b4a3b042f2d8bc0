"""The change that a command looks at: its options, and how they become one value."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, replace
from pathlib import Path

from app.advise.journey import CONFIGURATION
from app.advise.protocols import Opening
from app.advise.reading import read_change
from app.core.pull_request import NotRead, PullRequest
from app.errors import AuthorsMistake
from app.facts.wanted import STANDING
from app.git.local import LocalChange, Overrides
from app.git.plumbing import Git


@dataclass(frozen=True, slots=True)
class Subject:
    """A change that was read, and the text of the configuration it is judged by."""

    pull_request: PullRequest
    configuration: str
    """Empty where there is none: everything is inferred then."""
    where: str


def options(parser: ArgumentParser) -> None:
    """The options that say which change."""
    change = parser.add_argument_group("which change")
    change.add_argument("--repo", metavar="DIR", default=".", help="the repository (this folder)")
    change.add_argument("--base", metavar="REF", help="what it is proposed to (default branch)")
    change.add_argument("--head", metavar="REF", default="HEAD", help="its last commit (HEAD)")
    shown = parser.add_argument_group("in place of what the head commit says")
    shown.add_argument("--title", metavar="T", help="the pull request's title")
    shown.add_argument("--body-file", metavar="F", help="a file with the pull request's text")
    shown.add_argument("--author", metavar="LOGIN", help="who proposes it")
    shown.add_argument("--label", metavar="L", action="append", default=[], help="repeatable")
    parser.add_argument(
        "--config", metavar="FILE", help=f"a configuration in place of the base's {CONFIGURATION}"
    )


async def read(asked: Namespace) -> Subject:
    """Read the change that the options ask for."""
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
    opening = _with_configuration(await source.opening(STANDING), asked.config)
    configuration = opening.standing.get(CONFIGURATION)
    where = asked.config or CONFIGURATION
    if isinstance(configuration, NotRead):
        raise AuthorsMistake.at(where, f"It could not be read: {configuration.reason}.")
    return Subject(await read_change(source, opening), configuration or "", where)


def text_of(option: str, file: str) -> str:
    """The text of a file that an option names."""
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise AuthorsMistake.at(option, f"{file!r} could not be read: {reason}.") from None


def _with_configuration(opening: Opening, file: str | None) -> Opening:
    if file is None:
        return opening
    text = text_of("--config", file)
    return replace(opening, standing={**opening.standing, CONFIGURATION: text})
