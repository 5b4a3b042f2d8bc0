"""Settings that say whether anybody must approve at all before a merge, kept as YAML or JSON.

Only that less is asked can be told: who is asked where a setting demands more is written elsewhere.
"""

import re
from collections.abc import Iterator

from app.core.fact import Approval
from app.core.pull_request import ChangedFile
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, YamlTrouble, compose_all, text_at
from app.lazy_re import regex

_DEMAND = regex(
    r"(?:needs?|requires?|required)[-_]\w{1,60}[-_](?:to[-_]merge|(?:reviews?|approvals?)(?:[-_]count)?)",
    re.IGNORECASE,
)
_LIKELY = regex(r"(?:need|require)\w{0,40}(?:merge|review|approval)", re.IGNORECASE)
_NO = frozenset({"false", "no", "off", "0"})


def review_changes(file: ChangedFile) -> Iterator[Approval]:
    """The demands that a changed file no longer makes, each an approval rule relaxed."""
    if not isinstance(file.before, str) or not isinstance(file.after, str):
        return
    if not file.path.endswith((".json", ".yaml", ".yml")) or not _LIKELY.search(file.after):
        return
    before, after = _demands(file.before), _demands(file.after)
    for place, name, demand in _given_up(before, after):
        yield Approval(
            pattern=".".join((*place, name)),
            path=file.path,
            line=demand.line,
            effect="relaxes",
            stream_owners=(),
            platform_owners=(),
            form="setting",
        )


_Demands = dict[tuple[str, ...], dict[str, Scalar]]
"""What each entry of a file demands; by where the entry stands, such as `("repos", "docs")`."""


def _given_up(before: _Demands, after: _Demands) -> Iterator[tuple[tuple[str, ...], str, Scalar]]:
    """The demands that entries no longer make; one that is new gives nothing up."""
    for place, demands in after.items():
        for name, demand in demands.items() if place in before else ():
            known = before[place].get(name)
            if not _is_made(demand) and (known is None or _is_made(known)):
                yield place, name, demand


def _is_made(demand: Scalar) -> bool:
    return demand.text.lower() not in _NO


def _demands(text: str) -> _Demands:
    """A text that is no YAML, or past the reader's limits, demands nothing."""
    try:
        documents = compose_all(text)
    except YamlTrouble:
        return {}
    return {place: found for document in documents for place, found in _walk(document, ())}


def _walk(
    node: Node, place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, Scalar]]]:
    if isinstance(node, Sequence):
        for position, item in enumerate(node.items):
            yield from _walk(item, (*place, text_at(item, "name") or str(position)))
    elif isinstance(node, Mapping):
        entries = list(node.entries())
        named = ((label.text, value) for label, value in entries if _DEMAND.fullmatch(label.text))
        yield place, {name: value for name, value in named if isinstance(value, Scalar)}
        for label, value in entries:
            yield from _walk(value, (*place, label.text))
