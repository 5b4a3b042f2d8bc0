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
