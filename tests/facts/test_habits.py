"""What the authors of a file are used to explain."""

from builders import a_change

from app.facts.habits import is_usually_explained
from app.facts.surface import Declaration

CHART = {"web/Chart.yaml": "name: web\n"}


def usual(told, untold, path="web/values.yaml", **rest):
    text = "".join(f"# what it is\nshards{n}: 1\n\n" for n in range(told))
    text += "".join(f"limit{n}: 1\n\n" for n in range(untold))
    declared = Declaration("helm_value", "new", "web", path, 1, **rest)
    return is_usually_explained(
        a_change({"web/values.yaml": (text, text + "new: 1\n")}, neighbours=CHART), declared
    )


def test_where_most_is_explained_an_omission_is_one():
    assert usual(told=4, untold=3)


def test_where_little_is_explained_an_omission_is_none():
    assert not usual(told=2, untold=5)


def test_a_file_with_little_in_it_has_no_habits():
    assert usual(told=0, untold=4)


def test_a_new_file_has_no_habits():
    change = a_change({"web/values.yaml": (None, "new: 1\n" * 9)}, neighbours=CHART)
    assert is_usually_explained(
        change, Declaration("helm_value", "new", "web", "web/values.yaml", 1)
    )


def test_what_only_a_template_reads_goes_by_the_values_of_its_chart():
    assert not usual(told=2, untold=5, path="web/templates/a.yaml", inferred=True)


def test_what_a_name_says_counts_for_neither():
    text = "".join(f"a{n}:\n  image:\n    tag: v1\n" for n in range(9))
    change = a_change({"web/values.yaml": (text, text + "new: 1\n")}, neighbours=CHART)
    assert is_usually_explained(
        change, Declaration("helm_value", "new", "web", "web/values.yaml", 1)
    )
