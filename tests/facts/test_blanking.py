"""Text between marks, blanked out."""

from app.facts.blanking import blanked

MARKS = (("<!--", "-->"), ("<%", "%>"))


def test_what_stands_between_marks_is_taken_out_and_lines_stay_where_they_are() -> None:
    assert blanked("a <!-- b\nc --> d\n<% e %>f", MARKS) == "a \n d\nf"


def test_what_is_never_closed_goes_on_to_the_end() -> None:
    assert blanked("a\n<!-- b\nc\n", MARKS) == "a\n\n\n"
