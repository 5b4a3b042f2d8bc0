"""Advice by the last good configuration, while the newest one is broken."""

from collections.abc import Sequence
from dataclasses import replace

from app.core.publication import Publication
from app.errors import Mistake
from app.facts.wanted import STANDING
from app.render.check_run import LONGEST_TITLE, MOST_ANNOTATIONS, check_run_on_mistakes
from app.render.verdict import counted

LARGEST = 65_500
"""Bytes of a summary; GitHub takes 65,535."""


def while_broken(told: Publication, mistakes: Sequence[Mistake]) -> Publication:
    """A publication by the last good configuration, with what is wrong with the newest.

    The check run alone says so: those who propose changes need not mend it.
    """
    about = check_run_on_mistakes(mistakes, STANDING[0], told.check.external_id)
    number = counted(len(mistakes), "mistake")
    opening = f"The newest configuration has {number}; the last good one stays in force."
    pages = [opening, about.summary.partition("\n\n")[2], told.check.summary]
    whole = "\n\n".join(pages)
    return replace(
        told,
        check=replace(
            told.check,
            title=f"{told.check.title}; configuration: {number}"[:LONGEST_TITLE],
            summary=whole if len(whole.encode()) <= LARGEST else f"{opening}\n\n{pages[-1]}",
            conclusion="neutral",
            annotations=(*about.annotations, *told.check.annotations)[:MOST_ANNOTATIONS],
        ),
    )
