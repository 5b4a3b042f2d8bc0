"""What the policies say about one pull request, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from app.core.configuration import Mode
from app.core.fact import Facts
from app.core.layout import Confidence
from app.core.text import Text

Conclusion = Literal["success", "neutral"]


@dataclass(frozen=True, slots=True)
class Advice:
    """What one policy says about one subject in one pull request."""

    policy: str
    subject: str
    """What it is about; the same across pushes and moved lines."""
    title: Text
    """What was seen, in one sentence."""
    why: Text
    """Why it matters to the stream teams."""
    next_step: Text
    """The smallest act that settles it."""
    path: str | None
    """The file to look at; None where the advice is about the pull request as a whole."""
    line: int | None
    confidence: Confidence
    mode: Mode = "advise"
    """Who hears it."""

    @property
    def fingerprint(self) -> str:
        """Recognises the same advice across pushes: policy and subject, never the line."""
        return sha256(f"{self.policy}\0{self.subject}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Exemption:
    """Advice that was excused; shown, never hidden."""

    policy: str
    subject: str
    reason: str
    until: str | None
    by: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A policy that had nothing to say, and why."""

    policy: str
    because: Text


@dataclass(frozen=True, slots=True)
class Untold:
    """A policy that cannot tell, the fact it lacked, and why."""

    policy: str
    fact: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found out about one pull request."""

    advice: tuple[Advice, ...]
    silent: tuple[Silence, ...]
    unknown: tuple[Untold, ...]
    facts: Facts
    exempt: tuple[Exemption, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    looked_for: Mapping[str, str] = field(default_factory=dict)
    """What each policy looks for, in its own words, by its id."""
    stopped: str | None = None
    """Set where the analysis as a whole was stopped at a limit: why nothing can be told."""

    @property
    def conclusion(self) -> Conclusion:
        """`neutral` where there is something to hear or nothing could be told; never a failure."""
        heard = [advice for advice in self.advice if advice.mode != "report"]
        return "neutral" if heard or self.stopped else "success"
