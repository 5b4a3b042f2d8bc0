"""How a command ends: every way of going wrong becomes an exit code and words that help."""

import os
import sys
import traceback
from collections.abc import Callable

from app.errors import AuthorsMistake, CowpathError, PassingTrouble
from app.render.escape import one_line

DONE = 0
"""With advice or without: advice never fails a build."""
AUTHORS_MISTAKE = 2
OUR_FAULT = 3
INTERRUPTED = 130
"""As shells say it: 128 and the number of the signal."""

LONGEST = 2_000
"""Characters of one message."""

REPORT = "https://github.com/cowpath/cowpath/issues"


def ending(command: Callable[[], None], verbose: bool = False) -> int:
    """The exit code of a command; explains on standard error what went wrong, if anything did."""
    verbose = verbose or bool(os.environ.get("COWPATH_DEBUG"))
    try:
        _never_stumble_over_letters()
        command()
        sys.stdout.flush()
    except AuthorsMistake as mistake:
        print("\n".join(map(_shown, mistake.mistakes)), file=sys.stderr)
        return AUTHORS_MISTAKE
    except BrokenPipeError:
        # whoever reads has seen enough; Python would complain once more while it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if verbose:
            traceback.print_exc()
        print(_apology(error, verbose), file=sys.stderr)
        return OUR_FAULT
    return DONE


def _apology(error: Exception, verbose: bool) -> str:
    if isinstance(error, PassingTrouble):
        return f"{_shown(error)}\nThis may pass: try again in a while."
    if isinstance(error, CowpathError):
        return _shown(error)
    words = f"Something went wrong inside Cowpath: {type(error).__name__}: {_shown(error)}"
    hint = "" if verbose else "\nRun it again with --verbose to see where."
    return f"{words}{hint}\nPlease tell us about it: {REPORT}"


def _shown(error: object) -> str:
    """An error on one line, since it may quote a stranger, and a line of a log can be a command."""
    return one_line(str(error), LONGEST)


def _never_stumble_over_letters() -> None:
    """A terminal that cannot show a letter gets its number; that is no reason to end."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
