"""How much of a source text stands in another as well, whatever its layout and its names.

Both are cut into runs of a few words and signs; the share of the runs that both have is the
likeness. Comments, with them licences, and imports are left out, because everybody's are alike.
Work is in proportion to the texts.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from app.lazy_re import regex

RUN = 8
"""Words and signs of one run: long enough that two authors rarely write the same."""
MOST_TOKENS = 20_000
"""Words and signs looked at of one text; thousands of lines."""
LONGEST_LINE = 1_000

_TOKEN = regex(r"[A-Za-z]+|\d+|[^\w\s]")
_COMMENT = regex(r"\s*(?:#|//|/\*|\*/|\*\s|\*$|--\s|<!--|;)")
_IMPORT = regex(r"\s*(?:import|from|package|use|using|require|include)\b[^({]*$")
_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])")
_A_NAME = "~"
"""Takes the place of the names that the two texts go by."""


@dataclass(frozen=True, slots=True)
class Substance:
    """What of a text may be like another."""

    lines: int
    """Lines with neither a comment nor an import alone."""
    runs: frozenset[int]
    """Each run of words and signs, as one number."""


def likeness(text: Substance, other: Substance) -> float:
    """The share of the first text that stands in the second as well, from 0 to 1."""
    if not text.runs:
        return 0.0
    return len(text.runs & other.runs) / len(text.runs)


def together(parts: Collection[Substance]) -> Substance:
    """Several texts as one."""
    runs = frozenset().union(*(part.runs for part in parts))
    return Substance(sum(part.lines for part in parts), runs)


@lru_cache(maxsize=32)  # of every file that one stream's files are compared with
def substance(text: str, names: frozenset[str] = frozenset()) -> Substance:
    """What is left of a text without comments, imports and these names, given in lower case."""
    lines = [line[:LONGEST_LINE] for line in text.split("\n") if line.strip()]
    telling = [line for line in lines if not (_COMMENT.match(line) or _IMPORT.match(line))]
    tokens = list(islice(_tokens(telling, names), MOST_TOKENS))
    runs = (tuple(tokens[at : at + RUN]) for at in range(max(len(tokens) - RUN + 1, 0)))
    return Substance(len(telling), frozenset(map(hash, runs)))


def words_of(name: str) -> frozenset[str]:
    """The words of a name, however it joins them."""
    return frozenset(
        word.lower() for word in _TOKEN.findall(_CAMEL.sub(" ", name)) if len(word) > 2
    )


def _tokens(lines: Collection[str], names: frozenset[str]) -> Iterator[str]:
    for line in lines:
        for token in _TOKEN.findall(_CAMEL.sub(" ", line)):
            word = token.lower()
            yield _A_NAME if word in names else word
