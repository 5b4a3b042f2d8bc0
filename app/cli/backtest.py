"""`cowpath backtest`: what each policy would have said over past merges of a local clone."""

import asyncio
import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.advise.journey import CONFIGURATION
from app.advise.resolving import Invitation
from app.analyse import outlook
from app.cli import layers
from app.cli.change import text_of
from app.cli.kept import Kept, cache_folder
from app.cli.numbers import count
from app.cli.replay import Judgements, replay
from app.core.backtest import Backtest, Comparison, compared, summed_up
from app.core.layers import Resolved
from app.core.pull_request import NotRead
from app.errors import AuthorsMistake, Mistake
from app.git.local import LocalChange
from app.git.past import Step, steps, tip_of
from app.git.plumbing import Git
from app.git.texts import read_texts
from app.policies.own import in_force
from app.policy_files import built_in
from app.pool.analyst import alone
from app.render import backtest as render

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
        "A merge is a step of the default branch's first-parent line, in the words of its message. "
        "What was found is kept in the user's cache, so that the next run, or the same one after "
        "Ctrl-C, goes on from there."
    )
    parser.add_argument("--repo", metavar="DIR", default=".", help="the repository (this folder)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--last", metavar="N", type=count, help=f"the newest N merges ({LAST})")
    which.add_argument("--since", metavar="DATE", type=_date, help="merges since, as 2026-01-31")
    parser.add_argument(
        "--config", metavar="FILE", help=f"a configuration in place of the branch's {CONFIGURATION}"
    )
    parser.add_argument("--against", metavar="FILE", help="a configuration to compare it with")
    layers.option(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to show it (text)")
    parser.add_argument("--jobs", metavar="N", type=count, help="processes (one a core)")


def run(asked: Namespace) -> None:
    """Print what would have been said."""
    sys.stdout.write(FORMATS[asked.format](asyncio.run(_backtest(asked))))


async def _backtest(asked: Namespace) -> Outcome:
    git = Git(Path(asked.repo).absolute())
    tip = tip_of(git)
    texts = [(asked.config or CONFIGURATION, _configuration_text(git, tip, asked.config))]
    if asked.against:
        texts.append((asked.against, text_of("--against", asked.against)))
    configurations = await _resolved(texts, asked.layers, LocalChange(git, tip, tip))
    past = _steps(git, tip, asked)
    outcomes = await _replayed(git, past, configurations, asked.jobs)
    known = {policy.id for one in configurations for policy in in_force(one, built_in())}
    first, *others = zip(*outcomes, strict=True)
    return Outcome(
        summed_up(first, sorted(known)),
        compared(first, others[0], sorted(known)) if others else None,
        f"https://github.com/{git.github_name}" if git.github_name else "",
    )


async def _resolved(
    texts: Sequence[tuple[str, str | None]], given: Sequence[str], source: LocalChange
) -> list[Resolved]:
    """The configurations; raises `AuthorsMistake` with the mistakes in all of them."""
    found: list[Resolved] = []
    mistakes: list[Mistake] = []
    for where, text in texts:
        invitation = None if text is None else Invitation(text, where)
        try:
            read = await layers.read(invitation, given, None, source)
            found.append(await alone(built_in).resolve(read))
        except AuthorsMistake as mistake:
            mistakes += mistake.mistakes
    if mistakes:
        raise AuthorsMistake(mistakes)
    return found


def _configuration_text(git: Git, tip: str, file: str | None) -> str | None:
    if file:
        return text_of("--config", file)
    entry = git.tree(tip).get(CONFIGURATION)
    content = read_texts(git, [entry])[entry] if entry else None
    if isinstance(content, NotRead):
        raise AuthorsMistake.at(CONFIGURATION, f"It could not be read: {content.reason}.")
    return content


def _steps(git: Git, tip: str, asked: Namespace) -> tuple[Step, ...]:
    last = None if asked.since else asked.last or LAST
    found = steps(git, tip, last, asked.since)
    if found:
        return found
    remedy = " This clone is shallow; fetch more of its history." if git.is_shallow else ""
    raise AuthorsMistake.at("cowpath backtest", f"There is no merge to look at.{remedy}")


async def _replayed(
    git: Git, past: Sequence[Step], configurations: Sequence[Resolved], jobs: int | None
) -> list[Judgements]:
    clone = f"{git.directory}\0{git.github_name}"
    kept = {name: Kept(cache_folder(), clone, name) for name in map(outlook, configurations)}
    with _progress(len(past)) as done:
        return await replay(git.directory, past, configurations, kept, jobs=jobs, done=done)


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
