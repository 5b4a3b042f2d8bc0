"""A policy compiled: every condition and text of it checked against the types of the facts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from app.lazy_re import regex
from app.policies.cel import BadExpression, Environment, Expression, Fault, element, in_words
from app.policies.complaints import explained
from app.policies.model import Occasion, Policy, Remedy
from app.policies.placeholders import LONGEST, Template, template
from app.policies.schema import Schema
from app.policies.yaml_source import Location

Compiled = TypeVar("Compiled")

SETTING_TYPES = {
    "boolean": "BOOL",
    "integer": "INT",
    "number": "DOUBLE",
    "string": "STRING",
    "strings": "LIST<STRING>",
}
"""The type in CEL of each type of setting."""

_EACH = regex(r"undeclared reference to 'each['.]")


@dataclass(frozen=True, slots=True)
class BadPart:
    """What is wrong with one text of a policy."""

    location: Location
    fault: Fault


class BadPolicy(Exception):
    """A policy whose conditions or texts do not fit the facts."""

    def __init__(self, parts: tuple[BadPart, ...]) -> None:
        self.parts = parts
        super().__init__("\n".join(f"{part.location}: {part.fault.message}" for part in parts))


@dataclass(frozen=True, slots=True)
class PasteTemplate:
    """What is ready to be pasted, ready to be filled."""

    into: Template
    text: Template
    remedy: Remedy


@dataclass(frozen=True, slots=True)
class Speech:
    """The wording of an occasion, ready to be filled."""

    subject: Template
    title: Template
    next_step: Template
    place: Expression | None
    paste: PasteTemplate | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """An occasion, ready to be evaluated."""

    when: Expression | None
    for_each: Expression | None
    expect: Expression | None
    speech: Speech
    silence: dict[str, Template]
    """The text for each condition that can end it."""


@lru_cache(maxsize=256)
def compiled(policy: Policy, schema: Schema) -> tuple[Check, ...]:
    """The occasions of a policy. Raises `BadPolicy` with everything that is wrong."""
    settings = {
        f"settings.{name}": SETTING_TYPES[declared.type]
        for name, declared in policy.settings.items()
    }
    compilers = [
        _Compiler(schema, settings, ("occasions", number))
        for number in range(len(policy.occasions))
    ]
    checks = [
        compiler.check(occasion)
        for compiler, occasion in zip(compilers, policy.occasions, strict=True)
    ]
    bad = tuple(part for compiler in compilers for part in compiler.bad)
    if bad:
        raise BadPolicy(bad)
    return tuple(check for check in checks if check)


class _Compiler:
    """Compiles one occasion, and gathers what is wrong with it."""

    def __init__(self, schema: Schema, settings: dict[str, str], at: Location) -> None:
        self._schema = schema
        self._settings = settings
        self._at = at
        self._each_is_lost = False
        """Set where `for_each` is wrong: that `each` is unknown then is no mistake of its own."""
        self.bad: list[BadPart] = []

    def check(self, occasion: Occasion) -> Check | None:
        """The occasion compiled; `None` where something is wrong."""
        outer = self._schema.environment(self._settings)
        self._demand_reasons(occasion)
        when = self._condition(outer, "when", occasion.when)
        for_each = self._expression(outer, ("for_each",), occasion.for_each)
        self._each_is_lost = bool(occasion.for_each) and for_each is None
        inner = self._environment_of_each(for_each) if for_each else outer
        if inner is None:
            return None
        expect = self._condition(inner, "expect", occasion.expect)
        wording = occasion.advice
        subject = self._text(inner, ("advice", "subject"), wording.subject)
        title = self._text(inner, ("advice", "title"), wording.title)
        next_step = self._text(inner, ("advice", "next_step"), wording.next_step)
        place = self._place(inner, wording.place)
        paste = self._paste(inner, wording.paste)
        silence = {
            name: self._text(outer, ("silence", name), getattr(occasion.silence, name))
            for name in ("when", "for_each", "expect")
        }
        if self.bad or subject is None or title is None or next_step is None:
            return None
        texts = {name: text for name, text in silence.items() if text}
        return Check(when, for_each, expect, Speech(subject, title, next_step, place, paste), texts)

    def _demand_reasons(self, occasion: Occasion) -> None:
        """Every condition needs a sentence for the silence that it brings."""
        if not (occasion.when or occasion.for_each or occasion.expect):
            self._complain((), "An occasion needs `when`, `for_each` or `expect`.")
        for name in ("when", "for_each", "expect"):
            given = bool(getattr(occasion.silence, name))
            if getattr(occasion, name) and not given:
                self._complain(
                    (name,), f"Say under `silence: {name}:` why nothing is said where this ends it."
                )
            elif given and not getattr(occasion, name):
                self._complain(("silence", name), f"There is no `{name}` here that could end it.")

    def _environment_of_each(self, for_each: Expression) -> Environment | None:
        entry = element(for_each.type)
        if entry is None:
            found = in_words(for_each.type)
            self._complain(("for_each",), f"This must be a list of one kind of thing, not {found}.")
            return None
        return self._schema.environment({**self._settings, "each": entry})

    def _condition(self, environment: Environment, name: str, source: str) -> Expression | None:
        expression = self._expression(environment, (name,), source)
        if expression and expression.type != "BOOL":
            found = in_words(expression.type)
            self._complain((name,), f"This must be true or false; it is of type {found}.")
        return expression

    def _place(self, environment: Environment, source: str) -> Expression | None:
        place = self._expression(environment, ("advice", "place"), source)
        if place and place.type != "STRING" and "path" not in self._schema.fields(place.type):
            self._complain(
                ("advice", "place"), "This must be a path, or something that has a `path`."
            )
        return place

    def _paste(self, environment: Environment, remedy: Remedy | None) -> PasteTemplate | None:
        if remedy is None:
            return None
        into = self._text(environment, ("advice", "paste", "into"), remedy.into)
        text = self._text(environment, ("advice", "paste", "text"), remedy.text)
        return PasteTemplate(into, text, remedy) if into and text else None

    def _expression(
        self, environment: Environment, name: Location, source: str
    ) -> Expression | None:
        if not source:
            return None
        return self._compiled(environment, name, source, environment.compile)

    def _text(self, environment: Environment, name: Location, text: str) -> Template | None:
        return self._compiled(environment, name, text, lambda t: template(t, environment))

    def _compiled(
        self,
        environment: Environment,
        name: Location,
        text: str,
        work: Callable[[str], Compiled],
    ) -> Compiled | None:
        if len(text) > LONGEST:
            self._complain(name, f"This is longer than {LONGEST:,} characters.")
            return None
        try:
            return work(text)
        except BadExpression as bad:
            for fault in bad.faults:
                if not (self._each_is_lost and _EACH.search(fault.message)):
                    names, fields = environment.names, self._schema.fields
                    message = explained(fault.message, text, names, fields)
                    self._complain(name, message, fault.line, fault.column)
            return None

    def _complain(self, name: Location, message: str, line: int = 1, column: int = 1) -> None:
        self.bad.append(BadPart((*self._at, *name), Fault(line, column, message)))
