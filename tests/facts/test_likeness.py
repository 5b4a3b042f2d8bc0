"""How much of one text stands in another."""

from hypothesis import given
from hypothesis import strategies as st

from app.facts.likeness import likeness, substance, words_of

CODE = "\n".join(
    f"value_{number} = compute(first_{number}, second, {number})" for number in range(20)
)


def alike(text: str, other: str, names: frozenset[str] = frozenset()) -> float:
    return likeness(substance(text, names), substance(other, names))


def test_a_copy_is_wholly_alike_whatever_its_layout() -> None:
    assert alike(CODE, CODE) == 1.0
    assert alike(CODE, CODE.replace(" = ", "   =   ").replace("\n", "\n\n  ")) == 1.0


def test_what_is_added_to_a_copy_makes_it_less_alike() -> None:
    more = "\n".join(f"other({number}); another[{number}]; third" for number in range(20))
    assert 0.4 < alike(f"{CODE}\n{more}", CODE) < 0.8
    assert alike(CODE, f"{CODE}\n{more}") == 1.0
    assert alike(CODE, more) == 0.0


def test_comments_and_imports_make_nothing_alike() -> None:
    head = "# Copyright of us all\nimport one\nfrom two import three\n" * 20
    assert alike(f"{head}a = 1", f"{head}b = 2") == 0.0
    assert substance(f"{head}\n\na = 1\n").lines == 1


def test_the_names_of_the_two_make_no_difference() -> None:
    names = words_of("paymentsQueue") | words_of("payments-team")
    assert names == {"payments", "queue", "team"}
    mine = CODE.replace("value", "payments")
    assert alike(CODE.replace("value", "queue"), mine, names) == 1.0
    assert alike(CODE.replace("value", "queue"), mine) < 1.0


def test_nothing_is_like_nothing() -> None:
    assert alike("", "") == 0.0
    assert alike("a b", "a b") == 0.0


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_are_alike_to_some_degree(text: str, other: str) -> None:
    assert 0.0 <= alike(text, other) <= 1.0
