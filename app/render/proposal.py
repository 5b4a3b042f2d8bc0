"""What is told to those who edit the configuration: mistakes, differences, and their effect."""

import json
from collections.abc import Iterator
from dataclasses import replace

from app.core.layers import Value
from app.core.proposal import ChangedValue, Proposal
from app.core.publication import MARKER, Annotation, Publication
from app.errors import Mistake
from app.render.backtest import comparison_markdown, comparison_text
from app.render.check_run import LONGEST_MESSAGE, LONGEST_TITLE, MOST_ANNOTATIONS
from app.render.escape import code_span, one_line
from app.render.folds import folded, listed, size
from app.render.verdict import counted

LARGEST = 65_000
"""Bytes of a page; GitHub takes 65,535."""
LONGEST_VALUE = 80
ONLY_LOOKED_AT = "Only a preview: the base branch's configuration judges this pull request."


def with_proposal(told: Publication, proposal: Proposal, home: str, heard: bool) -> Publication:
    """A publication with what is to be said of a proposed configuration.

    The check run shows it open and the comment folded, which `heard` allows to appear for this
    alone: it is what its author asked for. `home` is the repository's address.
    """
    verdict, parts = _verdict(proposal), list(_parts(proposal, home))
    page = [f"### Cowpath's configuration: {verdict}", ONLY_LOOKED_AT, *parts]
    check = replace(
        told.check,
        title=f"{told.check.title}; configuration: {verdict}"[:LONGEST_TITLE],
        summary=_joined(told.check.summary, page),
        conclusion="neutral" if proposal.mistakes else told.check.conclusion,
        annotations=(*_annotations(proposal), *told.check.annotations)[:MOST_ANNOTATIONS],
    )
    fold = folded(f"Cowpath's configuration: {verdict}", [ONLY_LOOKED_AT, *parts])
    comment = told.comment
    if comment is not None or heard:
        comment = _joined(comment or f"{MARKER}\n", fold)
    return replace(told, check=check, comment=comment)


def proposal_text(proposal: Proposal) -> str:
    """For a terminal."""
    lines = [f"Configuration: {_verdict(proposal)}.", ONLY_LOOKED_AT]
    lines += [f"  {mistake}" for mistake in proposal.mistakes]
    lines += [f"  {_plainly(one)}" for one in proposal.changed]
    lines += [f"  {name}: a policy of this repository" for name in proposal.policies]
    lines += [f"  {one_line(name)}: not previewed" for name in proposal.withheld]
    if proposal.preview:
        lines += ["", comparison_text(proposal.preview.comparison).rstrip()]
    return "\n".join(lines) + "\n"


def _verdict(proposal: Proposal) -> str:
    if proposal.mistakes:
        return counted(len(proposal.mistakes), "mistake")
    if proposal.withdrawn:
        return "withdrawn"
    parts = ["can be read again"] if proposal.mends else []
    several = len(proposal.changed) + len(proposal.policies)
    if several:
        parts.append(f"{counted(several, 'change')} in effect")
    if proposal.withheld:
        parts.append(f"{counted(len(proposal.withheld), 'layer')} not previewed")
    if proposal.preview:
        policies = proposal.preview.comparison.policies
        parts.append(f"{sum(one.newly for one in policies)} newly said")
        parts.append(f"{sum(one.no_longer for one in policies)} no longer said")
    return ", ".join(parts) or "nothing changes in effect"


def _parts(proposal: Proposal, home: str) -> Iterator[str]:
    if proposal.mistakes:
        yield "To be mended before it can take effect:"
        yield from listed(proposal.mistakes, _placed)
    if proposal.withdrawn:
        yield (
            "Without this file Cowpath says nothing here, unless the organisation's own "
            "configuration invites it."
        )
    if proposal.withheld:
        yield (
            "Not previewed until this is merged, because only layers that the base branch "
            "declares are read before; all that follows leaves them out:"
        )
        yield from listed(proposal.withheld, code_span)
    changed: tuple[ChangedValue | str, ...] = (*proposal.policies, *proposal.changed)
    if changed:
        yield "What changes in effect:"
        yield from listed(changed, _shown)
    if proposal.preview:
        yield comparison_markdown(proposal.preview.comparison, home).rstrip()
        if proposal.preview.ended:
            yield f"No more were looked at: {code_span(proposal.preview.ended)}."


def _placed(one: Mistake) -> str:
    place = f"{one.where}:{one.line}:{one.column}" if one.line else one.where
    return f"{code_span(place)}: {code_span(one.message, LONGEST_TITLE)}"


def _shown(one: ChangedValue | str) -> str:
    """A value, or by its name a policy."""
    if isinstance(one, str):
        return f"{code_span(one)}: a policy of this repository"
    return f"{code_span(one.key)}: {code_span(_value(one.before))} → {code_span(_value(one.after))}"


def _plainly(one: ChangedValue) -> str:
    return f"{one_line(one.key)}: {one_line(_value(one.before))} -> {one_line(_value(one.after))}"


def _value(value: Value | None) -> str:
    return "not set" if value is None else one_line(json.dumps(value.value), LONGEST_VALUE)


def _annotations(proposal: Proposal) -> Iterator[Annotation]:
    """On the lines of the change itself; mistakes elsewhere are only listed."""
    for one in proposal.mistakes:
        if one.where in proposal.files and one.line:
            message = one_line(one.message, LONGEST_MESSAGE)
            yield Annotation(one.where, one.line, "A mistake in the configuration", message)


def _joined(page: str, parts: list[str]) -> str:
    """A page with more below, as far as there is room; what counts comes first."""
    while size([page, *parts]) > LARGEST and len(parts) > 1:
        parts = [*parts[:-2], parts[-1]] if parts[-1] == "</details>" else parts[:-1]
    return "\n\n".join([page.rstrip(), *parts]) + "\n"
