"""What can go wrong between us and GitHub, to be asked for in tests and demonstrations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(slots=True)
class Fault:
    """The next requests that fit are answered with a failure."""

    method: str
    path: str
    """A part of the path; of GraphQL, also of the query."""
    status: int = 502
    when: Literal["before", "after"] = "before"
    """`after`: the work is done and the answer lost."""
    times: int = 1
    headers: Mapping[str, str] = field(default_factory=dict)
    message: str = "Server Error"
    seconds: float = 0.0
    """How long to keep the caller waiting first."""

    def fits(self, method: str, subject: str) -> bool:
        """Whether a request is meant; each fit is used up."""
        fits = self.times > 0 and self.method == method and self.path in subject
        self.times -= fits
        return fits
