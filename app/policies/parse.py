"""Reads a policy file: its shape, its settings, its conditions and texts, its examples.

Every mistake is reported at once, with file, line and column, before anything is evaluated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.errors import AuthorsMistake, Mistake
from app.lazy_re import regex
from app.policies.configuration import read_configuration
from app.policies.model import Example, Policy
from app.policies.program import BadPolicy, compiled
from app.policies.references import is_path
from app.policies.schema import Schema, of_facts
from app.policies.settings import setting_value
from app.policies.shapes import shaped
from app.policies.yaml_source import Location, YamlSource

MOST_OCCASIONS = 5
MOST_SETTINGS = 10
MOST_EXAMPLES = 50
MOST_YIELDED_TO = 20
LONGEST = 1_000
"""Characters of a text without placeholders, such as `why`."""

_NAME = regex(r"[a-z][a-z0-9-]{0,59}")
_SETTING = regex(r"[a-z][a-z0-9_]{0,39}")
_RESERVED = ("enabled", "mode", "excused_by", "file", "settings")


def parse_policy(
    text: str, where: str, name: str, schema: Schema | None = None, *, tried: bool = False
) -> Policy:
    """The policy that a text holds; `name` is that of its file, without the ending.

    Raises `AuthorsMistake` with every mistake in it; none is looked for in examples that were
    `tried` before, as those of our own policies are by our tests.
    """
    source = YamlSource(text, where)
    mistakes = [*source.repeated_keys()]
    value = source.value
    if not isinstance(value, Mapping):
        raise AuthorsMistake([*mistakes, source.mistake((), "A policy is keys with values.")])
    if "id" in value:
        message = "A policy is called as its file is; leave `id` out."
        mistakes.append(source.mistake_at_key(("id",), message))
    policy, misshapen = shaped(Policy, {**value, "id": name}, source)
    well_formed = value if policy else _well_formed(value, name, source)
    policy, more = _settled(policy or _filled(well_formed, name, source), source)
    mistakes += [*misshapen, *more, *_limits(policy, source)]
    if "settings" in well_formed or "settings" not in value:
        if "occasions" in well_formed:
            mistakes += _conditions(policy, source, schema or of_facts())
        if "examples" in well_formed and not tried:
            mistakes += _examples(policy, source)
    if mistakes:
        raise AuthorsMistake(mistakes)
    return policy


def _well_formed(value: Mapping[str, Any], name: str, source: YamlSource) -> dict[str, Any]:
    """The keys whose values have the right shape: one that has not hides no mistake in these."""
    return {
        key: entry
        for key, entry in value.items()
        if not shaped(Policy, {**_EMPTY, "id": name, key: entry}, source)[1]
    }


def _filled(value: Mapping[str, Any], name: str, source: YamlSource) -> Policy:
    policy, _ = shaped(Policy, {**_EMPTY, **value, "id": name}, source)
    if policy is None:
        raise AssertionError("keys that are well formed one by one are so together")
    return policy


_EMPTY: Mapping[str, Any] = {
    "title": "", "why": "", "confidence": "low", "occasions": [], "false_alarms": "",
    "examples": [],
}  # fmt: skip
"""Stands for what is missing while the rest is checked."""


def _settled(policy: Policy, source: YamlSource) -> tuple[Policy, list[Mistake]]:
    """The policy with its settings' defaults checked."""
    mistakes = []
    settings = {}
    for name, declared in policy.settings.items():
        at: Location = ("settings", name)
        if not _SETTING.fullmatch(name) or name in _RESERVED:
            message = (
                "A setting's name is small letters, digits and `_`, and no key of every policy."
            )
            mistakes.append(source.mistake_at_key(at, message))
        default = setting_value(declared, declared.default)
        if default.complaint:
            mistakes.append(source.mistake((*at, "default"), default.complaint))
        settings[name] = replace(declared, default=default.value)
    return replace(policy, settings=settings), mistakes


def _limits(policy: Policy, source: YamlSource) -> Iterator[Mistake]:
    if not _NAME.fullmatch(policy.id):
        yield source.mistake((), "A policy file is named in small letters, digits and `-`.")
    for name, number, most in (
        ("occasions", len(policy.occasions), MOST_OCCASIONS),
        ("settings", len(policy.settings), MOST_SETTINGS),
        ("examples", len(policy.examples), MOST_EXAMPLES),
        ("yields_to", len(policy.yields_to), MOST_YIELDED_TO),
    ):
        if number > most:
            yield source.mistake((name,), f"There are more than {most}.")
    if not policy.occasions and source.value.get("occasions") == []:
        yield source.mistake(("occasions",), "A policy needs at least one occasion to speak.")
    for name in ("title", "why", "false_alarms"):
        if len(getattr(policy, name)) > LONGEST:
            yield source.mistake((name,), f"This is longer than {LONGEST:,} characters.")


def _conditions(policy: Policy, source: YamlSource, schema: Schema) -> Iterator[Mistake]:
    try:
        compiled(policy, schema)
    except BadPolicy as bad:
        for part in bad.parts:
            fault = part.fault
            yield source.mistake_inside(part.location, fault.line, fault.column, fault.message)


def _examples(policy: Policy, source: YamlSource) -> Iterator[Mistake]:
    expected = {example.expect for example in policy.examples}
    for outcome in ("advice", "silence"):
        if outcome not in expected:
            yield source.mistake(("examples",), f"Show at least one example of {outcome}.")
    for number, example in enumerate(policy.examples):
        at: Location = ("examples", number)
        yield from read_configuration(
            source, (*at, "configuration"), dict(example.configuration), (policy,)
        )[1]
        if example.pull_request:
            yield from _saved(example, source, at)
        if example.subjects and example.expect != "advice":
            yield source.mistake((*at, "subjects"), "Only advice has subjects.")
        for place, file in enumerate(example.files):
            if file.before is None and file.after is None and not file.not_read:
                message = "A changed file has a text `before` or `after`, or a reason `not_read`."
                yield source.mistake((*at, "files", place), message)


def _saved(example: Example, source: YamlSource, at: Location) -> Iterator[Mistake]:
    """What is wrong with an example that is a saved pull request."""
    place: Location = (*at, "pull_request")
    if not is_path(example.pull_request) or not example.pull_request.endswith(".json"):
        yield source.mistake(place, "This must be the path of a JSON file, from here downwards.")
    for name in _OF_THE_CHANGE:
        if getattr(example, name) != getattr(_PLAIN, name):
            yield source.mistake_at_key((*at, name), "The saved pull request says this; leave it.")


_OF_THE_CHANGE = ("title", "body", "author", "labels", "files", "base")
_PLAIN = Example(name="", expect="silence")
