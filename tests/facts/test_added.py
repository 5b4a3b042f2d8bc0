"""Lines that are truly new."""

from builders import a_changed_file

from app.core.pull_request import NotRead
from app.facts.added import Line, added_lines, removed_lines


def test_lines_that_moved_or_were_aligned_are_neither_added_nor_removed():
    file = a_changed_file("x.tf", "a = 1\nbcd = 2\n", "bcd = 2\n  a   = 1\n")
    assert added_lines(file) == removed_lines(file) == ()


def test_a_line_that_is_repeated_is_added_once():
    file = a_changed_file("x.tf", "a\nb\n", "a\n\nb\na\n")
    assert added_lines(file) == (Line(4, "a"),)
    assert removed_lines(file) == ()


def test_nothing_is_said_of_a_file_whose_other_side_is_not_known():
    assert added_lines(a_changed_file("x", NotRead("too large"), "a\n")) == ()
