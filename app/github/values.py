"""Values out of a payload in a form that can be kept; whatever else stands there is refused."""

LARGEST = 2**63 - 1
"""What a database takes for a whole number."""


def whole(number: object) -> int:
    """A number or id of GitHub's. Raises `ValueError` for everything else."""
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= LARGEST:
        raise ValueError("a number from 1 is expected")
    return number


def text(value: object) -> str:
    """A text that can be written as UTF-8: JSON can spell halves of letters."""
    return str(value).encode("utf-8", "replace").decode()
