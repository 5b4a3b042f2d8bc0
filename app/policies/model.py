"""What a policy is: when to speak, what to say, and why, with the examples that prove it.

The classes below are the format of a policy file; `app.policies.parse` reads YAML into them, and
the text under each field is its documentation everywhere. Conditions are in CEL, checked against
the types of the facts when the file is loaded, so that evaluating meets no mistake of an author.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.core.advice import PasteLanguage, Stakes
from app.core.configuration import STRICT, Mode
from app.core.layout import Confidence

SettingType = Literal["boolean", "integer", "number", "string", "strings"]
Outcome = Literal["advice", "silence", "cannot tell"]


@dataclass(frozen=True, slots=True)
class SettingDeclaration:
    """A value that maintainers may tune; conditions and texts see it as `settings.<name>`."""

    __pydantic_config__ = STRICT

    type: SettingType
    about: str
    """What it changes, in one sentence."""
    default: Any
    """A value of that type."""
    at_least: int | None = None
    """The smallest number that makes sense."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What settles it, ready to be pasted. Texts may hold `{{ CEL }}`."""

    __pydantic_config__ = STRICT

    into: str
    """Where to paste it, in words ("the description")."""
    text: str
    """What to paste; may have several lines."""
    language: PasteLanguage = "text"
    """How it is coloured."""
    in_place: bool = False
    """Whether it takes the place of the line that `place` names, so that it may be applied with
    one click where that line is part of the change. Only where it is certain."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said. Texts may hold `{{ CEL }}`; what it yields counts as a stranger's words."""

    __pydantic_config__ = STRICT

    subject: str
    """What the advice is about; advice with the same subject is the same advice across pushes."""
    title: str
    """What was seen, in one sentence."""
    next_step: str
    """The smallest act that settles it."""
    place: str = ""
    """CEL for where to look: a path, or anything that has a `path` and perhaps a `line`."""
    paste: Remedy | None = None
    """What settles it, ready to be pasted, where that can be said."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Why an occasion stays silent, in a sentence for each condition that can end it."""

    __pydantic_config__ = STRICT

    when: str = ""
    """Said where `when` is false."""
    for_each: str = ""
    """Said where `for_each` finds nothing."""
    expect: str = ""
    """Said where everything is as expected."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing that a policy looks out for."""

    __pydantic_config__ = STRICT

    advice: Wording
    when: str = ""
    """CEL, true or false: whether there is anything to look at. Absent means always."""
    for_each: str = ""
    """CEL, a list: look at each of its entries, called `each` in what follows."""
    expect: str = ""
    """CEL, true or false: what should hold; advice is given where it does not. Absent means
    that `when` or `for_each` alone decides."""
    silence: Quiet = Quiet()


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """A file that an example's pull request changes."""

    __pydantic_config__ = STRICT

    path: str
    before: str | None = None
    """Its text before the change; absent for a file that is added."""
    after: str | None = None
    """Its text after the change; absent for a file that is removed."""
    old_path: str | None = None
    """Its path before the change, where it is renamed."""
    not_read: str = ""
    """Why its text is not at hand, where it is not ("it is larger than 1 MB")."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pull request, and what the policy makes of it."""

    __pydantic_config__ = STRICT

    name: str
    """What happens in it, in a few words."""
    expect: Outcome
    pull_request: str = ""
    """In place of what follows up to `base`: a pull request that `cowpath pr --save` kept, as the
    path of its file from the policy's."""
    title: str = "A change"
    body: str = ""
    author: str = "robin"
    labels: tuple[str, ...] = ()
    files: tuple[ExampleFile, ...] = ()
    base: Mapping[str, str] = field(default_factory=dict)
    """Texts at the base of files that the change leaves alone, by path."""
    configuration: Mapping[str, Any] = field(default_factory=dict)
    """What `.github/cowpath.yml` holds."""
    subjects: tuple[str, ...] = ()
    """What the advice is about, in any order; absent means that it does not matter."""
    says: tuple[str, ...] = ()
    """Words that the advice, the silence or the reason must hold."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy. Its name is that of its file, without the ending."""

    __pydantic_config__ = STRICT

    id: str
    title: str
    """What it finds, completing "Look again, because …"."""
    why: str
    """Why it matters to the stream teams; part of every piece of advice."""
    confidence: Confidence
    """How sure we are of what it says."""
    occasions: tuple[Occasion, ...] = field(hash=False)
    """What it looks out for; each speaks for itself."""
    false_alarms: str
    """When a reader may ignore it."""
    examples: tuple[Example, ...] = field(hash=False)
    """Pull requests that make it speak, and others that do not."""
    references: tuple[str, ...] = ()
    """Where the thought comes from."""
    enabled: bool = True
    """Whether it looks where the configuration says nothing."""
    mode: Mode = "advise"
    """Who hears it where the configuration says nothing."""
    stakes: Stakes = "eases"
    """What is at stake for the stream teams, which decides what is said first: `breaks` something
    they use; `binds` them, so that they wait or lose a choice; `lasts`, since it is hard to undo;
    `eases` their way when heeded. `thanks` is good news, said in a line."""
    yields_to: tuple[str, ...] = ()
    """Policies that say much the same: where one of them speaks, this one leaves it to them."""
    settings: Mapping[str, SettingDeclaration] = field(default_factory=dict, hash=False)
    """What maintainers may tune, each value under its name."""


Policies = tuple[Policy, ...]
