"""Both sides of a change as facts look at them."""

from builders import a_change


def test_every_folder_is_known_with_the_paths_right_in_it() -> None:
    change = a_change({"a/b/c.md": (None, ""), "d.md": ("", None)}, tree=("a/e/f/g.md", "a/h.md"))
    assert change.after.folders == {
        "": [],
        "a": ["a/h.md"],
        "a/b": ["a/b/c.md"],
        "a/e": [],
        "a/e/f": ["a/e/f/g.md"],
    }
    assert change.before.folders[""] == ["d.md"]
