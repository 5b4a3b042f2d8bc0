"""Pages that go on explaining what a change takes away, beside the place where it was declared."""

import re
from collections.abc import Iterator
from posixpath import dirname

from app.core.new_capability import StalePage
from app.facts.change import Change, fact
from app.facts.comparison import Difference, compare
from app.facts.documentation import Page, readmes
from app.facts.paths import is_documentation
from app.facts.surface import Declaration

MOST_PAGES = 50
_INTERFACE = re.compile(r"(?:terraform|action|workflow_call)_|helm_value$")


@fact
def stale_pages(change: Change) -> tuple[StalePage, ...]:
    """READMEs that still explain an input, output or value right where this change takes it away:
    who follows them is led astray."""
    found = (page for each in compare(change).differences for page in _stale(change, each))
    return tuple(dict.fromkeys(found))[:MOST_PAGES]


def _stale(change: Change, difference: Difference) -> Iterator[StalePage]:
    was = difference.before
    if was is None or difference.after is not None or not _INTERFACE.match(was.kind):
        return
    page = readmes(was.path)[0]
    text = change.after.text(page)
    if text and Page(text).explains(was.name) == "row" and not _is_still_named(change, was):
        yield StalePage(page, _line(text, was.name), was.name)


def _is_still_named(change: Change, was: Declaration) -> bool:
    """Whether a file beside it still speaks of that name, such as an output called as the input
    was: then the page may mean that."""
    last = re.escape(was.name.rpartition(".")[2])
    named = re.compile(rf"(?<![\w-]){last}(?![\w-])")
    folder = dirname(was.path)
    beside = (
        path
        for path in change.after.paths
        if dirname(path) == folder and not is_documentation(path)
    )
    return any(named.search(change.after.text(path) or "") for path in beside)


def _line(text: str, name: str) -> int:
    written = re.escape(name).replace("_", r"\\?_")
    mention = re.search(rf"(?<![\w.-]){written}(?![\w-])", text)
    return text.count("\n", 0, mention.start()) + 1 if mention else 1
