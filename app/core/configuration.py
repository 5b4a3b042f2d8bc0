"""What maintainers declare in `.github/cowpath.yml`; everything is optional and otherwise inferred.

The classes say names, types and defaults; `app.policies.configuration` parses YAML into them,
and the text under each field is its documentation everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["report", "check-only", "advise"]
"""Who hears: reports only; the check run as well; the comment as well."""

ExcusedBy = Literal["writers", "maintainers"]

STRICT = {"extra": "forbid"}
"""How the parser treats these classes: no unknown keys."""


Setting = bool | int | float | str | tuple[str, ...]


def key_of(field_name: str) -> str:
    """The key for a field; one whose name Python keeps for itself ends in `_` in the class."""
    return field_name.rstrip("_")


RENAMED = {**STRICT, "alias_generator": key_of}
"""As `STRICT`, for a class with such a field."""


@dataclass(frozen=True, slots=True)
class Platform:
    """The platform this repository holds and the team that owns it."""

    __pydantic_config__ = STRICT

    name: str = ""
    """What people call the platform, used in advice."""
    kind: Literal["core", "data"] | None = None
    """Core platforms serve developers; data platforms serve streams' data and analysts."""
    team: str = ""
    """The platform team as `@organisation/team`."""
    aliases: tuple[str, ...] = ()
    """Other names of the platform team; none of them ever counts as a consumer."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Which part of the repository is what, as globs in the manner of `.gitignore`."""

    __pydantic_config__ = STRICT

    core: tuple[str, ...] = ()
    """What every stream team gets."""
    extensions: tuple[str, ...] = ()
    """Where unusual needs are met without growing the core."""
    docs: tuple[str, ...] = ()
    """Documentation for the platform's users."""
    guarded: tuple[str, ...] = ()
    """Where the platform's approval is right, such as access rights."""
    ignore: tuple[str, ...] = ()
    """What Cowpath leaves alone."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream team that uses the platform."""

    __pydantic_config__ = STRICT

    team: str = ""
    """The team as `@organisation/team`."""
    paths: tuple[str, ...] = ()
    """What the team owns in this repository, as globs."""
    aliases: tuple[str, ...] = ()
    """Other names under which the team is cited."""


@dataclass(frozen=True, slots=True)
class Product:
    """Who and what steers the platform as a product."""

    __pydantic_config__ = STRICT

    manager: str = ""
    """Who decides what comes next, as `@login` or `@organisation/team`; never mentioned."""
    roadmap: str = ""
    """Where it is told what comes next: the start of its links."""
    research: tuple[str, ...] = ()
    """Globs of the notes on talks with users."""


@dataclass(frozen=True, slots=True)
class Capability:
    """Something that the platform offers, as an entry of its register."""

    __pydantic_config__ = STRICT

    paths: tuple[str, ...] = ()
    """What makes it up, as globs."""
    lifecycle: Literal["experimental", "beta", "ga", "deprecated"] = "ga"
    """How far it may be relied on."""
    since: str | None = None
    """The day from which it can be had, as `2024-03-01`."""
    runtime: bool = False
    """Whether it runs while teams rely on it, so that it has something to promise."""
    match: tuple[str, ...] = ()
    """How those who use it refer to it, as `uses:acme/platform/actions/deploy`."""
    not_for: tuple[str, ...] = ()
    """What it is not meant for."""


@dataclass(frozen=True, slots=True)
class DeclaredMandate:
    """A duty to use a capability that everybody knows of and may argue with."""

    __pydantic_config__ = RENAMED

    capability: str
    """The capability that must be used."""
    class_: Literal["guardrail", "mandate"] = "mandate"
    """A guardrail keeps a law, safety or a budget; a mandate is any other duty."""
    reason: str = ""
    """Why it is a duty."""
    exit: str = ""
    """Where it says how a team gets out of it."""
    review: str | None = None
    """The day on which it is looked at again, as `2027-05-01`."""


@dataclass(frozen=True, slots=True)
class PolicyChoice:
    """How one policy is tuned here."""

    __pydantic_config__ = STRICT

    enabled: bool | None = None
    """Whether it looks at all; None for the policy's own default."""
    mode: Mode | None = None
    """Who hears it; None for the policy's own default."""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    """Values for settings that the policy declares; checked against its declaration."""
    file: str = ""
    """For a policy of your own: its file, in `.github/cowpath/`."""
    excused_by: ExcusedBy = "writers"
    """Who may excuse what it says: the pull request's author and all who may write here, or only
    those who maintain the repository."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """Advice that need not be heard. Everything named must fit; what is left out fits anything."""

    __pydantic_config__ = STRICT

    policy: str
    """The policy whose advice is excused."""
    reason: str
    """Why, in a sentence that others will understand later."""
    until: str | None = None
    """The last day on which it holds, as `2027-01-31`."""
    paths: tuple[str, ...] = ()
    """Globs of the places that the advice is about."""
    subject: str = ""
    """What the advice is about, word for word."""
    fingerprint: str = ""
    """One piece of advice, as `cowpath check --format json` names it."""
    by: str = ""
    """Who answers for it; in a file, the file itself where nobody is named."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Whose pull requests get a check run but no comment."""

    __pydantic_config__ = STRICT

    authors: tuple[str, ...] = (
        "dependabot[bot]",
        "renovate[bot]",
        "mend-bolt-for-github[bot]",
        "pre-commit-ci[bot]",
        "snyk-bot",
        "scala-steward",
        "pyup-bot",
        "depfu[bot]",
        "greenkeeper[bot]",
    )
    """Logins of dependency bots. Other bots are authors like any other."""
    labels: tuple[str, ...] = ("cowpath:skip",)
    """Labels that ask Cowpath to leave a pull request alone."""


@dataclass(frozen=True, slots=True)
class Comment:
    """How much the comment says."""

    __pydantic_config__ = STRICT

    at_most: int = 3
    """Suggestions shown open, from 1 to 10; the rest is folded."""
    mode: Mode = "advise"
    """A ceiling for all policies together."""
    suggested_changes: bool = True
    """Whether what certainly settles advice about a line of the change is offered beside that line
    as well, to be applied with one click: with the first comment, and up to three times."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that maintainers declared; the empty value is a repository that declares nothing."""

    __pydantic_config__ = STRICT

    version: Literal[1] = 1
    """The version of this format."""
    extends: tuple[str, ...] = ()
    """Layers below this file, lowest first, each as `owner/repository:path/to/file.yml@tag`.
    Keys are merged; lists replace, or add to the list below where the key begins with `+`."""
    locked: Mapping[str, str] = field(default_factory=dict)
    """Keys that layers above may not change, such as `policies.rule-of-three.teams`, and why."""
    platform: Platform = Platform()
    paths: Paths = Paths()
    streams: Mapping[str, Stream] = field(default_factory=dict)
    """The stream teams, each by a short name."""
    product: Product = Product()
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    """The register of what the platform offers, each capability by its name."""
    core_page: str = ""
    """The page that explains the core to a newcomer."""
    slo: tuple[str, ...] = ()
    """Globs of the only files whose promises of service somebody relies on (OpenSLO, Sloth, Pyrra,
    and the SLO resources of Terraform)."""
    onboarding: tuple[str, ...] = ()
    """Pages that a team reads to start using the platform."""
    mandates: tuple[DeclaredMandate, ...] = ()
    """Duties to use a capability that are known, explained and looked at again."""
    policies: Mapping[str, PolicyChoice] = field(default_factory=dict)
    """How policies are tuned, by their ids."""
    exemptions: tuple[Excuse, ...] = ()
    """Advice that is excused, each with its reason and its last day."""
    skip: Skip = Skip()
    comment: Comment = Comment()
    learning_days: int = 0
    """Days from the first pull request on, up to 90, in which no comment is written and the check
    run counts what would have been said."""

    def choice(self, policy: str) -> PolicyChoice:
        """How a policy is tuned here; untuned policies have their defaults."""
        return self.policies.get(policy, PolicyChoice())
