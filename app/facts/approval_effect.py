"""What replacing one set of approvers by another does to streams and to the platform.

Any one owner on a line may approve. So the platform is *needed* only where nobody else is named.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from app.core.fact import ApprovalEffect

Asked = Literal["nobody", "stream", "either", "platform"]
"""Who is asked to approve: nobody, streams alone, streams or the platform, the platform alone."""

_EFFECTS: dict[tuple[Asked, Asked], ApprovalEffect] = {
    ("stream", "platform"): "requires",
    ("either", "platform"): "requires",
    ("stream", "either"): "co_owner_added",
    ("platform", "either"): "relaxes",
    ("platform", "stream"): "relaxes",
    ("platform", "nobody"): "relaxes",
    ("either", "stream"): "relaxes",
    ("either", "nobody"): "relaxes",
    # a stream that is named where nobody was can from now on answer for itself
    ("nobody", "either"): "relaxes",
    ("nobody", "stream"): "relaxes",
}
STRENGTH: dict[ApprovalEffect, int] = {
    "requires": 0,
    "co_owner_added": 1,
    "relaxes": 2,
    "none": 3,
}
"""What matters most comes first."""


@dataclass(frozen=True, slots=True)
class Approvers:
    """Owners of a path, told apart."""

    streams: tuple[str, ...]
    platform: tuple[str, ...]

    @classmethod
    def told_apart(cls, owners: Collection[str], is_platform: Callable[[str], bool]) -> "Approvers":
        """Whoever is not the platform's counts as a stream's."""
        platform = tuple(owner for owner in owners if is_platform(owner))
        return cls(tuple(owner for owner in owners if owner not in platform), platform)

    @property
    def asked(self) -> Asked:
        """Who is asked to approve."""
        if self.streams:
            return "either" if self.platform else "stream"
        return "platform" if self.platform else "nobody"


def effect_of(before: Approvers, after: Approvers, of_stream: bool = False) -> ApprovalEffect:
    """The effect on one path; `of_stream` says that it is known from elsewhere as a stream's."""
    if of_stream and (before.asked, after.asked) == ("nobody", "platform"):
        return "requires"
    if before.asked == after.asked == "either" and set(before.streams) < set(after.streams):
        return "relaxes"  # one more stream no longer waits for the platform
    return _EFFECTS.get((before.asked, after.asked), "none")
