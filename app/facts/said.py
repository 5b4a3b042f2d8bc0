"""The sentences that an author says in a pull request's title and description."""

from collections.abc import Iterator
from dataclasses import replace

from app.core.fact import CannotTell
from app.facts.change import Change
from app.facts.description import description
from app.facts.prose import Sentence, sentences


def said(change: Change) -> Iterator[Sentence]:
    """Title and description, sentence by sentence, all on line 1.

    Left out is what templates, tools and others wrote, the whole of a bot's words, and a
    description that is too long to read.
    """
    pull_request = change.pull_request
    if pull_request.author in change.configuration.skip.authors:
        return
    yield Sentence(pull_request.title, 1)
    try:
        written = description(change)
    except CannotTell:
        return
    for passage in written:
        if passage.shape in ("paragraph", "item"):
            yield from (replace(each, line=1) for each in sentences(passage.text))
