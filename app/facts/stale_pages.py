"""Pages that go on explaining what a change takes away, beside the place where it was declared."""

import re
from collections.abc import Iterator
from itertools import filterfalse, islice
from posixpath import dirname

from app.core.new_capability import StalePage
from app.facts.change import Change, fact
from app.facts.comparison import compare
from app.facts.documentation import Page, readmes
from app.facts.paths import is_documentation
from app.facts.surface import Declaration
from app.lazy_re import regex

MOST_PAGES = 50
"""Things gone that are looked up."""
MOST_BESIDE = 100
LONGEST_TEXT = 100_000
"""Files beside it that are searched, and characters of each."""
_INTERFACE = regex(r"(?:terraform|action|workflow_call)_|helm_value$")


@fact
def stale_pages(change: Change) -> tuple[StalePage, ...]:
    """READMEs that still explain an input, output or value right where this change takes it away:
    who follows them is led astray."""
    gone = (each.before for each in compare(change).differences if each.after is None)
    told = (each for each in gone if each and _INTERFACE.match(each.kind))
    found = (page for each in islice(told, MOST_PAGES) for page in _stale(change, each))
    return tuple(dict.fromkeys(found))


def _stale(change: Change, was: Declaration) -> Iterator[StalePage]:
    path = readmes(was.path)[0]
    text = change.after.text(path)
    if not text:
        return
    page = change.once(f"page {path}", lambda _: Page(text))
    if page.explains(was.name) == "row" and not _is_still_named(change, was):
        yield StalePage(path, _line(text, was.name), was.name)


def _is_still_named(change: Change, was: Declaration) -> bool:
    """Whether a file beside it still speaks of that name, such as an output called as the input
    was: then the page may mean that."""
    last = re.escape(was.name.rpartition(".")[2])
    named = re.compile(rf"(?<![\w-]){last}(?![\w-])")
    folder = dirname(was.path)
    beside = filterfalse(is_documentation, change.after.folders.get(folder, ()))
    texts = (change.after.text(path) or "" for path in islice(beside, MOST_BESIDE))
    return any(named.search(text[:LONGEST_TEXT]) for text in texts)


def _line(text: str, name: str) -> int:
    written = re.escape(name).replace("_", r"\\?_")
    mention = re.search(rf"(?<![\w.-]){written}(?![\w-])", text)
    return text.count("\n", 0, mention.start()) + 1 if mention else 1
