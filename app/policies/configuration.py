"""Reads `.github/cowpath.yml`: strictly, and with every mistake at once at its place."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.core.configuration import Configuration, PolicyChoice, Setting
from app.errors import AuthorsMistake, Mistake
from app.policies.laws import unlawful
from app.policies.model import Policies, Policy
from app.policies.settings import setting_value
from app.policies.shapes import did_you_mean, shaped
from app.policies.yaml_source import Location, YamlSource

_CHOICE_KEYS = ("enabled", "mode", "excused_by", "file")

Told = Callable[[str], bool]
"""Says of a policy's name that nothing can be said about it, since its file is not at hand."""


def parse_configuration(text: str, where: str, policies: Policies) -> Configuration:
    """The configuration that a text holds; an empty text declares nothing.

    `policies` are those that it may tune. Raises `AuthorsMistake` with every mistake in it.
    """
    source = YamlSource(text, where)
    configuration, mistakes = read_configuration(source, (), source.value, policies)
    mistakes = [*source.repeated_keys(), *mistakes]
    if configuration is None or mistakes:
        raise AuthorsMistake(mistakes)
    return configuration


def nothing_untold(name: str) -> bool:
    """For a configuration whose policies are all at hand."""
    return False


def read_configuration(
    source: YamlSource,
    at: Location,
    value: Any,
    policies: Policies,
    untold: Told = nothing_untold,
) -> tuple[Configuration | None, list[Mistake]]:
    """The configuration at a place of a document, and what is wrong with it.

    Where a policy is `untold`, nobody complains that it is unknown or how it is tuned.
    """
    if value is None:
        return Configuration(), []
    if not isinstance(value, Mapping):
        return None, [source.mistake(at, "A configuration is made of keys with values.")]
    reader = _ChoiceReader(source, at, policies, untold)
    choices = reader.read(value.get("policies"))
    rest = {key: entry for key, entry in value.items() if key != "policies"}
    configuration, mistakes = _shaped(rest, source, at)
    known = {policy.id: tuple(policy.settings) for policy in policies}
    mistakes += [*reader.mistakes, *unlawful(configuration, source, at, known, untold)]
    return replace(configuration, policies=choices), mistakes


def _shaped(
    value: Mapping[str, Any], source: YamlSource, at: Location
) -> tuple[Configuration, list[Mistake]]:
    """What is well formed, and what is wrong with the rest: one bad key hides no other."""
    well_formed = {}
    mistakes: list[Mistake] = []
    for key, entry in value.items():
        found = shaped(Configuration, {key: entry}, source, at)[1]
        mistakes += found
        if not found:
            well_formed[key] = entry
    return shaped(Configuration, well_formed, source, at)[0] or Configuration(), mistakes


class _ChoiceReader:
    """Reads how policies are tuned; which settings there are depends on the policy."""

    def __init__(self, source: YamlSource, at: Location, policies: Policies, untold: Told) -> None:
        self._source = source
        self._at = (*at, "policies")
        self._policies = {policy.id: policy for policy in policies}
        self._untold = untold
        self.mistakes: list[Mistake] = []

    def read(self, value: Any) -> dict[str, PolicyChoice]:
        """The choices by the ids of their policies."""
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self._complain((), "This must be keys with values: a policy's id, and how to tune it.")
            return {}
        choices = {}
        for name, entry in value.items():
            policy = self._policies.get(name)
            if policy is None and not self._untold(name):
                hint = did_you_mean(name, self._policies)
                own = f" One of your own needs `file: .github/cowpath/{name}.yml`."
                self._complain((name,), f"There is no policy `{name}`.{hint}{own}", at_key=True)
            elif entry is not None:
                choices[name] = self._choice(name, policy, entry)
        return choices

    def _choice(self, name: str, policy: Policy | None, entry: Any) -> PolicyChoice:
        if not isinstance(entry, Mapping):
            self._complain((name,), "This must be keys with values, such as `{mode: report}`.")
            return PolicyChoice()
        own = {key: value for key, value in entry.items() if key in _CHOICE_KEYS}
        choice, mistakes = shaped(PolicyChoice, own, self._source, (*self._at, name))
        self.mistakes += mistakes
        settings = self._settings(policy, entry) if policy else {}
        return replace(choice or PolicyChoice(), settings=settings)

    def _settings(self, policy: Policy, entry: Mapping[str, Any]) -> dict[str, Setting]:
        settings = {}
        for name, value in entry.items():
            declared = policy.settings.get(name)
            if declared:
                setting = setting_value(declared, value)
                if setting.complaint:
                    self._complain((policy.id, name), setting.complaint)
                settings[name] = setting.value
            elif name not in _CHOICE_KEYS:
                hint = did_you_mean(name, (*policy.settings, *_CHOICE_KEYS))
                message = f"`{policy.id}` has no setting `{name}`.{hint}"
                self._complain((policy.id, name), message, at_key=True)
        return settings

    def _complain(self, below: Location, message: str, at_key: bool = False) -> None:
        point = self._source.mistake_at_key if at_key else self._source.mistake
        self.mistakes.append(point((*self._at, *below), message))
