"""What a change decides about the platform as a product, and who of its users was heard."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ProductDecision:
    """Something a change decides that its users will live with."""

    kind: Literal["capability", "mandate", "deprecation", "breaking decision"]
    """A new capability; a duty to use one; its end announced; a decision record that breaks."""
    name: str
    """The capability, the page or the title that holds it."""
    path: str
    """Where it is decided; empty for the pull request's own text."""
    line: int


@dataclass(frozen=True, slots=True)
class ProductTrace:
    """A sign that whoever steers the product has had a say."""

    kind: Literal["manager", "roadmap", "priority", "issue", "ticket"]
    """The product manager wrote it, signed it or is mentioned; a link to the roadmap; something
    said to be prioritised; an issue; a ticket of a tracker."""
    where: str
    """In words: "author", "description", "label"."""


@dataclass(frozen=True, slots=True)
class ResearchTrace:
    """A sign that users were heard on the change."""

    kind: Literal["note", "link", "sentence", "label"]
    """A note that the change adds; a link to one or to an issue; a sentence with its date; a label
    of the pull request."""
    where: str
    """The file, the link or the label."""
