"""Methods that take something else than before."""

from builders import a_change

from app.facts.comparison import compare

CLASS = "package acme;\npublic class Cache {\n%s\n}\n"


def told(before: str, after: str) -> list[tuple[str, str]]:
    path = "api/src/main/java/acme/Cache.java"
    change = a_change({path: (CLASS % before, CLASS % after)})
    return [(each.declaration.name, each.change) for each in compare(change).differences]


def test_a_method_that_takes_something_else_is_changed_and_neither_new_nor_gone() -> None:
    found = told("public void put(Key k) {}", "public void put(Key k, Thing t) {}")
    assert found == [("Cache.put(Key,Thing)", "changed-breaking")]


def test_an_overload_beside_the_old_one_is_new() -> None:
    old = "public void put(Key k) {}"
    found = told(old, f"{old}\npublic void put(Key k, Thing t) {{}}")
    assert found == [("Cache.put(Key,Thing)", "added")]


def test_one_of_two_overloads_that_goes_is_gone() -> None:
    old = "public void put(Key k) {}"
    found = told(f"{old}\npublic void put(Key k, Thing t) {{}}", old)
    assert found == [("Cache.put(Key,Thing)", "removed")]


def test_a_method_that_now_repeats_another_class_is_neither_gone_nor_new() -> None:
    old = "public void close() {}"
    assert told(old, f"@Override {old}") == []
    assert told(f"@Override {old}", old) == []
