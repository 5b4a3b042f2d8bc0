"""Folds and lists, and what fits on a page."""

from itertools import islice, repeat

from app.render.folds import fitting


def test_no_more_is_written_than_fits() -> None:
    """A policy may say thousands of things, and writing them all would hold up everybody."""
    written = repeat("four")
    assert fitting(written, 20) == ["four"] * 3


def test_what_fits_to_the_byte_is_there() -> None:
    assert fitting(islice(repeat("four"), 3), 18) == ["four"] * 3
