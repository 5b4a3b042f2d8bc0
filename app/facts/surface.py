"""Surfaces: what a file declares for others to build on, at one version.

A reader per format (`app/facts/surfaces/`) answers "what is declared here". What a change does to
the platform's interface is the comparison of the two surfaces, before and after, never of lines;
so declarations that were sorted, aligned, quoted anew or moved are no change.
"""

from dataclasses import dataclass
from typing import Protocol

from app.facts.change import Version
from app.facts.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Declaration:
    """One thing that others can use: an input, a value, a field, an interface."""

    kind: str
    """What sort it is, such as `terraform_variable`."""
    name: str
    """Its full name inside `scope`, such as `server.replicas` or `Storage.read`."""
    scope: str
    """What the name belongs to: the module's folder, the action's file, the chart's folder.
    Kind, scope and name together identify a declaration before and after."""
    path: str
    line: int
    """Where it is declared, counted from 1."""
    type: str | None = None
    """Its type as normalised source text; None where the format or the author states none."""
    default: str | None = None
    """Its default as normalised source text; None where it has none."""
    required: bool = False
    """True where users must give it a value."""
    choices: tuple[str, ...] | None = None
    """The accepted values where they are listed."""
    accepts: frozenset[str] | None = None
    """The types of value that it takes, in the words of JSON Schema, where a schema lists them."""
    documentation: str = ""
    """The text that explains it, wherever it was found."""
    documented_by: str | None = None
    """Where that text stands, in words ("description", "comment", "README row")."""
    deprecated: bool = False
    output: bool = False
    """True for what users read rather than set; removal breaks, requiredness does not apply."""
    part_of: str = ""
    """The name of the whole it belongs to, in the same scope. A part is news only where the whole
    is there on both sides: a new interface is one new thing, whatever its number of methods. A
    part of the same kind as its whole, such as an attribute of a variable's type, changes the whole
    and is no addition."""
    bases: tuple[str, ...] = ()
    """The last names of the types that it is derived from, whose members it has as well."""
    shown: str = ""
    """The name that users know it by, where that says more than `name`, which stays the same
    when declarations move; `spec.replicas` for a field of a struct `AppSpec`."""
    generated: bool = False
    """True in a file that a tool wrote: it is there, but what is new is told at its source."""
    standard: bool = False
    """True where it bears the name of a field that Kubernetes defines and explains, or that many
    charts have, so that it says enough without a word."""
    documentation_unseen: bool = False
    """True where its text may stand in a file that was not read: its absence proves nothing."""
    unread: bool = False
    """True where it is defined in a file that was not read, so that its parts are not known."""
    grouping: bool = False
    """Only the common name of what is declared below it, and never told by itself."""
    inferred: bool = False
    """Known only from its use, such as a value that a template reads or that is set for another
    chart. That it is used no more may be our short sight, so that its going is not told."""
    constraints: tuple[str, ...] = ()
    """Conditions that values must meet; an added one may refuse what was accepted before."""
    parameters: tuple[Parameter, ...] | None = None
    """What a function takes, where callers may give it by name; None where that is not known."""
    traits: tuple[str, ...] = ()
    """Other marks that say how it may be used, such as `sensitive`."""


class SurfaceReader(Protocol):
    """Reads one format: a module with these three functions, named in the table of formats."""

    def reads(self, path: str) -> bool:
        """Whether a file with this path may hold declarations of this format."""

    def neighbours(self, path: str) -> tuple[str, ...]:
        """Other paths worth reading to understand this file, such as the README beside it.

        A path that ends with a slash stands for the files right in that folder.
        """

    def surface(self, path: str, text: str, version: Version) -> tuple[Declaration, ...]:
        """What the file declares. Total: for any text an answer, however broken, never an error.

        Raises `CannotTell` only where a limit was passed; lines are always inside the file.
        """
