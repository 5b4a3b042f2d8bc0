"""Which texts are read of a change."""

from app.core.pull_request import ChangedFile
from app.facts.wanted import MOST_TEXTS, wanted


def modified(*paths: str) -> list[ChangedFile]:
    return [ChangedFile(path, "modified") for path in paths]


def test_both_sides_of_a_changed_file_are_read() -> None:
    files = [
        ChangedFile("a.md", "added"),
        ChangedFile("b.md", "removed"),
        ChangedFile("d.md", "renamed", "c.md"),
    ]
    assert set(wanted(files, ())) == {
        ("after", "a.md"),
        ("before", "b.md"),
        ("before", "c.md"),
        ("after", "d.md"),
    }


def test_copies_locks_and_pictures_are_not_read() -> None:
    assert wanted(modified("vendor/a/b.go", "go.sum", "docs/logo.png", "dist/index.js"), ()) == ()


def test_what_tells_most_comes_first() -> None:
    files = modified("a/main.c", "docs/start.md", "action.yml", "CHANGELOG.md", "tests/test_a.py")
    order = [path for side, path in wanted(files, ()) if side == "after"]
    assert order == ["CHANGELOG.md", "action.yml", "docs/start.md", "a/main.c", "tests/test_a.py"]


def test_a_readme_beside_an_interface_is_read_where_there_is_one() -> None:
    tree = ("modules/queue/README.md", "modules/queue/variables.tf", "README.md", "LICENSE")
    texts = wanted(modified("modules/queue/variables.tf"), tree)
    assert ("before", "modules/queue/README.md") in texts
    assert ("before", "README.md") in texts
    assert ("before", "LICENSE") not in texts


def test_a_template_brings_the_values_and_templates_of_its_chart() -> None:
    tree = ("chart/Chart.yaml", "chart/values.yaml", "chart/templates/a.yaml", "other/values.yaml")
    texts = wanted(modified("chart/templates/b.yaml"), tree)
    beside = {path for side, path in texts if path != "chart/templates/b.yaml"}
    assert beside == {"chart/Chart.yaml", "chart/values.yaml", "chart/templates/a.yaml"}


def test_nothing_is_asked_for_twice() -> None:
    tree = (*(f"chart/templates/{n}.yaml" for n in range(20)), "chart/values.yaml")
    texts = wanted(modified("chart/values.yaml", *tree[:10]), tree)
    assert len(texts) == len(set(texts))


def test_the_largest_change_fits_two_queries_and_leaves_room_for_neighbours() -> None:
    files = modified(*(f"modules/m{n}/variables.tf" for n in range(1_000)))
    tree = tuple(f"modules/m{n}/README.md" for n in range(1_000))
    texts = wanted(files, tree)
    assert len(texts) == MOST_TEXTS
    assert any(path.endswith("README.md") for _, path in texts)


def test_the_main_file_of_each_stream_may_call_a_module_whose_interface_changes() -> None:
    tree = ("streams/a/main.tf", "streams/a/b/main.tf", "streams/b/main.tf", "streams/b/x.tf")
    module = ChangedFile("modules/cache/variables.tf", "modified")
    wanted_before = {path for side, path in wanted((module,), tree) if side == "before"}
    assert {"streams/a/main.tf", "streams/b/main.tf"} <= wanted_before
    assert wanted_before.isdisjoint({"streams/a/b/main.tf", "streams/b/x.tf"})


def test_no_stream_is_read_where_a_module_is_new_or_keeps_its_interface() -> None:
    tree = ("modules/cache/main.tf", "streams/a/main.tf")
    for file in (
        ChangedFile("modules/queue/variables.tf", "added"),
        ChangedFile("modules/cache/main.tf", "modified"),
    ):
        assert ("before", "streams/a/main.tf") not in wanted((file,), tree)
