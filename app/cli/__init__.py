"""The command line: a table of commands, one file each, found and read only when it is called."""

import gc
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn

from app import __version__
from app.cli.endings import ending
from app.errors import AuthorsMistake

COMMANDS = {
    "check": "The advice for one change of a local git repository.",
    "facts": "What Cowpath understands of a change, as JSON.",
    "explain": "Why each policy spoke or stayed silent, and what set each value.",
    "pr": "The advice for a pull request on GitHub, read only.",
    "backtest": "What each policy would have said over past merges.",
    "policies": "The catalogue of policies, or one policy explained.",
    "test": "Run the examples of policy files.",
    "validate": "Check configuration and policy files.",
    "serve": "The App: receive what GitHub delivers, and advise.",
    "demo": "The App against a GitHub in a box, with sample pull requests; no account needed.",
    "doctor": "Check credentials, permissions, webhook and store, and say what to do.",
}
"""Every command with what it does; `app.cli.<name>` holds its `options` and its `run`."""


class Parser(ArgumentParser):
    """A parser whose complaints end like every other mistake of the author."""

    def error(self, message: str) -> NoReturn:
        """Raise the complaint in place of printing the usage."""
        remedy = f"`{self.prog} --help` shows how it is used."
        raise AuthorsMistake.at(self.prog, f"{message[:1].upper()}{message[1:]}. {remedy}")


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run the command that the words ask for, and end the process with its exit code."""
    asked = sys.argv[1:] if words is None else list(words)
    sys.exit(ending(lambda: _run(asked), verbose="--verbose" in asked))


def parser(*names: str) -> Parser:
    """The parser of the commands named; the options of the others are not even imported."""
    whole = Parser(
        prog="cowpath",
        description="Advice on pull requests for teams that run their platform as a product.",
        epilog="`cowpath COMMAND --help` explains a command. Advice never fails a build.",
    )
    whole.add_argument("--version", action="store_true", help="print the version and end")
    choices = whole.add_subparsers(title="commands", metavar="COMMAND")
    for name, about in COMMANDS.items():
        parsed = choices.add_parser(
            name,
            help=about,
            description=about,
            formatter_class=RawDescriptionHelpFormatter,
        )
        if name in names:
            command(parsed, name)
    return whole


def command(parser: Parser, name: str) -> Parser:
    """A parser with the options of a command."""
    gc.disable()  # looking for garbage among what is imported would find none, and take its time
    module = import_module(f"app.cli.{name}")
    gc.freeze()
    gc.enable()
    module.options(parser)
    parser.add_argument("--verbose", action="store_true", help="show where an error arose")
    parser.set_defaults(run=module.run)
    return parser


def _run(words: list[str]) -> None:
    name = words[0] if words else ""
    if name and not name.startswith("-") and name not in COMMANDS:
        raise AuthorsMistake.at("cowpath", f"There is no command `{name}`.{_hint(name, COMMANDS)}")
    whole = parser(name)
    options, unknown = whole.parse_known_args(words)
    if unknown:
        raise _unknown(name, unknown[0])
    _obey(whole, options)


def _unknown(name: str, word: str) -> AuthorsMistake:
    """The mistake of a word that a command does not know."""
    if name not in COMMANDS:
        return AuthorsMistake.at("cowpath", f"There is no option `{word}`.{_hint(word, ())}")
    own = command(Parser(prog=f"cowpath {name}"), name)
    if not word.startswith("-"):
        message = f"`{word}` is a word too many. `{own.prog} --help` shows how it is used."
        return AuthorsMistake.at(own.prog, message)
    known = [option for action in own._actions for option in action.option_strings]
    return AuthorsMistake.at(
        own.prog, f"There is no option `{word}`.{_hint(word, known, own.prog)}"
    )


def _hint(word: str, known: Iterable[str], command: str = "cowpath") -> str:
    close = get_close_matches(word.partition("=")[0], known, 1)
    return f" Did you mean `{close[0]}`?" if close else f" `{command} --help` shows what there is."


def _obey(whole: Parser, options: Namespace) -> None:
    if options.version:
        print(f"cowpath {__version__}")
    elif hasattr(options, "run"):
        options.run(options)
    else:
        whole.print_help()
