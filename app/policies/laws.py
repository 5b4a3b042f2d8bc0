"""What a configuration has to keep to and types alone do not tell: numbers, names, dates, globs."""

from collections.abc import Callable, Collection, Iterator, Mapping

from app.core.configuration import Configuration, Excuse, PolicyChoice
from app.errors import Mistake
from app.lazy_re import regex
from app.policies.references import is_path
from app.policies.shapes import did_you_mean, names_at
from app.policies.yaml_source import Location, YamlSource

MOST_GLOBS = 200
LONGEST_GLOB = 300
MOST_STREAMS = 1_000
MOST_EXEMPTIONS = 200
MOST_LOCKS = 100
MOST_CAPABILITIES = 500
MOST_MANDATES = 100
LONGEST_REASON = 300
LONGEST_LEARNING = 90
"""Days; who has not learnt by then is better off tuning policies one by one."""

_TEAM = regex(r"@[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_DATE = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NO_DAY = "This must be a day such as `2027-01-31`."
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

Broken = Iterator[tuple[Location, str]]
"""Places below the top of the configuration, each with what is wrong there."""


def unlawful(
    configuration: Configuration,
    source: YamlSource,
    at: Location,
    policies: Mapping[str, Collection[str]],
    untold: Callable[[str], bool],
) -> Iterator[Mistake]:
    """Every mistake in a configuration that is well formed.

    `policies` are those that are known, with the names of their settings.
    """
    for location, message in _numbers(configuration):
        yield source.mistake((*at, *location), message)
    for location, message in (
        *_teams(configuration),
        *_globs(configuration),
        *_product(configuration),
    ):
        yield source.mistake((*at, *location), message)
    for location, message in _exemptions(configuration, policies, untold):
        yield source.mistake((*at, *location), message)
    for location, message in _locks(configuration, policies, untold):
        yield source.mistake_at_key((*at, *location), message)


def _numbers(configuration: Configuration) -> Broken:
    if not 1 <= configuration.comment.at_most <= 10:
        yield ("comment", "at_most"), "This must be from 1 to 10."
    if not 0 <= configuration.learning_days <= LONGEST_LEARNING:
        yield ("learning_days",), f"This must be from 0 to {LONGEST_LEARNING}."
    for name, number, most in (
        ("streams", len(configuration.streams), MOST_STREAMS),
        ("exemptions", len(configuration.exemptions), MOST_EXEMPTIONS),
        ("locked", len(configuration.locked), MOST_LOCKS),
        ("capabilities", len(configuration.capabilities), MOST_CAPABILITIES),
        ("mandates", len(configuration.mandates), MOST_MANDATES),
    ):
        if number > most:
            yield (name,), f"There are more than {most:,}."


def _teams(configuration: Configuration) -> Broken:
    teams = {
        ("streams", name, "team"): stream.team for name, stream in configuration.streams.items()
    }
    for location, team in ((("platform", "team"), configuration.platform.team), *teams.items()):
        if team and not _TEAM.fullmatch(team):
            yield location, 'A team is written "@organisation/team".'


def _product(configuration: Configuration) -> Broken:
    roadmap, page = configuration.product.roadmap, configuration.core_page
    if roadmap and not roadmap.startswith(("https://", "http://")):
        yield ("product", "roadmap"), "This must be a link that begins with `https://`."
    if page and not is_path(page):
        yield ("core_page",), "This must be a path from the top of the repository."
    for name, capability in configuration.capabilities.items():
        if capability.since is not None and not _is_date(capability.since):
            yield ("capabilities", name, "since"), _NO_DAY
    for number, mandate in enumerate(configuration.mandates):
        at: Location = ("mandates", number)
        if mandate.review is not None and not _is_date(mandate.review):
            yield (*at, "review"), _NO_DAY
        known = configuration.capabilities
        if known and mandate.capability not in known:
            hint = did_you_mean(mandate.capability, known)
            yield (*at, "capability"), f"There is no capability `{mandate.capability}`.{hint}"


def _globs(configuration: Configuration) -> Broken:
    for location, globs in _lists_of_globs(configuration):
        if len(globs) > MOST_GLOBS:
            yield location, f"There are more than {MOST_GLOBS} patterns."
        for number, glob in enumerate(globs[:MOST_GLOBS]):
            complaint = _complaint_about_glob(glob)
            if complaint:
                yield (*location, number), complaint


def _lists_of_globs(configuration: Configuration) -> Iterator[tuple[Location, tuple[str, ...]]]:
    for name in names_at(Configuration, ("paths",)):
        yield ("paths", name), getattr(configuration.paths, name)
    for name, stream in configuration.streams.items():
        yield ("streams", name, "paths"), stream.paths
    for number, one in enumerate(configuration.exemptions[:MOST_EXEMPTIONS]):
        yield ("exemptions", number, "paths"), one.paths
    for name, capability in configuration.capabilities.items():
        yield ("capabilities", name, "paths"), capability.paths
    yield ("product", "research"), configuration.product.research
    yield ("slo",), configuration.slo
    yield ("onboarding",), configuration.onboarding


def _complaint_about_glob(glob: str) -> str | None:
    if len(glob) > LONGEST_GLOB:
        return f"This pattern is longer than {LONGEST_GLOB} characters."
    if not glob.strip("!/ "):
        return "This pattern names nothing; for everything, write `**`."
    if glob.startswith("./"):
        return "Patterns begin at the top of the repository: leave out `./`."
    return None


def _exemptions(
    configuration: Configuration,
    policies: Mapping[str, Collection[str]],
    untold: Callable[[str], bool],
) -> Broken:
    for number, one in enumerate(configuration.exemptions[:MOST_EXEMPTIONS]):
        at: Location = ("exemptions", number)
        if one.policy not in policies and not untold(one.policy):
            hint = did_you_mean(one.policy, policies)
            yield (*at, "policy"), f"There is no policy `{one.policy}`.{hint}"
        if complaint := _complaint_about_reason(one.reason):
            yield (*at, "reason"), complaint
        if complaint := _complaint_about_end(one):
            yield (*at, "until"), complaint


def _complaint_about_end(one: Excuse) -> str | None:
    if one.until is None:
        return "An exemption ends: give its last day, such as `until: 2027-01-31`."
    if not _is_date(one.until):
        return _NO_DAY
    return None


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = map(int, match.groups())
    if not 1 <= month <= 12:
        return False
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _DAYS[month - 1] + leap


def _locks(
    configuration: Configuration,
    policies: Mapping[str, Collection[str]],
    untold: Callable[[str], bool],
) -> Broken:
    for key, reason in configuration.locked.items():
        complaint = _complaint_about_key(key, policies, untold) or _complaint_about_reason(reason)
        if complaint:
            yield ("locked", key), complaint


def _complaint_about_reason(reason: str) -> str | None:
    if not reason.strip():
        return "Say why, for those who come after."
    if len(reason) > LONGEST_REASON:
        return f"A reason has at most {LONGEST_REASON} characters."
    return None


def _complaint_about_key(
    key: str, policies: Mapping[str, Collection[str]], untold: Callable[[str], bool]
) -> str | None:
    """What is wrong with a key as `locked` names it, if anything is."""
    first, *rest = key.split(".")
    if first == "policies" and rest:
        return _complaint_about_policy_key(rest, policies, untold)
    way: Location = ()
    for step in (first, *rest):
        known = tuple(names_at(Configuration, way))
        if known and step not in known:
            return f"There is no key `{step}` there.{did_you_mean(step, known)}"
        way = (*way, step)
    return None


def _complaint_about_policy_key(
    steps: list[str], policies: Mapping[str, Collection[str]], untold: Callable[[str], bool]
) -> str | None:
    name, *setting = steps
    if untold(name):
        return None
    if name not in policies:
        return f"There is no policy `{name}`.{did_you_mean(name, policies)}"
    known = {*policies[name], *names_at(PolicyChoice, ())} - {"settings"}
    if setting and setting[0] not in known:
        return f"`{name}` has no setting `{setting[0]}`.{did_you_mean(setting[0], known)}"
    return None
