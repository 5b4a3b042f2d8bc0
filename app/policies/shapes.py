"""Checks plain values against dataclasses: every mistake at once, in words that say the remedy."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from app.core.configuration import key_of
from app.errors import Mistake
from app.policies.reflection import element_of, texts_under_fields, without_none
from app.policies.yaml_source import Location, YamlSource, written

Shape = TypeVar("Shape")

_WRONG_TYPE = {
    "string_type": "a text; put it in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "`true` or `false`",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "mapping_type": "keys with values",
    "dataclass_type": "keys with values",
}
"""What was wanted, for each complaint of the validator about a type."""


def shaped(
    shape: type[Shape], value: Any, source: YamlSource, at: Location = ()
) -> tuple[Shape | None, list[Mistake]]:
    """The value as an instance of a dataclass, or `None` and all that is wrong with it.

    `at` is where the value stands in the source.
    """
    kind: Any = shape
    try:
        # strict validation of JSON, unlike that of Python, takes lists for tuples
        return _adapter(kind).validate_json(json.dumps(value), strict=True), []
    except ValidationError as error:
        return None, [
            _mistake(shape, dict(complaint), source, at)
            for complaint in error.errors(include_url=False)
        ]


def plain(value: object) -> dict[str, Any]:
    """A dataclass as dictionaries, lists and scalars, the way a document would say it."""
    shape: Any = type(value)
    dumped: dict[str, Any] = _adapter(shape).dump_python(value, mode="json", by_alias=True)
    return dumped


def json_schema(shape: type) -> dict[str, Any]:
    """The JSON Schema of a dataclass, for editors."""
    schema = _adapter(shape).json_schema()
    for cls in set(_dataclasses(shape)):
        properties = (schema if cls is shape else schema["$defs"][cls.__name__])["properties"]
        for name, text in texts_under_fields(cls).items():
            described = {**properties[key_of(name)], "description": text}
            properties[key_of(name)] = dict(sorted(described.items()))
    return schema


def _dataclasses(hint: Any) -> Iterator[type]:
    """Every dataclass inside a type, whatever it is wrapped in."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    inner = get_type_hints(hint).values() if is_dataclass(hint) else get_args(hint)
    for each in inner:
        yield from _dataclasses(each)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a complaint about an unknown word: what may have been meant, or what is known."""
    choices = sorted(known)
    close = get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return f" Did you mean `{close[0]}`?"
    return f" Known: {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""


def is_slip(word: str, choices: Collection[str]) -> bool:
    """Whether a word is plainly meant to be one of the choices."""
    return bool(get_close_matches(word, choices, cutoff=0.8))


def names_at(shape: Any, location: Location) -> Iterable[str]:
    """The names of the fields of the dataclass that a location inside another leads to."""
    hint = shape
    for step in location:
        core, _ = without_none(hint)
        if is_dataclass(core):
            hint = get_type_hints(core).get(str(step))
        else:
            hint = element_of(core) or (get_args(core)[1] if get_origin(core) is Mapping else None)
    core, _ = without_none(hint)
    return (key_of(field.name) for field in fields(core)) if is_dataclass(core) else ()


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _mistake(
    shape: type, complaint: Mapping[str, Any], source: YamlSource, at: Location
) -> Mistake:
    location: Location = complaint["loc"]
    kind, name = complaint["type"], location[-1] if location else ""
    if kind == "unexpected_keyword_argument":
        known = names_at(shape, location[:-1])
        message = f"There is no key `{name}` here.{did_you_mean(str(name), known)}"
        return source.mistake_at_key(at + location, message)
    if kind in ("missing", "missing_argument"):
        return source.mistake(at + location[:-1], f"`{name}` is missing here.")
    wanted = _WRONG_TYPE.get(kind)
    if kind == "literal_error":
        choices = str(complaint["ctx"]["expected"])
        wanted = f"one of {choices}" if " or " in choices else choices
    message = f"This must be {wanted}" if wanted else str(complaint["msg"])
    return source.mistake(at + location, f"{message}; it is {_shown(complaint['input'])}.")


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "keys with values" if isinstance(value, dict) else "a list"
    text = written(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
