"""`docs/reference/commands.md`: every command with its options, told from the parser itself."""

from argparse import SUPPRESS, Action, ArgumentParser
from collections.abc import Iterator

from app.cli import COMMANDS, Parser, command

_TOP = """\
# Commands

`cowpath COMMAND --help` shows the same. Everywhere, the exit code is 0 when the command is done, \
with advice or without (advice never fails a build), 2 for a mistake that its caller can mend \
(each is listed with file, line and column), and 3 for a fault that is not the caller's. \
`--verbose`, or `COWPATH_DEBUG` set to anything, shows where an error arose."""


def commands_page() -> str:
    """The page as Markdown."""
    parts = [_TOP]
    for name, about in COMMANDS.items():
        parser = command(Parser(prog=f"cowpath {name}"), name)
        parts += [f"## `{_call(parser)}`", about]
        rows = list(_rows(parser))
        if rows:
            parts.append("\n".join(["| option | meaning |", "| --- | --- |", *rows]))
        if parser.epilog:
            parts.append(parser.epilog)
    return "\n\n".join(parts) + "\n"


def _call(parser: ArgumentParser) -> str:
    places = [_place(action) for action in parser._actions if not action.option_strings]
    return " ".join([parser.prog, *places])


def _place(action: Action) -> str:
    dots = "…" if action.nargs == "*" else ""
    return f"[{action.metavar}]{dots}"


def _rows(parser: ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if action.help == SUPPRESS or action.dest in {"help", "verbose"}:
            continue
        name = _place(action) if not action.option_strings else " ".join(_option(action))
        yield f"| `{name}` | {_escaped(action.help or '')} |"


def _option(action: Action) -> Iterator[str]:
    yield action.option_strings[-1]
    if action.choices:
        yield _escaped("|".join(map(str, action.choices)))
    elif action.nargs != 0:
        yield _escaped(str(action.metavar or action.dest.upper()))


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
