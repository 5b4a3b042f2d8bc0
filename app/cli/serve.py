"""`cowpath serve`: the App, until it is asked to stop."""

import os
from argparse import ArgumentParser, Namespace
from typing import get_args

from app.settings import VARIABLES, Settings
from app.wiring import Role, serve


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    parser.epilog = "Every option is also a variable of the environment; options come first."
    parser.add_argument(
        "--role", choices=get_args(Role), default="all", help="which part to run (all)"
    )
    add_settings(parser)


def run(asked: Namespace) -> None:
    """Serve."""
    serve(settings_of(asked), asked.role)


def add_settings(parser: ArgumentParser) -> None:
    """An option for every variable of the settings."""
    for variable in VARIABLES:
        parser.add_argument(
            variable.option, metavar="VALUE", dest=variable.name, help=f"`{variable.name}`"
        )


def settings_of(asked: Namespace) -> Settings:
    """The settings: options where they are given, variables elsewhere."""
    given = {variable.name: getattr(asked, variable.name) for variable in VARIABLES}
    return Settings.from_environment(os.environ, given)
