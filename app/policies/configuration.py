"""Reads `.github/cowpath.yml`: strictly, and with every mistake at once at its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.core.configuration import Configuration, PolicyChoice, Setting
from app.errors import AuthorsMistake, Mistake
from app.policies.model import Policies, Policy
from app.policies.settings import setting_value
from app.policies.shapes import did_you_mean, shaped
from app.policies.yaml_source import Location, YamlSource

MOST_GLOBS = 200
LONGEST_GLOB = 300
MOST_STREAMS = 1_000

_TEAM = re.compile(r"@[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_CHOICE_KEYS = ("enabled", "mode")


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


def read_configuration(
    source: YamlSource, at: Location, value: Any, policies: Policies
) -> tuple[Configuration | None, list[Mistake]]:
    """The configuration at a place of a document, and what is wrong with it."""
    if value is None:
        return Configuration(), []
    if not isinstance(value, Mapping):
        return None, [source.mistake(at, "A configuration is made of keys with values.")]
    rest = {key: entry for key, entry in value.items() if key != "policies"}
    configuration, mistakes = shaped(Configuration, rest, source, at)
    reader = _ChoiceReader(source, at, policies)
    choices = reader.read(value.get("policies"))
    mistakes += reader.mistakes
    if configuration is None:
        return None, mistakes
    mistakes += _unlawful(configuration, source, at)
    return replace(configuration, policies=choices), mistakes


class _ChoiceReader:
    """Reads how policies are tuned; which settings there are depends on the policy."""

    def __init__(self, source: YamlSource, at: Location, policies: Policies) -> None:
        self._source = source
        self._at = (*at, "policies")
        self._policies = {policy.id: policy for policy in policies}
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
            if policy is None:
                hint = did_you_mean(name, self._policies)
                self._complain((name,), f"There is no policy `{name}`.{hint}", at_key=True)
            elif entry is not None:
                choices[name] = self._choice(policy, entry)
        return choices

    def _choice(self, policy: Policy, entry: Any) -> PolicyChoice:
        if not isinstance(entry, Mapping):
            self._complain((policy.id,), "This must be keys with values, such as `{mode: report}`.")
            return PolicyChoice()
        own = {key: value for key, value in entry.items() if key in _CHOICE_KEYS}
        choice, mistakes = shaped(PolicyChoice, own, self._source, (*self._at, policy.id))
        self.mistakes += mistakes
        settings = self._settings(policy, entry)
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


def _unlawful(configuration: Configuration, source: YamlSource, at: Location) -> Iterator[Mistake]:
    """What types alone do not tell."""
    if not 1 <= configuration.comment.at_most <= 10:
        yield source.mistake((*at, "comment", "at_most"), "This must be from 1 to 10.")
    if len(configuration.streams) > MOST_STREAMS:
        yield source.mistake((*at, "streams"), f"There are more than {MOST_STREAMS:,} streams.")
    for location, team in _teams(configuration):
        if team and not _TEAM.fullmatch(team):
            yield source.mistake((*at, *location), 'A team is written "@organisation/team".')
    for location, globs in _globs(configuration):
        if len(globs) > MOST_GLOBS:
            yield source.mistake((*at, *location), f"There are more than {MOST_GLOBS} patterns.")
        for number, glob in enumerate(globs[:MOST_GLOBS]):
            complaint = _complaint_about_glob(glob)
            if complaint:
                yield source.mistake((*at, *location, number), complaint)


def _teams(configuration: Configuration) -> Iterator[tuple[Location, str]]:
    yield ("platform", "team"), configuration.platform.team
    for name, stream in configuration.streams.items():
        yield ("streams", name, "team"), stream.team


def _globs(configuration: Configuration) -> Iterator[tuple[Location, tuple[str, ...]]]:
    paths = configuration.paths
    yield ("paths", "core"), paths.core
    yield ("paths", "extensions"), paths.extensions
    yield ("paths", "docs"), paths.docs
    yield ("paths", "guarded"), paths.guarded
    yield ("paths", "ignore"), paths.ignore
    for name, stream in configuration.streams.items():
        yield ("streams", name, "paths"), stream.paths


def _complaint_about_glob(glob: str) -> str | None:
    if len(glob) > LONGEST_GLOB:
        return f"This pattern is longer than {LONGEST_GLOB} characters."
    if not glob.strip("!/ "):
        return "This pattern names nothing; for everything, write `**`."
    if glob.startswith("./"):
        return "Patterns begin at the top of the repository: leave out `./`."
    return None
