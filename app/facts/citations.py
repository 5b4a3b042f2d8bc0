"""Who needs a change: the teams, people, issues and tickets that its description names."""

import re
from collections.abc import Iterable, Iterator

from app.core.fact import Citation, Consumer
from app.facts.change import Change, fact
from app.facts.consumer_sections import listed
from app.facts.description import Passage, description, without_code
from app.facts.layout import layout
from app.facts.names import is_given_name, is_handle_of_person
from app.facts.need import Need, needs_in
from app.facts.references import issues, tickets, without_own_numbers
from app.facts.teams import Directory, key
from app.lazy_re import regex

_RELEASE = regex(r"(?:chore\(release\)|release\b|v?\d{1,5}\.\d{1,5}\.\d)", re.IGNORECASE)


@fact
def citations(change: Change) -> tuple[Citation, ...]:
    """Whom and what the title and the description name as having the need. Grade 3: an own
    implementation or live use is linked; 2: a team or person by handle, or named with a link;
    1: a team that is only named; 0: unnamed people, the platform's own team, and issues and
    tickets, which alone name nobody. Templates, code, quotations, changelogs, the pull request's
    own number, reviewers, authors and new owners cite nothing."""
    pull_request = change.pull_request
    if pull_request.author in change.configuration.skip.authors or _RELEASE.match(
        pull_request.title
    ):
        return ()
    written = description(change)
    directory = Directory.of(layout(change))
    people = _best(
        [
            *_listed(written, directory),
            *_in_prose(written, without_own_numbers(pull_request.title), directory),
        ]
    )
    return (*people, *_references(change, written))


@fact
def consumers(change: Change) -> tuple[Consumer, ...]:
    """The distinct teams, other than the platform's, that are cited as having the need, each once
    at its best grade whatever the names it goes by."""
    directory = Directory.of(layout(change))
    best: dict[str, Consumer] = {}
    for citation in citations(change):
        if citation.kind != "team" or citation.grade < 1 or directory.is_platform(citation.name):
            continue
        known = best.get(key(citation.name))
        if known is None or known.grade < citation.grade:
            best[key(citation.name)] = Consumer(citation.name, citation.grade)
    return tuple(sorted(best.values(), key=lambda consumer: (-consumer.grade, consumer.name)))


def _listed(written: tuple[Passage, ...], directory: Directory) -> Iterator[Citation]:
    for entry, need in listed(written, directory):
        part = "trailer" if entry.is_trailer else "body"
        yield _citation(need, f"{part}, {entry.label}", directory)


def _in_prose(written: tuple[Passage, ...], title: str, directory: Directory) -> Iterator[Citation]:
    for need in needs_in(title, directory, is_title=True):
        yield _citation(need, "title", directory)
    for passage in written:
        if passage.shape in ("paragraph", "item"):
            for need in needs_in(without_code(passage.text), directory):
                yield _citation(need, "body", directory)


def _citation(need: Need, source: str, directory: Directory) -> Citation:
    """A team under its known name; a handle without an organisation is a person's, and so is a
    given name in prose, while under a heading such as Consumers it would be a team's."""
    team = directory.find(need.name)
    name = team.name if team else need.name
    is_person = team is None and (
        is_handle_of_person(need.name) or (source in ("title", "body") and is_given_name(need.name))
    )
    grade = 0 if directory.is_platform(need.name) else need.grade
    return Citation("user" if is_person else "team", name, grade, source)


def _best(found: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each once, at its best grade, in the order of first mention."""
    best: dict[tuple[str, str], Citation] = {}
    for citation in found:
        place = citation.kind, key(citation.name)
        if place not in best or best[place].grade < citation.grade:
            best[place] = citation
    return tuple(best.values())


def _references(change: Change, written: tuple[Passage, ...]) -> Iterator[Citation]:
    pull_request = change.pull_request
    texts = [("title", without_own_numbers(pull_request.title))]
    texts += [("body", without_code(passage.text)) for passage in written]
    seen = {f"#{pull_request.number}"}
    for source, text in texts:
        for name in issues(text, pull_request.repository):
            if name not in seen:
                seen.add(name)
                yield Citation("issue", name, 0, source)
        for name in tickets(text):
            if name not in seen:
                seen.add(name)
                yield Citation("ticket", name, 0, source)
