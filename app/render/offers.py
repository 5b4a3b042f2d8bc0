"""Suggested changes: what settles a piece of advice, offered on the very line that it is about.

Offered is only what is certain: the line is one that the change itself brings, and what takes its
place is finished and holds nothing unseen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.advice import Advice, Paste, Report
from app.core.publication import Offer
from app.core.pull_request import ChangedFile
from app.core.text import plain
from app.render.escape import code_span, fenced, markdown
from app.render.shown import in_comment

MOST_FILES = 300
"""Files of a change up to which GitHub shows every difference."""
LARGEST = 100_000
"""Characters of a file up to which GitHub is sure to show its difference."""
LONGEST = 2_000
"""Characters of what is offered."""
UNFINISHED = "…"
"""Stands for what its author is to fill in, or for what was too long to be shown."""


def offers(
    report: Report, files: Sequence[ChangedFile], offered: Mapping[str, str], room: int
) -> tuple[Offer, ...]:
    """What to offer for the advice in the comment, the gravest first, at most `room` new changes.

    `offered` are the digests of what was offered before, by fingerprint. It is not offered anew:
    what would be the same still stands, and the rest stays away.
    """
    chosen: list[Offer] = []
    if room <= 0 and not offered:
        return ()
    for one in _offers(report, files):
        new = one.fingerprint not in offered
        if (new and room > 0) or offered.get(one.fingerprint) == one.digest:
            chosen.append(one)
            room -= new
    return tuple(chosen)


def _offers(report: Report, files: Sequence[ChangedFile]) -> Iterator[Offer]:
    if len(files) > MOST_FILES:
        return
    changed = {file.path: file for file in files}
    lines: dict[str, _Lines] = {}
    for advice in in_comment(report):
        file = changed.get(advice.path or "")
        if file is None or advice.line is None or advice.paste is None:
            continue
        if file.path not in lines:
            lines[file.path] = _Lines.of(file)
        replaced = lines[file.path].brought(advice.line)
        text = _certain(advice.paste)
        if replaced is not None and text is not None and text != replaced:
            body = _body(advice, text)
            yield Offer(advice.fingerprint, file.path, advice.line, replaced, body)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a file before and after the change; none where they are not known for sure."""

    before: frozenset[str]
    after: tuple[str, ...]

    @classmethod
    def of(cls, file: ChangedFile) -> "_Lines":
        """Those of a file whose difference GitHub shows."""
        before = "" if file.before is None else file.before
        after = file.after
        if not isinstance(before, str) or not isinstance(after, str) or len(after) > LARGEST:
            return cls(frozenset(), ())
        return cls(frozenset(before.split("\n")), tuple(after.split("\n")))

    def brought(self, line: int) -> str | None:
        """A line that the change adds or alters; None for any other.

        A text that is nowhere in the file before is part of the difference however that is worked
        out; of two equal lines, nobody knows which one GitHub takes for the new one.
        """
        found = self.after[line - 1] if 1 <= line <= len(self.after) else ""
        if not found.strip() or "\r" in found or found in self.before:
            return None
        return found


def _certain(paste: Paste) -> str | None:
    """What takes the line's place, to the letter; None where it is not certain to the letter."""
    text = plain(paste.text).removesuffix("\n")
    seen = all(letter.isprintable() or letter in "\t\n" for letter in text)
    finished = text.strip() and UNFINISHED not in text and len(text) <= LONGEST
    return text if paste.in_place and finished and seen else None


def _body(advice: Advice, text: str) -> str:
    policy = f"<sub>{code_span(advice.policy)}</sub>"
    return "\n\n".join([markdown(advice.title), fenced(text, "suggestion"), policy]) + "\n"
