"""Methods that are told apart by what they take: to take something else is to change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.facts.surface import Declaration


@dataclass(slots=True)
class _Overloads:
    """What goes and what comes under one name."""

    gone: list[Declaration] = field(default_factory=list)
    new: list[Declaration] = field(default_factory=list)


def rewritten(
    gone: Iterable[Declaration], new: Iterable[Declaration]
) -> Iterator[tuple[Declaration, Declaration]]:
    """Pairs of what goes and what takes its place: `Cache.get(Key)` and `Cache.get(Key,Loader)`.

    Where several go or come under one name, they are paired in their order.
    """
    named: dict[tuple[str, str, str], _Overloads] = defaultdict(_Overloads)
    for each in gone:
        named[_name(each)].gone.append(each)
    for each in new:
        named[_name(each)].new.append(each)
    for (_, _, name), overloads in named.items():
        if name:
            yield from zip(overloads.gone, overloads.new, strict=False)


def _name(each: Declaration) -> tuple[str, str, str]:
    """Without what it takes; without any name where it does not say."""
    bare, opened, _ = each.name.partition("(")
    return each.kind, each.scope, bare if opened else ""
