"""Where GitHub keeps a text, and what to say where it has none."""

import re
from typing import NamedTuple

from app.core.layers import Place
from app.core.pull_request import NotRead

_COMMIT = re.compile(r"[0-9a-f]{40}")
_TAG = "refs/tags/"
TIP = "HEAD"
"""In place of a commit: that of the default branch."""


class Spot(NamedTuple):
    """A file of a repository at a commit."""

    repository: str
    commit: str
    """Its full id, a tag with all of its name, or `TIP`."""
    path: str

    @classmethod
    def of(cls, place: Place) -> "Spot":
        """Where a text of another repository is kept."""
        is_commit = _COMMIT.fullmatch(place.ref)
        commit = place.ref if is_commit or not place.ref else f"{_TAG}{place.ref}"
        return cls(place.repository, commit or TIP, place.path)

    @property
    def stays(self) -> bool:
        """Whether it holds the same for ever."""
        return bool(_COMMIT.fullmatch(self.commit))

    @property
    def without_commit(self) -> NotRead:
        """Stands for its text where the repository has no such tag or commit."""
        kind = "commit" if self.stays else "tag"
        return NotRead(f"{self.repository} has no {kind} `{self.commit.removeprefix(_TAG)}`")

    @property
    def without_repository(self) -> NotRead:
        """Stands for its text where we see no such repository."""
        return NotRead(
            f"there is no repository {self.repository} that Cowpath may read; "
            "where it is private, Cowpath must be installed there too"
        )
