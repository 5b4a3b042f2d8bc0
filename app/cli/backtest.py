"""`cowpath backtest`: what each policy would have said over past merges."""

import asyncio
import json
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.advise.journey import CONFIGURATION
from app.analyse import outlook
from app.cli import tried
from app.cli.kept import Kept, cache_folder
from app.cli.numbers import count
from app.cli.replay import Replayed, replay
from app.core.backtest import Backtest, Comparison, compared, summed_up
from app.core.pull_request import Content
from app.errors import AuthorsMistake
from app.git.local import LocalChange
from app.git.past import Step, steps, tip_of
from app.git.plumbing import Git
from app.git.texts import read_texts
from app.policies.own import in_force
from app.policy_files import built_in
from app.render import backtest as render
from app.render.escape import one_line

REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
LAST = 200
"""Merges looked at where neither a number nor a date is given."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, and where the repository is at home."""

    backtest: Backtest
    comparison: Comparison | None
    home: str


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    parser.epilog = (
        "A merge is a step of the default branch's first-parent line, in the words of its pull "
        "request or else its message. What was found is kept in the user's cache, so that the next "
        "run, or the same one after Ctrl-C, goes on from there. On GitHub it reads by the token in "
        "GITHUB_TOKEN, some ten requests for 20 merges; GITHUB_API_URL names another server."
    )
    parser.add_argument(
        "repository", nargs="?", metavar="owner/repo", help="one on GitHub, in place of a clone"
    )
    parser.add_argument("--repo", metavar="DIR", default=".", help="the repository (this folder)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--last", metavar="N", type=count, help=f"the newest N merges ({LAST})")
    which.add_argument("--since", metavar="DATE", type=_date, help="merges since, as 2026-01-31")
    tried.options(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to show it (text)")
    parser.add_argument("--jobs", metavar="N", type=count, help="processes (one a core)")


def run(asked: Namespace) -> None:
    """Print what would have been said."""
    sys.stdout.write(FORMATS[asked.format](asyncio.run(_backtest(asked))))


async def _backtest(asked: Namespace) -> Outcome:
    replayed = await (_at_github(asked) if asked.repository else _in_clone(asked))
    if replayed.ended:
        looked = f"{len(replayed.outcomes):,} merges were looked at"
        print(f"No more than {looked}: {one_line(replayed.ended)}.", file=sys.stderr)
    configurations = replayed.configurations
    known = {policy.id for one in configurations for policy in in_force(one, built_in())}
    first, *others = zip(*replayed.outcomes, strict=True)
    return Outcome(
        summed_up(first, sorted(known)),
        compared(first, others[0], sorted(known)) if others else None,
        replayed.home,
    )


async def _in_clone(asked: Namespace) -> Replayed:
    git = Git(Path(asked.repo).absolute())
    tip = tip_of(git)
    configurations = await tried.tried(asked, _standing(git, tip), LocalChange(git, tip, tip))
    past = _steps(git, tip, asked)
    clone = f"{git.directory}\0{git.github_name}"
    kept = {name: Kept(cache_folder(), clone, name) for name in map(outlook, configurations)}
    with _progress(len(past)) as done:
        outcomes = await replay(
            git.directory, past, configurations, kept, jobs=asked.jobs, done=done
        )
    home = f"https://github.com/{git.github_name}" if git.github_name else ""
    return Replayed(configurations, outcomes, home)


async def _at_github(asked: Namespace) -> Replayed:
    from app.cli.past_at_github import replayed  # it takes half a second to import

    if asked.repo != ".":
        raise AuthorsMistake.at("--repo", "It stands in place of owner/repo; name one of both.")
    if asked.since:
        raise AuthorsMistake.at("--since", "It needs a clone; on GitHub, say how many: --last.")
    if not REPOSITORY.fullmatch(asked.repository):
        raise AuthorsMistake.at("cowpath backtest", "Name a repository such as acme/harbour.")
    most = asked.last or LAST
    with _progress(most) as done:
        return await replayed(asked, most, done)


def _standing(git: Git, tip: str) -> Content:
    entry = git.tree(tip).get(CONFIGURATION)
    return read_texts(git, [entry])[entry] if entry else None


def _steps(git: Git, tip: str, asked: Namespace) -> tuple[Step, ...]:
    last = None if asked.since else asked.last or LAST
    found = steps(git, tip, last, asked.since)
    if found:
        return found
    remedy = " This clone is shallow; fetch more of its history." if git.is_shallow else ""
    raise AuthorsMistake.at("cowpath backtest", f"There is no merge to look at.{remedy}")


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar for people at a terminal; nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    columns = (TextColumn("Looking back"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)


def _text(outcome: Outcome) -> str:
    parts = [render.text(outcome.backtest)]
    parts += [render.comparison_text(outcome.comparison)] if outcome.comparison else []
    return "\n".join(parts)


def _markdown(outcome: Outcome) -> str:
    if outcome.comparison:
        return render.comparison_markdown(outcome.comparison, outcome.home)
    return render.markdown_page(outcome.backtest, outcome.home)


def _as_json(outcome: Outcome) -> str:
    document = render.document(outcome.backtest, outcome.home)
    if outcome.comparison:
        document["against"] = render.comparison_document(outcome.comparison, outcome.home)
    return json.dumps(document, indent=2) + "\n"


FORMATS: dict[str, Callable[[Outcome], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _as_json,
}


def _date(word: str) -> str:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        raise ArgumentTypeError(f"{word!r} is no date such as 2026-01-31") from None
