"""Whether calls that were right still are."""

from app.facts.signatures import keeps_calls
from app.facts.surface import Declaration


def declared(type_: str, kind: str = "go_exported_api") -> Declaration:
    return Declaration(kind=kind, name="F", scope="a", path="a/a.go", line=1, type=type_)


def kept(old: str, new: str, kind: str = "go_exported_api") -> bool:
    return keeps_calls(declared(old, kind), declared(new, kind))


def test_one_more_argument_that_may_be_left_out_keeps_calls() -> None:
    assert kept("(int)(error)", "(int,...Option)(error)")
    assert kept("()()", "(...Option)()")


def test_any_other_change_of_arguments_or_results_does_not() -> None:
    for new in ("(int,string)(error)", "(int,...Option)()", "(string)(error)", "(...int)(error)"):
        assert not kept("(int)(error)", new)
    assert not kept("(int,...A)()", "(int,...B)()")


def test_whoever_implements_an_interface_has_to_follow() -> None:
    assert not kept("(int)()", "(int,...Option)()", "go_interface_method")


def test_an_exception_less_keeps_calls_and_another_does_not() -> None:
    assert kept("void throws A,B", "void throws A")
    assert kept("void throws A", "void")
    assert not kept("void throws A", "void throws B")
    assert not kept("void throws A", "int throws A")
    assert not kept("void", "void throws A")
