"""Looks into Python's type hints: what a fact may answer, and the words that describe it."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from itertools import pairwise
from textwrap import dedent
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from app.core.configuration import key_of


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a dataclass, in words."""

    name: str
    type: str
    about: str
    """The text under the field; empty where its name says it all."""


def without_none(hint: Any) -> tuple[Any, bool]:
    """A type without its `None`, and whether it had one; a literal as the type of its values."""
    if get_origin(hint) in (Union, UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not NoneType]
        if len(kinds) != 1:
            raise TypeError(f"a fact cannot be one of several types: {hint}")
        return without_none(kinds[0])[0], True
    if get_origin(hint) is Literal:
        return type(get_args(hint)[0]), False
    return hint, False


def element_of(hint: Any) -> Any | None:
    """The type of a tuple's or list's entries; `None` for everything else."""
    return get_args(hint)[0] if get_origin(hint) in (tuple, list) else None


def dataclasses_in(hint: Any) -> Iterator[type]:
    """Every dataclass inside a type, at any depth."""
    core, _ = without_none(hint)
    entry = element_of(core)
    if entry is not None:
        yield from dataclasses_in(entry)
    elif isinstance(core, type) and is_dataclass(core):
        yield core
        for inner in get_type_hints(core).values():
            yield from dataclasses_in(inner)


def in_words(hint: Any) -> str:
    """A type in the words of CEL: `string`, `list of Citation`, `bool or null`."""
    if get_origin(hint) is Literal:
        return ", ".join(f'"{value}"' for value in get_args(hint))
    core, optional = without_none(hint)
    entry = element_of(core)
    known = {bool: "bool", int: "int", float: "double", str: "string"}
    words = f"list of {in_words(entry)}" if entry else known.get(core) or core.__name__
    return f"{words} or null" if optional else words


def fields_in_words(cls: type) -> tuple[Field, ...]:
    """The fields of a dataclass with the texts under them."""
    texts = texts_under_fields(cls)
    return tuple(
        Field(key_of(name), in_words(hint), " ".join(texts.get(name, "").split()))
        for name, hint in get_type_hints(cls).items()
    )


def texts_under_fields(cls: type) -> dict[str, str]:
    """The text under each field of a dataclass, by the field's name, as its source has it.

    Reading the source takes long, so that only help and schemas for editors ask for it.
    """
    (definition,) = ast.parse(dedent(inspect.getsource(cls))).body
    found: dict[str, str] = {}
    for field, below in pairwise(getattr(definition, "body", ())):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = ast.literal_eval(below.value) if isinstance(below, ast.Expr) else None
            if isinstance(text, str):
                found[field.target.id] = inspect.cleandoc(text)
    return found
