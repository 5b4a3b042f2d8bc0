"""What holds for the public API of libraries in every language."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.facts.surface import Declaration

_FEWEST_NEIGHBOURS = 2
_NORM = 2 / 3
"""Of what a file offers, the part that must be explained before an omission is worth telling."""


def with_fair_documentation(
    declarations: Iterable[Declaration], *, owed: frozenset[str]
) -> Iterator[Declaration]:
    """The same, where a missing comment counts only for what owes one, or where comments are usual.

    What others implement or set owes an explanation; a plain function may well speak for itself.
    `owed` names the kinds that owe one.
    """
    found = list(declarations)
    told = sum(bool(each.documentation) for each in found)
    usual = told >= max(_FEWEST_NEIGHBOURS, _NORM * len(found))
    for each in found:
        silent = each.kind not in owed and not each.documentation and not usual
        yield replace(each, documentation_unseen=True) if silent else each
