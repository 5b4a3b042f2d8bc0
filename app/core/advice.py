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
Stakes = Literal["breaks", "binds", "lasts", "eases", "thanks"]
"""What is at stake for the stream teams, the gravest first: something they use stops working; they
lose a choice or have to wait; it is hard to undo once they rely on it; it would be easier to begin
or to follow. `thanks` is good news: nothing is to be done."""
PasteLanguage = Literal["markdown", "yaml", "codeowners", "text"]


@dataclass(frozen=True, slots=True)
class Paste:
    """What settles the advice, ready to be pasted."""

    into: Text
    """Where to, in words ("the description")."""
    text: Text
    language: PasteLanguage
    in_place: bool = False
    """Whether it takes the place of the line that the advice is about."""


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
    stakes: Stakes = "eases"
    paste: Paste | None = None

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
        heard = [one for one in self.advice if one.mode != "report" and one.stakes != "thanks"]
        return "neutral" if heard or self.stopped else "success"
