"""What sort of change this is: told by what the files do, with the title as a hint.

Titles mislead both ways, so each step below asks the files first. The steps run in order and the
first that knows answers: what is said outright (a revert, a release), what the files alone show
(documentation, tests, dependencies), what happens to declarations, and the words last.
"""

from collections.abc import Callable

from app.core.fact import ChangeKind
from app.facts import kind_by_declarations, kind_by_files, kind_by_words
from app.facts.change import Change, fact
from app.facts.evidence import Evidence, gather_evidence

_STEPS: tuple[Callable[[Evidence], ChangeKind | None], ...] = (
    kind_by_files.reverts,
    kind_by_files.catches_up,
    kind_by_declarations.breaks,
    kind_by_files.releases,
    kind_by_files.upgrades,
    kind_by_files.serves,
    kind_by_files.hands_over,
    kind_by_files.only_explains,
    kind_by_declarations.deprecates,
    kind_by_declarations.removes,
    kind_by_declarations.renames,
    kind_by_declarations.offers_a_unit,
    kind_by_declarations.opens_a_hook,
    kind_by_declarations.adds_declarations,
    kind_by_words.changes_what_runs,
    kind_by_words.says,
    kind_by_words.leftover,
)


@fact
def change_kind(change: Change) -> ChangeKind:
    """What sort of change this is, judged by the files before the title."""
    evidence = gather_evidence(change)
    answers = (step(evidence) for step in _STEPS)
    return next((kind for kind in answers if kind), "chore")
