"""Which names mean the same team: handles, slugs, folders, aliases, with or without "team"."""

import re
from collections.abc import Iterable

from app.core.layout import Layout, Team
from app.lazy_re import regex

_FILLER = frozenset({"the", "team", "teams", "squad"})
_SEPARATORS = regex(r"[\s_.-]+")


def key(name: str) -> str:
    """What is left of a name when spelling is taken away.

    `@acme/pay-ments`, `group:default/pay-ments`, `Pay Ments Team` and `the pay_ments squad` share
    one; an address is kept whole, because the same mailbox means the same team.
    """
    name = name.strip().casefold()
    if re.fullmatch(r"[^\s@]+@[^\s@]+", name):
        return name
    bare = name.rpartition("/")[2].rpartition(":")[2].lstrip("@")
    words = [word for word in _SEPARATORS.split(bare) if word]
    telling = [word for word in words if word not in _FILLER]
    return " ".join(telling or words)


class Directory:
    """The known teams, found by any of their names."""

    def __init__(self, platform: Team | None, streams: Iterable[Team]) -> None:
        self._platform = platform
        self._exact: dict[str, Team] = {}
        self._loose: dict[str, Team | None] = {}
        for team in ([platform] if platform else []) + list(streams):
            for name in (team.name, *team.aliases):
                self._exact.setdefault(name.casefold(), team)
                if key(name):
                    known = self._loose.setdefault(key(name), team)
                    if known != team and known != platform:
                        self._loose[key(name)] = None  # two teams share it, so it names neither

    @classmethod
    def of(cls, layout: Layout) -> "Directory":
        """The teams of a platform repository."""
        return cls(layout.platform, (area.team for area in layout.streams))

    def find(self, name: str) -> Team | None:
        """The team that a name stands for; `None` where none is known or several share it."""
        exact = self._exact.get(name.strip().casefold())
        return exact or self._loose.get(key(name))

    def is_platform(self, name: str) -> bool:
        """Whether a name stands for the platform's own team."""
        team = self.find(name)
        return team is not None and team == self._platform

    def names(self) -> tuple[str, ...]:
        """Every known name, for finding them in text."""
        return tuple(self._exact)
