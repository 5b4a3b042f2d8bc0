"""Whether something is split off, not new."""

from builders import a_change

from app.facts.split import is_split_off
from app.facts.units import new_units

TEXT = "".join(
    f'resource "acme_queue_{word}" "this" {{\n  name = "{word}"\n  size = {number}\n}}\n'
    for number, word in enumerate(("red", "green", "blue", "grey", "pink", "black"))
)
OTHER = "".join(f'output "{word}" {{ value = {word} }}\n' for word in "abcdefghijklmn")


def test_a_module_made_of_what_is_taken_away_elsewhere_is_split_off():
    change = a_change({"main.tf": (TEXT, ""), "modules/queue/main.tf": (None, TEXT)})
    assert is_split_off(change, "modules/queue")
    assert new_units(change) == ()


def test_a_module_beside_other_removals_is_new():
    change = a_change({"main.tf": (OTHER, ""), "modules/queue/main.tf": (None, TEXT)})
    assert not is_split_off(change, "modules/queue")
    assert [unit.name for unit in new_units(change)] == ["queue"]


def test_a_copy_of_what_stays_is_new():
    change = a_change({"modules/queue/main.tf": (None, TEXT)}, neighbours={"main.tf": TEXT})
    assert not is_split_off(change, "modules/queue")


def test_a_few_lines_are_alike_by_chance():
    few = TEXT[: len(TEXT) // 4]
    change = a_change({"main.tf": (few, ""), "modules/queue/main.tf": (None, few)})
    assert not is_split_off(change, "modules/queue")
