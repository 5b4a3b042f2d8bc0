"""How a command ended, for tests of the command line."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ended:
    """Its exit code, and what it said."""

    code: int
    out: str
    err: str


Cowpath = Callable[..., Ended]
