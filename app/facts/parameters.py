"""Parameters by name: whether calls stay right when a function takes others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a function whose arguments may be given by name."""

    name: str
    """With its stars where it takes all that is left."""
    required: bool
    default: str | None = None
    type: str = ""
    """What it may be; empty where nobody says. A checker of types can tell whether that breaks."""


def differ(was: tuple[Parameter, ...], now: tuple[Parameter, ...]) -> bool:
    """Whether callers can notice; to say what was not said before is no difference."""
    if len(was) != len(now):
        return True
    return any(
        (old.name, old.required, old.default) != (new.name, new.required, new.default)
        or (old.type and new.type and old.type != new.type)
        for old, new in zip(was, now, strict=True)
    )


def breakage(was: tuple[Parameter, ...], now: tuple[Parameter, ...]) -> str | None:
    """Why calls break, in words; `None` where they do not."""
    before, after = ({each.name: each for each in side} for side in (was, now))
    takes_all = any(name.startswith("**") for name in after)
    lost = [name for name in before if name not in after]
    lost = [name for name in lost if name.startswith("*") or not takes_all]
    if lost:
        return f"it no longer takes {_listed(lost)}"
    asked = [name for name, each in after.items() if each.required]
    newly = [name for name in asked if name not in before or not before[name].required]
    return f"it now asks for {_listed(newly)}" if newly else None


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:5])
