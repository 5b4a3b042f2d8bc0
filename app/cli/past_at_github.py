"""Replays the past of a repository on GitHub: read window by window, and judged meanwhile."""

import os
from argparse import Namespace
from collections.abc import Callable

from app.advise.journey import CONFIGURATION
from app.analyse import outlook
from app.cli.kept import Kept, cache_folder
from app.cli.replay import Judgements, Replayed, kept_by_all, replay_windows
from app.cli.tried import tried
from app.core.layers import Place
from app.errors import AuthorsMistake
from app.facts.wanted import STANDING
from app.github.client import Server
from app.github.history import History
from app.github.identity import visitor
from app.github.troubles import Gone, Refused


async def replayed(asked: Namespace, most: int, done: Callable[[], None]) -> Replayed:
    """Judge the newest `most` changes of `asked.repository`, by the token in the environment."""
    url = os.environ.get("GITHUB_API_URL") or "https://api.github.com"
    # taken from the environment, so that no process we start inherits it
    token = os.environ.pop("GITHUB_TOKEN", None)
    if not token:
        message = "Set GITHUB_TOKEN to a token that may read it; without one, name a clone: --repo."
        raise AuthorsMistake.at(asked.repository, message)
    server = Server(url)
    try:
        history = History(visitor(server, token), asked.repository)
        return await _replayed(asked, most, history, f"{url}\0{asked.repository}", done)
    except (Gone, Refused) as error:
        raise AuthorsMistake.at(asked.repository, f"{error}.") from error
    finally:
        await server.close()


async def _replayed(
    asked: Namespace, most: int, history: History, place: str, done: Callable[[], None]
) -> Replayed:
    await history.open()
    own = Place(CONFIGURATION)
    standing = (await history.texts_at([own]))[own]
    configurations = await tried(asked, standing, history)
    kept = {name: Kept(cache_folder(), place, name) for name in map(outlook, configurations)}
    windows = history.windows(STANDING, most, lambda commit: kept_by_all(kept, commit))
    outcomes: list[Judgements] = await replay_windows(
        windows, configurations, kept, jobs=asked.jobs, done=done
    )
    if not outcomes:
        raise AuthorsMistake.at(asked.repository, f"There is no merge to look at: {history.ended}.")
    return Replayed(configurations, outcomes, history.page, history.ended)
