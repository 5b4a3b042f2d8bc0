"""Signatures as readers write them: `(string,...Option)(error)`, `void throws IOException`."""

from app.facts.surface import Declaration

_THROWS = " throws "


def keeps_calls(was: Declaration, now: Declaration) -> bool:
    """Whether calls that were right still are: an optional argument more, an exception less.

    Whoever implements an interface has to follow every change.
    """
    old, new = was.type or "", now.type or ""
    if _THROWS in old:
        return _throws_less(old, new)
    return now.kind != "go_interface_method" and _takes_more(old, new)


def _throws_less(old: str, new: str) -> bool:
    (gives, _, thrown), (gives_now, _, thrown_now) = old.partition(_THROWS), new.partition(_THROWS)
    return gives == gives_now and set(filter(None, thrown_now.split(","))) <= set(thrown.split(","))


def _takes_more(old: str, new: str) -> bool:
    """Whether a last argument is new that may be given any number of times, or not at all."""
    taken, closed, given = old.partition(")(")
    taken_now, _, given_now = new.partition(")(")
    more = taken_now.removeprefix(taken)
    one_more = more.lstrip(",").startswith("...") and more.count("...") == 1
    return bool(closed) and given == given_now and more != taken_now and one_more
