"""A configuration as it is written: layers of text, each on top of the one before."""

from dataclasses import dataclass

from app.core.configuration import Configuration
from app.errors import Mistake

MOST_LAYERS = 8
"""Layers of one configuration, the repository's own file among them."""
DEEPEST = 3
"""Steps from the repository's own file to a layer below it."""
MOST_OWN_POLICIES = 20
"""Policies that all layers together may bring."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a text stands that a configuration is made of."""

    path: str
    repository: str = ""
    """Empty for the one whose configuration it is, at the tip of the base branch."""
    ref: str = ""
    """A tag or the full id of a commit; empty for the default branch."""


@dataclass(frozen=True, slots=True)
class LayerReference:
    """A layer elsewhere that a file builds on, and where the file says so."""

    repository: str
    path: str
    ref: str
    """A tag, or the full id of a commit."""
    line: int = 0
    column: int = 0

    @property
    def name(self) -> str:
        """As it is written in `extends`: `acme/.github:cowpath/base.yml@v3`."""
        return f"{self.repository}:{self.path}@{self.ref}"

    @property
    def place(self) -> Place:
        """Where its text stands."""
        return Place(self.path, self.repository, self.ref)


@dataclass(frozen=True, slots=True)
class PolicyReference:
    """A policy that a file brings, where the policy's file is, and where the reference stands."""

    id: str
    path: str
    """From the top of the repository that holds the layer."""
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class References:
    """All that a configuration file refers to."""

    layers: tuple[LayerReference, ...] = ()
    policies: tuple[PolicyReference, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy as it is written."""

    id: str
    where: str
    """For people: its path, with its repository where that is another."""
    text: str


@dataclass(frozen=True, slots=True)
class LayerText:
    """One layer as it is written, with the policies it brings."""

    where: str
    """For people: its path, or its name in `extends`."""
    text: str
    folder: str | None = None
    """Where it lies, for a layer that policies may lie beside; None for a `.github/cowpath.yml`."""
    policies: tuple[PolicyText, ...] = ()


@dataclass(frozen=True, slots=True)
class Layers:
    """Everything that makes up a repository's configuration."""

    texts: tuple[LayerText, ...]
    """From the lowest to the repository's own file; none where there is no configuration."""
    missing: tuple[Mistake, ...] = ()
    """What the layers refer to and could not be read."""
    withheld: tuple[str, ...] = ()
    """Layers that were left unread on purpose, by their names in `extends`."""


def only(text: str, where: str) -> Layers:
    """A configuration that is a single file."""
    return Layers((LayerText(where, text),))


@dataclass(frozen=True, slots=True)
class Resolved(Configuration):
    """A configuration put together from all its layers."""

    own_policies: tuple[PolicyText, ...] = ()
    """The policies that the layers bring, beside those that come with Cowpath."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a resolved configuration."""

    location: tuple[str, ...]
    """The keys that lead to it from the top."""
    value: object
    """As plain lists and scalars."""
    layers: tuple[str, ...]
    """Who set it: one layer, or all that added to a list."""

    @property
    def key(self) -> str:
        """As people write it: `policies.rule-of-three.teams`."""
        return ".".join(self.location)


@dataclass(frozen=True, slots=True)
class Lock:
    """A key that no layer above may change."""

    key: str
    reason: str
    by: str
    """The layer that locked it."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """From where every value of a configuration comes."""

    layers: tuple[str, ...]
    """From the lowest to the repository's own file."""
    values: tuple[Value, ...]
    locks: tuple[Lock, ...] = ()
