"""Whether a declaration that changed still takes what users give it, and gives what they read."""

from app.facts import parameters
from app.facts.signatures import keeps_calls
from app.facts.surface import Declaration
from app.lazy_re import regex

_TRUTHS = frozenset({"true", "false"})
_PINNED = regex(
    r"^[\"'\s]*(?:[\w.\-/]+[:@])?(?:sha\d+:[0-9a-f]+|v?\d+(?:\.\d+)+[\w.+\-]*)[\"'\s]*$"
)
"""A version, a digest, or an image at one of them: what dependency updates move."""
_COLLECTIONS = regex(r"^(?:list|set|tuple)\b")
_LOOSE = {"list": "list(", "set": "set(", "map": "map(", "list(any)": "list(", "map(any)": "map("}
"""Collections that do not say of what; saying it is tidying up."""
_SCALARS = frozenset({"string", "number", "bool", "boolean"})
_CONVERTING = ("terraform", "workflow")
"""Kinds whose tools convert `"5"` and `5` into one another."""
_OPEN = frozenset({None, "any"})


def is_altered(was: Declaration, now: Declaration) -> bool:
    """Whether anything that users can notice differs; where and how it is explained does not."""
    return (
        (was.type, was.required, was.constraints, was.traits)
        != (now.type, now.required, now.constraints, now.traits)
        or (was.default != now.default and not _pins_move(was.default, now.default))
        or _listed(was, now)
        or (None not in (was.accepts, now.accepts) and was.accepts != now.accepts)
        or _takes_others(was, now)
        or (now.deprecated and not was.deprecated)
    )


def breakage(was: Declaration, now: Declaration) -> str | None:
    """What breaks for those who use it already, in words; `None` where nothing does."""
    if was.output or now.output:
        return _type_breakage(was, now)
    return (
        _requirement(was, now)
        or _type_breakage(was, now)
        or _call_breakage(was, now)
        or _narrowing(was, now)
        or _default_breakage(was, now)
    )


def _requirement(was: Declaration, now: Declaration) -> str | None:
    if is_demanded(now) and not is_demanded(was):
        return "its default was removed" if was.default is not None else "it is now required"
    return None


def is_demanded(declaration: Declaration) -> bool:
    """Whether users must give it; what has a default need not be given, whatever it says."""
    return declaration.required and declaration.default is None and not declaration.output


def _type_breakage(was: Declaration, now: Declaration) -> str | None:
    old, new = was.type, now.type
    if old == new or old is None or new in _OPEN or keeps_calls(was, now):
        return None
    if now.kind.startswith(_CONVERTING) and {old, new} <= _SCALARS:
        return None
    if _COLLECTIONS.match(old) and _COLLECTIONS.sub("", old) == _COLLECTIONS.sub("", new or ""):
        return None  # lists and sets are converted into one another
    if (new or "").startswith(_LOOSE.get(old, "\0")) and "object" not in (new or ""):
        return None
    return f"its type changed from `{_short(old)}` to `{_short(new or '')}`"


def _takes_others(was: Declaration, now: Declaration) -> bool:
    if was.parameters is None or now.parameters is None:
        return False
    return parameters.differ(was.parameters, now.parameters)


def _call_breakage(was: Declaration, now: Declaration) -> str | None:
    if was.parameters is None or now.parameters is None:
        return None
    return parameters.breakage(was.parameters, now.parameters)


def _narrowing(was: Declaration, now: Declaration) -> str | None:
    if was.accepts and now.accepts:
        wider = now.accepts | {"integer"} if "number" in now.accepts else now.accepts
        if refused := sorted(was.accepts - wider):
            return f"it no longer takes a value of type {', '.join(f'`{r}`' for r in refused)}"
    if was.choices and now.choices:
        refused = [choice for choice in was.choices if choice not in now.choices]
        if refused:
            return f"it no longer takes {', '.join(f'`{_short(c)}`' for c in refused[:5])}"
    if len(now.constraints) > len(was.constraints):
        return "a new validation refuses values that it took before"
    return None


def _default_breakage(was: Declaration, now: Declaration) -> str | None:
    if {was.default, now.default} == _TRUTHS:
        return f"its default flipped from `{was.default}` to `{now.default}`"
    return None


def _listed(was: Declaration, now: Declaration) -> bool:
    return bool(was.choices and now.choices) and set(was.choices or ()) != set(now.choices or ())


def _pins_move(was: str | None, now: str | None) -> bool:
    return bool(was and now and _PINNED.match(was) and _PINNED.match(now))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
