"""The shape of what is new and not explained, gathered by the unit that people use."""

from dataclasses import dataclass
from typing import Literal

from app.core.fact import ExtensionPoint


@dataclass(frozen=True, slots=True)
class UnexplainedUnit:
    """A module, action, chart or folder of code that gains something without a word on what it is
    for, where somebody outside may wait for one."""

    name: str
    """Its folder or file; at the top the file that declares it."""
    format: Literal["terraform", "github", "helm", "other"]
    """How it is declared: `github` is an action or a workflow."""
    path: str
    """The file that declares the first of what is new, with its line."""
    line: int
    points: tuple[ExtensionPoint, ...]
    """What is new, in the order of the files."""
