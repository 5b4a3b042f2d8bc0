"""A configuration that a pull request proposes: what is wrong with it, and what it would change."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.backtest import Comparison
from app.core.layers import Provenance, Value
from app.errors import Mistake


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """One value of the resolved configuration that would be another."""

    key: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the proposed configuration would have said on the last changes, and no longer said."""

    comparison: Comparison
    ended: str = ""
    """Why no more changes were looked at, where that was not as many as wanted."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that is to be told to whoever edits the configuration or a policy."""

    files: tuple[str, ...]
    """The files in question."""
    mistakes: tuple[Mistake, ...] = ()
    changed: tuple[ChangedValue, ...] = ()
    policies: tuple[str, ...] = ()
    """Own policies whose files would be others."""
    preview: Preview | None = None
    """None where there is nothing to preview, or where it cannot be afforded."""
    mends: bool = False
    """Whether it takes the place of a configuration that could not be read."""
    withdrawn: bool = False
    """Whether the configuration would be gone."""
    withheld: tuple[str, ...] = ()
    """Layers that only the proposal names, and that are left out of all this."""


def changed_values(before: Provenance, after: Provenance) -> Iterator[ChangedValue]:
    """What differs in effect, by key; who set a value is no difference."""
    old = {value.key: value for value in before.values}
    new = {value.key: value for value in after.values}
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was is None or now is None or was.value != now.value:
            yield ChangedValue(key, was, now)
