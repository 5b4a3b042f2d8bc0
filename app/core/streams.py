"""What can be said of the streams' own affairs in a platform's repository.

As in `app.core.fact`, the text under each field is its documentation. Lines count from 1.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class StreamBranch:
    """A place in the core that from now on treats one stream unlike all others."""

    stream: str
    form: Literal["condition", "option"]
    """A condition on the stream's name, or an option that is called after the stream."""
    path: str
    line: int
    example: str = ""
    """An extension that is there already and may serve as an example; empty where there is none."""


@dataclass(frozen=True, slots=True)
class EventDeclaration:
    """An event, or what carries events, that this change declares for the first time."""

    kind: Literal["topic", "schema", "event"]
    """What carries events; what they look like; an event that is declared in code."""
    name: str
    path: str
    line: int
    owner: str
    """Whoever owns it: as it says itself, as its folder tells, or as CODEOWNERS has it; empty where
    nothing tells."""
    owned_by_stream: bool
    """True where that is neither the platform's team nor nobody."""


@dataclass(frozen=True, slots=True)
class DomainData:
    """What a change does with data that belongs to a stream."""

    act: Literal["defines", "writes", "reads"]
    """`defines` or `writes` a table of the stream, or `reads` the database that it works with."""
    name: str
    """The table or the database."""
    stream: str
    path: str
    line: int
    until: str
    """The day until which it may stay so, where `legacy_until` names one; else empty."""


@dataclass(frozen=True, slots=True)
class BorrowedShape:
    """Something new in the core that has the shape of what one stream has already."""

    name: str
    """What is new, as `CoreFeature` calls it."""
    stream: str
    path: str
    """A file of what is new."""
    line: int
    like: str
    """The stream's file that it is like; empty where only defaults tell of the stream."""
    similarity: float
    """The share of that file, or of all that is new, that stands in the stream's file or files,
    from 0 to 1; comments, imports and the names of the two make no difference."""
    lines: int
    """Lines of what is new that could be alike: no comments, imports or empty lines."""
    defaults: tuple[str, ...] = ()
    """Settings of what is new whose defaults carry the stream's name."""
