"""Members that move between a type and what it is derived from."""

from builders import a_change

from app.facts.comparison import compare

TREE = ("pyproject.toml", "acme/__init__.py")
OLD = "class Base:\n    def run(self): ...\n    def stop(self): ...\nclass Task(Base): ...\n"


def told(before: str, after: str) -> list[tuple[str, str]]:
    change = a_change({"acme/task.py": (before, after)}, tree=TREE)
    return [(each.declaration.name, each.change) for each in compare(change).differences]


def test_a_member_that_moves_up_is_still_there() -> None:
    below = "class Base: ...\nclass Task(Base):\n    def run(self): ...\n"
    above = "class Base:\n    def run(self): ...\nclass Task(Base): ...\n"
    assert told(below, above) == [("Base.run", "added")]


def test_a_member_that_moves_down_is_no_news_where_it_arrives() -> None:
    below = "class Base:\n    def run(self): ...\nclass Task(Base):\n    def stop(self): ...\n"
    assert told(OLD, below) == [("Base.stop", "removed")]


def test_a_class_that_becomes_an_interface_is_still_the_same() -> None:
    path = "api/src/main/java/acme/Cache.java"
    body = "public %s Cache { %s void drop() %s }"
    before, after = body % ("class", "public", "{}"), body % ("interface", "default", "{}")
    change = a_change({path: (f"package acme;\n{before}", f"package acme;\n{after}")})
    assert compare(change).differences == ()


def test_types_that_are_derived_from_one_another_in_a_circle_are_read() -> None:
    circle = "class A(B): ...\nclass B(A): ...\n"
    assert told(circle, f"{circle}class C: ...\n") == [("C", "added")]
    assert told(circle, circle.replace("A(B): ...", "A(B):\n    def f(self): ...")) == [
        ("A.f", "added")
    ]
