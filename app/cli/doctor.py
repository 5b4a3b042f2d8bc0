"""`cowpath doctor`: whether credentials, permissions, webhook and store are as they should be."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from app.cli.serve import add_settings, settings_of
from app.errors import AuthorsMistake, Mistake
from app.github.client import Server
from app.github.identity import App
from app.github.registration import (
    EVENTS,
    Installation,
    Registration,
    Webhook,
    installations,
    missing,
    registration,
    webhook,
)
from app.github.troubles import Gone, Refused
from app.settings import Settings
from app.storage.database import opened


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    add_settings(parser)


def run(asked: Namespace) -> None:
    """Print what is well. Raises `AuthorsMistake` with everything that is to be mended."""
    settings = settings_of(asked)
    print("Settings: complete.")
    mistakes = asyncio.run(_examine(settings))
    if mistakes:
        raise AuthorsMistake(mistakes)
    print("All is well.")


async def _examine(settings: Settings) -> list[Mistake]:
    async with opened(settings.database_url):
        print("Store: reachable.")
    server = Server(settings.api_url)
    try:
        return await examine(App(server, settings.app_id, settings.private_key))
    except Refused as refused:
        message = f"GitHub does not accept the App's id with this key: {refused}"
        raise AuthorsMistake.at("GITHUB_APP_ID", message) from refused
    finally:
        await server.close()


async def examine(app: App) -> list[Mistake]:
    """What there is to mend about the App at GitHub; prints what it finds on the way."""
    known = await registration(app.itself)
    print(f"App: {known.name} of {known.owner}.")
    mistakes = [*_about_rights(known)]
    try:
        mistakes += _about_webhook(await webhook(app.itself))
    except Gone:
        mistakes.append(_mistake("webhook", "None is set up; the App hears of nothing."))
    found = await installations(app.itself)
    print(f"Installations: {len(found)}.")
    if not found:
        mistakes.append(_mistake("installations", "Nobody has installed the App yet."))
    return [*mistakes, *_about_installations(found)]


def _about_rights(known: Registration) -> Iterator[Mistake]:
    for name, level in missing(known.permissions).items():
        yield _mistake("permissions", f"Grant the App `{name}: {level}` in its settings.")
    for event in sorted(EVENTS - set(known.events)):
        yield _mistake("events", f"Subscribe the App to `{event}` in its settings.")


def _about_webhook(hook: Webhook) -> Iterator[Mistake]:
    print(f"Webhook: {hook.url or 'no address'}.")
    if not hook.url.endswith("/webhook"):
        yield _mistake("webhook", "Its address should end in /webhook.")
    if not hook.has_secret:
        yield _mistake("webhook", "It has no secret; set the one of GITHUB_WEBHOOK_SECRET.")
    if hook.content_type != "json":
        yield _mistake("webhook", "Choose the content type application/json.")
    if not hook.checks_certificate:
        yield _mistake("webhook", "Enable the verification of certificates.")


def _about_installations(found: tuple[Installation, ...]) -> Iterator[Mistake]:
    for installation in found:
        if installation.suspended:
            yield _mistake(installation.account, "The installation is suspended.")
        for name, level in missing(installation.permissions).items():
            message = f"An owner has to accept the new permission `{name}: {level}`."
            yield _mistake(installation.account, message)


def _mistake(where: str, message: str) -> Mistake:
    return Mistake(where, 0, 0, message)
