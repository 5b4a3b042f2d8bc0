"""Text that remembers who wrote it, so that nothing a stranger wrote reaches a screen unescaped.

Advice is made of segments. *Ours* are a policy's words and may carry light Markdown (`code`,
**bold**, *emphasis*). *Theirs* were read from a pull request, its branch or its people. Only
`app.render` turns segments into Markdown, terminal text, JSON or SARIF.
"""

from dataclasses import dataclass
from typing import Literal

Origin = Literal["ours", "theirs"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with one origin."""

    text: str
    origin: Origin


Text = tuple[Segment, ...]


def ours(text: str) -> Text:
    """Words of a policy or of Cowpath itself."""
    return (Segment(text, "ours"),)


def theirs(text: str) -> Text:
    """Words read from a pull request, its branch or its people."""
    return (Segment(text, "theirs"),)


def plain(text: Text) -> str:
    """The bare words, for identity and search; never for a screen."""
    return "".join(segment.text for segment in text)
