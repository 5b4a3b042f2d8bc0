"""What can be said of a change about the page that explains the core to a newcomer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CoreExplanation:
    """How long it takes to explain the core aloud, and how much there is to grasp."""

    path: str
    """The page, as it is called after the change."""
    line: int
    """The first line that the change adds to it; 1 where it adds none."""
    words_before: int
    """Words that are said; 0 where the page is new. Code, tables, lists of links, front matter and
    comments are not said."""
    words_after: int
    seconds_before: int
    """The time it takes to say them, at 183 words a minute."""
    seconds_after: int
    spoken_before: str
    """The time in words, as in `4 min 50 s`."""
    spoken_after: str
    concepts_before: int
    """What a newcomer has to grasp: the sections of the page, and the terms that it introduces in
    bold at the start of a paragraph or an item, each once."""
    concepts_after: int
