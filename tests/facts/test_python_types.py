"""Types of Python in one spelling."""

import pytest

from app.facts.python_types import spelled, without_none


@pytest.mark.parametrize(
    "written",
    [
        "list[str] | None",
        "None|list[str]",
        "Optional[List[str]]",
        "typing.Optional[typing.List[str]]",
        '"t.Union[List[str], None]"',
    ],
)
def test_a_type_is_the_same_in_every_spelling(written: str) -> None:
    assert spelled(written) == "None|list[str]"


def test_alternatives_inside_brackets_stay_there() -> None:
    assert spelled("dict[str, int | str] | Path") == "Path|dict[str,int|str]"
    assert spelled("Union[Callable[[int], str], Path]") == "Callable[[int],str]|Path"


def test_none_may_go_without_saying() -> None:
    assert without_none("None|list[str]") == "list[str]"


@pytest.mark.parametrize("text", ["", "[", "Optional[" * 100, "Union[]", "|", "Optional[a, b" * 50])
def test_what_is_no_type_is_spelled_somehow(text: str) -> None:
    assert isinstance(spelled(text), str)
