"""Options that are counts."""

from argparse import ArgumentTypeError


def count(word: str) -> int:
    """A count of things, from 1 to a million."""
    if not word.isascii() or not word.isdigit() or not 0 < int(word) <= 1_000_000:
        raise ArgumentTypeError(f"{word!r} is no number from 1 to 1,000,000")
    return int(word)
