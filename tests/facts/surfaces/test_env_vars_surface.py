"""Environment variables that programs read and pages explain."""

import pytest
from builders import a_change

from app.facts.comparison import compare
from app.facts.extension_points import extension_points

PAGE = "| Variable | Meaning |\n|---|---|\n| `QUEUE_SIZE` | How big the queue is |\n"


def told(*files: tuple[str, str | None, str | None], **rest: object) -> list[tuple[str, str]]:
    change = a_change({path: (before, after) for path, before, after in files}, **rest)
    return [(each.declaration.name, each.change) for each in compare(change).differences]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("queue/main.py", 'size = os.environ.get("QUEUE_SIZE", "1")'),
        ("queue/main.go", 'size := os.Getenv("QUEUE_SIZE")'),
        ("src/queue.ts", "const size = process.env.QUEUE_SIZE;"),
        ("src/Queue.java", 'String size = System.getenv("QUEUE_SIZE");'),
        ("queue.sh", "size=${QUEUE_SIZE:-1}"),
    ],
)
def test_a_variable_that_code_reads_and_a_page_tells_of_is_declared(path: str, text: str) -> None:
    assert told((path, "", text), ("README.md", "", PAGE)) == [("QUEUE_SIZE", "added")]
    assert told((path, text, ""), ("README.md", PAGE, "")) == [("QUEUE_SIZE", "removed")]


def test_the_page_explains_it() -> None:
    files = {"queue.sh": ("", "x=${QUEUE_SIZE:-1}"), "README.md": ("", PAGE)}
    (point,) = extension_points(a_change(files))
    assert (point.documented, point.documented_by) == (True, "README row")


def test_what_only_one_of_them_knows_is_no_news() -> None:
    code = 'size = os.environ["QUEUE_SIZE"]\n'
    assert told(("queue/main.py", "", code)) == []
    assert told(("README.md", "", PAGE)) == []
    assert told(("queue/main.py", "", code), neighbours={"README.md": PAGE}) == []
    assert told(("a.py", code, ""), ("b.py", "", code), neighbours={"README.md": PAGE}) == []


def test_what_other_programs_gave_a_meaning_is_theirs() -> None:
    page = "Set `GITHUB_TOKEN` and `HTTPS_PROXY`."
    code = 'os.environ["GITHUB_TOKEN"], os.environ["HTTPS_PROXY"]'
    assert told(("a.py", "", code), ("README.md", "", page)) == []
