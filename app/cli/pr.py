"""`cowpath pr`: the advice for a pull request on GitHub, which is only read."""

import asyncio
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from app.advise.journey import CONFIGURATION, find_invitation
from app.advise.protocols import Source
from app.advise.reading import read_change
from app.advise.resolving import Invitation
from app.cli import layers
from app.cli.change import Subject, text_of
from app.cli.formats import FORMATS
from app.cli.judging import Judged, judge
from app.errors import AuthorsMistake
from app.facts.wanted import STANDING

_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+)#([1-9][0-9]{0,9})")


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    parser.epilog = "Private repositories need GITHUB_TOKEN; GITHUB_API_URL names another server."
    parser.add_argument("pull_request", nargs="?", metavar="owner/repo#12", help="which one")
    parser.add_argument("--save", metavar="FILE", help="keep what was read, as JSON")
    parser.add_argument("--from", dest="saved", metavar="FILE", help="read what was kept")
    parser.add_argument(
        "--config", metavar="FILE", help=f"a configuration in place of the base's {CONFIGURATION}"
    )
    layers.option(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to show it (text)")


def run(asked: Namespace) -> None:
    """Print the advice."""
    sys.stdout.write(FORMATS[asked.format](asyncio.run(_judged(asked))))


async def _judged(asked: Namespace) -> Judged:
    subject = await _subject(asked)
    if asked.save:
        from app.cli.saved import save

        save(subject, asked.save)
    return await judge(subject)


async def _subject(asked: Namespace) -> Subject:
    if asked.saved and asked.pull_request:
        raise AuthorsMistake.at("--from", "It stands in place of a pull request; name one of both.")
    if asked.saved:
        from app.cli.saved import load

        subject = load(asked.saved)
        given = _given(asked)
        return replace(subject, layers=await layers.read(*given)) if given else subject
    name = _NAME.fullmatch(asked.pull_request or "")
    if not name:
        raise AuthorsMistake.at("cowpath pr", "Name a pull request such as acme/harbour#12.")
    return await _from_github(name[1], int(name[2]), _given(asked))


Given = tuple[Invitation, list[str], Path]
"""A configuration in place of the base's, what --layer says, and where own policies are."""


def _given(asked: Namespace) -> Given | None:
    if not asked.config:
        return None
    return Invitation(text_of("--config", asked.config), asked.config), asked.layers, Path()


async def _from_github(repository: str, number: int, given: Given | None) -> Subject:
    """Read a pull request by the token in the environment, or by none."""
    from app.github.client import Server  # these take half a second to import
    from app.github.identity import visitor
    from app.github.shelf import Shelf
    from app.github.source import GitHubSource
    from app.github.troubles import Gone, Refused

    server = Server(os.environ.get("GITHUB_API_URL") or "https://api.github.com")
    try:
        # taken from the environment, so that no process we start inherits it
        client = visitor(server, os.environ.pop("GITHUB_TOKEN", None))
        return await read(GitHubSource(client, repository, number, Shelf()), given)
    except (Gone, Refused) as error:
        remedy = "If it exists, GITHUB_TOKEN must be set to a token that may read it."
        raise AuthorsMistake.at(f"{repository}#{number}", f"{error}. {remedy}") from error
    finally:
        await server.close()


async def read(source: Source, given: Given | None = None) -> Subject:
    """Read a pull request, with its own configuration or else its organisation's."""
    opening = await source.opening(STANDING)
    if given is None:
        invitation = await find_invitation(opening, source)
        found = await layers.read(invitation, (), None, source)
    else:
        found = await layers.read(*given, source)
    return Subject(await read_change(source, opening), found)
