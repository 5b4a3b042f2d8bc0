"""The family of errors that Cowpath raises on purpose.

CowpathError
├── AuthorsMistake   somebody can mend it: a wrong option, setting, configuration or policy
└── PassingTrouble   nobody's mistake: network, rate limit, a server that is busy; tried again

Anything else that is raised is our fault. What cannot be known about a pull request is no error
but a value: `app.core.fact.Unknown`.
"""

from collections.abc import Iterable
from dataclasses import dataclass


class CowpathError(Exception):
    """Everything that Cowpath raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to mend, and where. Lines and columns count from 1; 0 where there is no place."""

    where: str
    """A file's path, an option or a variable's name."""
    line: int
    column: int
    message: str
    """What is wrong and how to mend it, in one or two sentences."""

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}:{self.column}" if self.line else self.where
        return f"{place}: {self.message}"


class AuthorsMistake(CowpathError):
    """Every mistake found in what somebody wrote, all at once."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("\n".join(map(str, self.mistakes)))

    @classmethod
    def at(cls, where: str, message: str, line: int = 0, column: int = 0) -> "AuthorsMistake":
        """The error for a single mistake."""
        return cls([Mistake(where, line, column, message)])

    def __reduce__(self) -> tuple[type["AuthorsMistake"], tuple[tuple[Mistake, ...]]]:
        # an exception is otherwise pickled by its message, and these cross process borders
        return type(self), (self.mistakes,)


class PassingTrouble(CowpathError):
    """Something outside failed in a way that may pass; worth another try."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        """Seconds that the other side asked us to wait, if it said."""
        super().__init__(message)
