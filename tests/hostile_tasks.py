"""Tasks that behave as badly as a stranger's input could make them; run by the pool."""

import ctypes
import faulthandler
import os
import re
import time
from pathlib import Path
from typing import NoReturn

from app.errors import AuthorsMistake


def add(one: int, other: int) -> int:
    return one + other


def process_id() -> int:
    return os.getpid()


def environment() -> str:
    return repr(dict(os.environ))


def loop_for_ever() -> NoReturn:
    while True:
        pass


def loop_in_c() -> object:
    """A pattern that backtracks for hours, and never lets another thread of its process run."""
    return re.match(r"(a+)+$", "a" * 60 + "b")


def take_all_memory() -> int:
    hoard = []
    while True:
        hoard.append("x" * (16 << 20))


def nest_too_deeply(depth: int = 0) -> int:
    return nest_too_deeply(depth + 1) + 1


def leave() -> NoReturn:
    os._exit(7)


def crash() -> None:
    faulthandler.disable()  # pytest turns it on, and it would fill the screen
    ctypes.string_at(0)


def fail() -> NoReturn:
    raise KeyError("a plain bug")


def return_what_cannot_be_sent() -> object:
    return lambda: None


def blame_the_author() -> NoReturn:
    raise AuthorsMistake.at("cowpath.yml", "There is no such key.", 3, 1)


def note_and_sleep(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(60)


def note_and_loop_in_c(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    loop_in_c()


def no_policies() -> tuple[()]:
    """Loads nothing; quick, and no task at all, but it must be found by name as they are."""
    return ()
