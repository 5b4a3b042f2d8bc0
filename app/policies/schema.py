"""The types that policies are checked against, made from the dataclasses of facts by reflection.

Each fact is a variable. A dataclass becomes a message of the same name, a tuple a list, and what
may be `None` a wrapper that compares with `null`: `documented == false` is true of a plain "no"
alone, and `!documented` has no answer where nothing is known. A fact that is `Unknown` is left
without a value, so that a condition that depends on it has no answer either.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, wrappers_pb2

from app.core.fact import Facts, Unknown
from app.facts import FACTS
from app.policies.cel import Environment
from app.policies.functions import FUNCTIONS
from app.policies.reflection import dataclasses_in, element_of, without_none
from app.policies.surroundings import SURROUNDINGS, Surroundings

PACKAGE = "cowpath"
LONGEST_LIST = 1_000
"""Entries of one variable; a longer list is left unknown, as conditions would take too long."""
LONGEST_TEXT = 65_536
"""Characters of one text; the rest is cut off."""

_Proto = descriptor_pb2.FieldDescriptorProto
_SCALARS: dict[type, tuple[str, int, str]] = {
    bool: ("BOOL", _Proto.TYPE_BOOL, "BoolValue"),
    int: ("INT", _Proto.TYPE_INT64, "Int64Value"),
    float: ("DOUBLE", _Proto.TYPE_DOUBLE, "DoubleValue"),
    str: ("STRING", _Proto.TYPE_STRING, "StringValue"),
}
"""For each scalar: its type in CEL, its type in a message, and its wrapper where it may be None."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One name that policies may use."""

    hint: Any
    """The Python type of its values."""
    about: str


@dataclass(frozen=True, slots=True)
class Bound:
    """The values of the variables for one pull request."""

    values: Mapping[str, object]
    lacking: Mapping[str, str]
    """For each variable without a value, the reason."""


class Schema:
    """Every variable with its type, and the way from Python values to messages."""

    def __init__(self, facts: Mapping[str, Variable]) -> None:
        around = {name: Variable(*described) for name, described in SURROUNDINGS.items()}
        self.variables: Mapping[str, Variable] = {**facts, **around}
        hints = [variable.hint for variable in self.variables.values()]
        self.dataclasses = {cls.__name__: cls for hint in hints for cls in dataclasses_in(hint)}
        """Every kind of message, by its name."""
        self._types = {name: _type(variable.hint) for name, variable in self.variables.items()}
        self._pool = _pool(self.dataclasses)
        self._classes = {
            name: message_factory.GetMessageClass(
                self._pool.FindMessageTypeByName(f"{PACKAGE}.{name}")
            )
            for name in self.dataclasses
        }

    def environment(self, more: Mapping[str, str]) -> Environment:
        """What an expression is checked against: all variables, and `more` with their types."""
        return Environment(self._pool, {**self._types, **more}, FUNCTIONS)

    def fields(self, written: str) -> tuple[str, ...]:
        """The names of the fields of a type as CEL writes it; none where it is no message."""
        cls = self.dataclasses.get(written.removeprefix(f"{PACKAGE}."))
        return tuple(field.name for field in fields(cls)) if cls else ()

    def bind(self, facts: Facts, surroundings: Surroundings) -> Bound:
        """The variables' values. What is unknown or too long is left out, with the reason."""
        values: dict[str, object] = {}
        lacking: dict[str, str] = {}
        answers = {**facts, **surroundings}
        for name in self.variables.keys() & answers.keys():
            answer = answers[name]
            if isinstance(answer, Unknown):
                lacking[name] = answer.reason
            elif isinstance(answer, tuple | list) and len(answer) > LONGEST_LIST:
                lacking[name] = f"there are more than {LONGEST_LIST:,} of them"
            else:
                values[name] = self._value(answer)
        return Bound(values, lacking)

    def _value(self, answer: object) -> object:
        """A Python value as CEL takes it."""
        if isinstance(answer, str):
            # git's paths may hold halves of characters, which messages refuse
            return answer[:LONGEST_TEXT].encode(errors="replace").decode()
        if isinstance(answer, tuple | list):
            return [self._value(entry) for entry in answer[:LONGEST_LIST]]
        return self._message(answer) if is_dataclass(answer) else answer

    def _message(self, answer: Any) -> object:
        message = self._classes[type(answer).__name__]()
        for field in fields(answer):
            value = self._value(getattr(answer, field.name))
            target = getattr(message, field.name)
            if value is None:
                continue
            if isinstance(value, list):
                target.extend(value)
            elif not hasattr(target, "CopyFrom"):
                setattr(message, field.name, value)
            elif isinstance(value, bool | int | float | str):
                target.value = value
            else:
                target.CopyFrom(value)
        return message


@cache
def of_facts() -> Schema:
    """The schema of the facts there are."""
    return Schema({name: Variable(fact.returns, fact.about) for name, fact in FACTS.items()})


def _type(hint: Any) -> str:
    """The type of a variable as CEL writes it."""
    core, optional = without_none(hint)
    entry = element_of(core)
    if entry is not None:
        return f"LIST<{_type(entry)}>"
    if core in _SCALARS and not optional:
        return _SCALARS[core][0]
    if isinstance(core, type) and is_dataclass(core):
        return f"{PACKAGE}.{core.__name__}"
    raise TypeError(f"policies have no type for {hint}")


def _pool(dataclasses: Mapping[str, type]) -> Any:
    file = descriptor_pb2.FileDescriptorProto(
        name="cowpath/facts.proto",
        package=PACKAGE,
        syntax="proto3",
        dependency=["google/protobuf/wrappers.proto"],
    )
    for name, cls in dataclasses.items():
        message = file.message_type.add(name=name)
        for number, (field, hint) in enumerate(get_type_hints(cls).items(), start=1):
            message.field.add(name=field, number=number, **_field(hint))
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(wrappers_pb2.DESCRIPTOR.serialized_pb)
    pool.Add(file)
    return pool


def _field(hint: Any) -> dict[str, Any]:
    """How a field of a message is declared."""
    core, optional = without_none(hint)
    entry = element_of(core)
    if entry is not None:
        return {**_field(entry), "label": _Proto.LABEL_REPEATED}
    if core in _SCALARS and not optional:
        return {"type": _SCALARS[core][1], "label": _Proto.LABEL_OPTIONAL}
    name = f"google.protobuf.{_SCALARS[core][2]}" if core in _SCALARS else _type(core)
    return {"type": _Proto.TYPE_MESSAGE, "type_name": f".{name}", "label": _Proto.LABEL_OPTIONAL}
