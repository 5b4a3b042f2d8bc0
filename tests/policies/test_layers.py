"""Layers on top of one another, each of them long."""

from app.policies.layers import Document, Stack, document
from app.policies.yaml_source import YamlSource

MANY = 10_000


class Entry(str):
    """An entry of a list that counts how often it is looked at."""

    __slots__ = ()
    looks = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Entry.looks += 1
        return str.__eq__(self, other)

    def __repr__(self) -> str:
        Entry.looks += 1
        return str.__repr__(self)


def test_adding_to_a_list_looks_at_each_entry_a_few_times() -> None:
    """Looking for each entry in the list below took the square of their number."""
    stack = Stack(())
    for layer in range(2):
        entries = [Entry(f"{layer}-{number}") for number in range(MANY)]
        source = YamlSource("", f"layer {layer}")
        stack.lay(Document(source, {"labels": entries}, frozenset({("labels",)}), ()))
    [labels] = stack.values()
    assert len(labels.value) == 2 * MANY
    assert Entry.looks <= 5 * MANY


def test_thousands_of_locks_are_held_against_thousands_of_keys() -> None:
    """Holding each key against each lock took minutes."""
    stack = Stack(())
    stack.lay(document("locked:\n" + "".join(f"  a.k{n}: Agreed\n" for n in range(MANY)), "base"))
    stack.lay(document("a:\n" + "".join(f"  k{n}: {{b: 1}}\n" for n in range(MANY)), "own"))
    assert len(stack.mistakes) == MANY


def test_a_lock_holds_whatever_is_below_it_and_nothing_beside_it() -> None:
    stack = Stack(())
    stack.lay(document("locked: {a.b: Agreed}\n", "base"))
    stack.lay(document("a: {b: {c: 1}, bc: 2}\na.b.d: 3\n", "own"))
    assert [mistake.line for mistake in stack.mistakes] == [1]
    assert stack.declared() == {"a": {"bc": 2}}
