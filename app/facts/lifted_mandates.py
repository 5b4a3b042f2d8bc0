"""Which mandates a change lifts: a page obliges to them no longer, or they are declared no longer.

The page has to be a decision or one that sets policy, to stay, and to stay mostly as it is: of one
that is written anew it cannot be said what became of a sentence.
"""

import re
from collections.abc import Iterator

from app.core.good_news import LiftedMandate
from app.core.pull_request import ChangedFile, Content
from app.facts.change import Change, fact
from app.facts.change_kind import change_kind
from app.facts.mandates import Claim, claims, same, subject_matter
from app.facts.pages import place_of
from app.facts.prose import Sentence, is_prose, sentences
from app.facts.yaml_text import Mapping, Sequence, YamlTrouble, compose, text_at
from app.lazy_re import regex

MOST_LIFTED = 20
CONFIGURATION = ".github/cowpath.yml"
_OBLIGES = regex(
    r"\b(?:must|shall|ha(?:s|ve) to|need(?:s|ed)? to|required?|requires|mandatory|mandated|"
    r"compulsory|obligatory|obliged|only|will be|are to)\b",
    re.IGNORECASE,
)


@fact
def lifted_mandates(change: Change) -> tuple[LiftedMandate, ...]:
    """Sentences and entries of the configuration that obliged teams to use the platform or a part
    of it before the change, and do so no longer."""
    if change_kind(change) == "revert":
        return ()
    return (*_by_pages(change), *_by_configuration(change))[:MOST_LIFTED]


def _by_pages(change: Change) -> Iterator[LiftedMandate]:
    was = claims(change, "before")
    if not was:
        return
    now = claims(change, "after")
    for file in change.files:
        held = [claim for claim in was if claim.path == file.path_before]
        holds = [claim for claim in now if claim.path == file.path]
        for claim in _gone(file, held, holds) if held else ():
            if not any(same(claim, known) for known in now):
                yield LiftedMandate(file.path, claim.sentence.line, claim.sentence.text)


def _gone(file: ChangedFile, held: list[Claim], holds: list[Claim]) -> Iterator[Claim]:
    """The mandates of a page that none of its sentences obliges to any longer.

    `held` and `holds` are its obligations before and after.
    """
    path, before, after = file.path_before, file.before, file.after
    if not is_prose(path) or not isinstance(before, str) or not isinstance(after, str):
        return
    if before == after or place_of(path, before) not in ("decision", "guidance"):
        return
    was, left = sentences(before, path), sentences(after, file.path)
    if not _is_mostly_kept(was, left):
        return
    if any(not any(same(new, old) for old in held) for new in holds):
        return  # one duty takes the place of another
    obliging = [subject_matter(each.text) for each in left if _OBLIGES.search(each.text)]
    for claim in held:
        if claim.kind == "mandate" and not any(_is_about(claim, words) for words in obliging):
            yield claim


def _is_mostly_kept(was: tuple[Sentence, ...], now: tuple[Sentence, ...]) -> bool:
    kept = {sentence.text for sentence in was} & {sentence.text for sentence in now}
    return 2 * len(kept) >= len({sentence.text for sentence in was})


def _is_about(claim: Claim, words: frozenset[str]) -> bool:
    """Whether a sentence with these words, mandate or not, speaks of the same."""
    return 2 * len(claim.words & words) >= len(claim.words)


def _by_configuration(change: Change) -> Iterator[LiftedMandate]:
    """Entries of `mandates` that are gone while the file stays."""
    for file in change.files:
        if file.path != CONFIGURATION or file.after is None:
            continue
        now = {name for name, _ in _declared(file.after)}
        for name, line in _declared(file.before):
            if name not in now:
                yield LiftedMandate(file.path, line, name)


def _declared(content: Content) -> Iterator[tuple[str, int]]:
    """The capabilities whose use is a declared mandate, each with its line."""
    if not isinstance(content, str):
        return
    try:
        top = compose(content)
    except YamlTrouble:
        return
    entries = top.get("mandates") if isinstance(top, Mapping) else None
    for entry in entries.items if isinstance(entries, Sequence) else ():
        name = text_at(entry, "capability")
        if name and text_at(entry, "class") != "guardrail":
            yield name, entry.line
