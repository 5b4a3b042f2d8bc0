"""`cowpath demo`: the App against a GitHub in a box, with sample pull requests."""

import asyncio
import secrets
import socket
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import uvicorn
from starlette.types import ASGIApp

from app.cli.reading import as_read
from app.errors import AuthorsMistake, PassingTrouble
from app.inbox import Pace
from app.pages.demo import Offer, Outcome, Scene, demo_page
from app.render.terminal import WIDTH
from app.sandbox.keys import new_key_pair
from app.sandbox.records import Registration, Repository
from app.sandbox.samples import NAME, add_harbour, samples
from app.sandbox.server import Sandbox
from app.sandbox.webhooks import Webhooks
from app.sandbox.world import World
from app.settings import Settings
from app.telemetry.logs import configure
from app.web import application
from app.wiring import running

HOST = "127.0.0.1"
PACE = Pace(debounce=0.3)
"""Whoever looks on should not wait as long as for events of people."""
PAGE = "cowpath-demo.html"
MARGIN = "   │ "
IN_HAND = ('cowpath_inbox{state="waiting"}', 'cowpath_inbox{state="held"}')
"""How the App's figures say what it has not worked on yet."""
PATIENCE = 60
"""Seconds to wait for the App, which takes one or two."""


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    parser.add_argument("--once", action="store_true", help="end by itself when all is shown")
    parser.add_argument("--port", type=int, default=8000, help="where the App listens (8000)")
    parser.add_argument(
        "--page", metavar="FILE", default=PAGE, help=f"where to leave a page to look at ({PAGE})"
    )


def run(asked: Namespace) -> None:
    """Show it."""
    configure("warning", "text")
    page = _place_for_page(asked.page)
    with TemporaryDirectory(prefix="cowpath-demo-") as folder, suppress(KeyboardInterrupt):
        asyncio.run(_show(Path(folder), page, asked))


def _place_for_page(file: str) -> Path:
    """Where the page will be; looked at first, since nobody wants to hear of it afterwards."""
    path = Path(file).absolute()
    try:
        path.touch()
    except OSError as error:
        message = f"{file!r} cannot be written: {error.strerror}. Name another place."
        raise AuthorsMistake.at("--page", message) from None
    return path


async def _show(folder: Path, page: Path, asked: Namespace) -> None:
    key = new_key_pair()
    world = World(Registration(public_key=key.public))
    secret = secrets.token_hex()
    async with _served(Sandbox(world).app, 0) as github:
        world.web_url = world.api_url = f"http://{HOST}:{github}"
        settings = _settings(world, folder, key.private, secret)
        async with (
            running(settings, pace=PACE) as web,
            _served(application(web), asked.port) as here,
        ):
            world.app.webhook_url = f"http://{HOST}:{here}/webhook"
            async with httpx.AsyncClient() as client:
                hooks = Webhooks(world, world.app.webhook_url, secret)
                scenes = await _play(world, hooks, client)
            page.write_text(demo_page(NAME, scenes), encoding="utf-8")
            print(f"\nThe same as a page to look at: {page.as_uri()}")
            if not asked.once:
                print(f"The App goes on at http://{HOST}:{here}/. Ctrl-C ends it.", flush=True)
                await asyncio.Event().wait()


async def _play(world: World, hooks: Webhooks, client: httpx.AsyncClient) -> list[Scene]:
    """Open the samples and show what the App makes of them, before and after their authors act."""
    harbour = add_harbour(world)
    opened = {sample.open(world, harbour).number: sample for sample in samples()}
    print(f"{harbour.name} gets {len(opened)} pull requests. Cowpath looks at them …")
    await _deliver(world, hooks, client)
    scenes = {
        number: Scene(number, one.title, one.author, one.shows, _outcome(harbour, number))
        for number, one in opened.items()
    }
    for scene in scenes.values():
        print(f"\n#{scene.number} {scene.title}\n   {scene.shows}")
        _print(scene.outcome)
    settled = [
        number
        for number, sample in opened.items()
        if sample.settle(world, harbour, harbour.pull_requests[number])
    ]
    print("\nTheir authors answer …")
    await _deliver(world, hooks, client)
    for number in settled:
        scenes[number] = replace(scenes[number], later=(later := _outcome(harbour, number)))
        print(f"\n#{number} {opened[number].title}")
        _print(later)
    return list(scenes.values())


def _print(outcome: Outcome) -> None:
    print(f"   check run: {outcome.check}")
    print(as_read(outcome.comment, WIDTH, MARGIN) if outcome.comment else "   no comment")
    for offer in outcome.offers:
        print(f"   beside {offer.path}:{offer.line}, to be applied with one click:")
        print(as_read(offer.comment, WIDTH, MARGIN))


def _outcome(harbour: Repository, number: int) -> Outcome:
    """What the App shows on a pull request now."""
    head = harbour.pull_requests[number].head_sha
    checks = [one for one in harbour.check_runs.values() if one.head_sha == head]
    said = [one.body for one in harbour.comments.values() if one.number == number]
    offers = [one for one in harbour.line_comments.values() if one.number == number]
    return Outcome(
        checks[-1].title if checks else "none",
        (checks[-1].conclusion or "") if checks else "",
        said[0] if said else "",
        tuple(Offer(one.path, one.line, one.body) for one in offers),
    )


async def _deliver(world: World, hooks: Webhooks, client: httpx.AsyncClient) -> None:
    """Tell the App what happened, and wait until it has worked on all of it."""
    await hooks.deliver(client)
    with _patience():
        async with asyncio.timeout(PATIENCE):
            while not await _is_idle(world.app.webhook_url, client):
                await asyncio.sleep(0.1)


async def _is_idle(app_url: str, client: httpx.AsyncClient) -> bool:
    figures = (await client.get(httpx.URL(app_url).join("/metrics"))).text
    busy = [line for line in figures.splitlines() if line.startswith(IN_HAND)]
    return all(float(line.rpartition(" ")[2]) == 0 for line in busy)


@contextmanager
def _patience() -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise PassingTrouble(f"The App took longer than {PATIENCE} seconds.") from None


@asynccontextmanager
async def _served(app: ASGIApp, port: int) -> AsyncIterator[int]:
    """An application on a port of this machine; 0 takes any that is free."""
    try:
        listener = socket.create_server((HOST, port))
    except OSError as error:
        message = f"Cannot listen on port {port}: {error.strerror}. Choose another."
        raise AuthorsMistake.at("--port", message) from error
    config = uvicorn.Config(app, lifespan="off", ws="none", log_config=None, access_log=False)
    server = _QuietServer(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await task
        listener.close()


class _QuietServer(uvicorn.Server):
    """Leaves signals alone: Ctrl-C ends the whole demonstration."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _settings(world: World, folder: Path, private_key: str, secret: str) -> Settings:
    return Settings.from_environment(
        {
            "GITHUB_APP_ID": str(world.app.id),
            "GITHUB_PRIVATE_KEY": private_key,
            "GITHUB_WEBHOOK_SECRET": secret,
            "GITHUB_URL": world.web_url,
            "GITHUB_API_URL": world.api_url,
            "DATABASE_URL": f"sqlite:///{folder / 'cowpath.db'}",
        }
    )
