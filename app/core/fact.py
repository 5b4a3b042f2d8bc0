"""What can be said about a pull request: one named answer a fact, and the shapes of the answers.

A fact's answer is a value of one of these shapes, or `Unknown` with the reason. The classes below
are at once the JSON of `cowpath facts`, the types that policies are checked against, and, through
the text under each field, their documentation. Lines count from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal[
    "feature", "option", "extension", "fix", "refactor", "docs", "deps", "chore", "test", "ci",
    "config", "release", "revert", "removal", "deprecation", "breaking",
]  # fmt: skip
PointChange = Literal["added", "removed", "changed-breaking", "changed-compatible"]
ApprovalEffect = Literal["requires", "co_owner_added", "relaxes", "none"]
ApprovalForm = Literal["codeowners", "owners", "list", "setting", "workflow"]
HowItBreaks = Literal["removed", "moved", "demanded", "altered", "announced"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer of a fact that could not be worked out. Advice is never given on it."""

    reason: str
    """Why, in words for the author, completing "cannot tell, because …"."""


class CannotTell(Exception):
    """Raised deep inside a fact; becomes that fact's `Unknown`."""


@dataclass(frozen=True, slots=True)
class CoreFeature:
    """A new capability for the platform's users."""

    name: str
    """What it is called: a module, action, chart, resource, command or service."""
    paths: tuple[str, ...]
    """The files that make it up, at most twenty; first the one that declares it, or those that are
    new."""
    evidence: str
    """What in the change says so."""
    unit: str = ""
    """What it is where it is a unit of its own, such as "Terraform module", "action" or "chart";
    empty where existing units newly do it."""
    called_here: bool = False
    """True where files that come along call it by its place, so that it may be a part of theirs."""
    own_lines: int = 0
    """The lines of its new files, tests and pages aside."""
    apart: bool = False
    """True where it could as well stand outside the core: a module, action, chart or the like that
    nothing here calls and that replaces none, or something that users are shown, with a hundred
    lines of its own."""


@dataclass(frozen=True, slots=True)
class ExtensionPoint:
    """Something that others build on, which this change adds, changes or removes."""

    kind: str
    """What sort it is, such as `terraform_variable` or `action_input`."""
    name: str
    path: str
    """The file that declares it; for a removal, the file that declared it."""
    line: int
    change: PointChange
    documented: bool | None
    """None where documentation does not apply (a removal) or was not judged."""
    documented_by: str | None
    """Where the documentation was found, in words ("description", "README row")."""
    standard: bool = False
    """True where its name says enough without a word: a field that Kubernetes defines and explains,
    such as `tolerations`, or what every chart has, such as `image.tag`."""


@dataclass(frozen=True, slots=True)
class Approval:
    """What this change does to one rule about who must approve what."""

    pattern: str
    """The rule's pattern or the list's name."""
    path: str
    """The file that holds the rule."""
    line: int
    effect: ApprovalEffect
    """`requires`: a path of a stream now needs the platform; `co_owner_added`: either may
    approve; `relaxes`: the platform is needed less; `none`: neither more nor less."""
    stream_owners: tuple[str, ...]
    platform_owners: tuple[str, ...]
    form: ApprovalForm = "codeowners"
    """What holds the rule. `codeowners`: an owners file of GitHub's manner, or what it is made
    from; `owners`: an OWNERS file of a folder; `list`: names in YAML or JSON; `setting`: a switch
    that asks for reviews; `workflow`: one that approves by itself."""
    remedy: str | None = None
    """The lines by which the streams may approve beside the platform; null where that is not
    certain or not needed."""
    in_place: bool = False
    """Whether the remedy takes the place of that very line, which this change brings."""


@dataclass(frozen=True, slots=True)
class TouchedApproval:
    """Who must approve a stream-owned path that this change touches, by today's rules."""

    path: str
    stream: str
    """The stream that owns the path."""
    owners: tuple[str, ...]
    needs_platform: bool
    """True where only the platform may approve."""
    by_default: bool = False
    """True where the owners of everything own it as well, and the stream is only inferred, so that
    nobody may have thought of it."""
    remedy: str | None = None
    """The line by which the stream may approve its folder beside today's owners; null where it may
    already, or where that line is not certain."""
    alone: bool = False
    """True where the change touches nothing but files of this stream, none of them guarded, so that
    it is the stream's own."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """A sentence this change adds that obliges teams to use the platform or a part of it."""

    path: str
    """The file; empty for the pull request's own text."""
    line: int
    text: str
    capability: str = ""
    """The declared capability that it obliges to use; empty where none is known."""
    declared: Literal["no", "mandate", "guardrail"] = "no"
    """What the configuration declares of it, under `mandates`."""
    lacks: tuple[str, ...] = ()
    """What its declaration leaves out of `reason`, `exit` and `review`."""


@dataclass(frozen=True, slots=True)
class Blame:
    """A sentence this change adds that blames teams for how they use a part of the platform."""

    path: str
    """The file; empty for the pull request's own text."""
    line: int
    text: str
    words: str
    """The words that blame, such as "non-compliant"."""


@dataclass(frozen=True, slots=True)
class BreakingChange:
    """A change after which users of the platform must act."""

    name: str
    path: str
    line: int
    reason: str
    """What breaks, in words ("the input was removed")."""
    guide: str | None
    """Where the change says what users should do; None where it does not."""
    kind: str = ""
    """What sort of extension point breaks, such as `terraform_variable`; for a unit as a whole what
    it is, such as `module`; empty where only words tell of the break."""
    unit: str = ""
    """The folder of the module, action or chart that it belongs to; empty at the top."""
    how: HowItBreaks = "altered"
    """`removed`: it is gone or has another name; `moved`: it is found elsewhere; `demanded`: it
    must be given from now on; `altered`: it takes or gives something else; `announced`: only the
    author's words say so."""
    deprecated: bool = False
    """True where it was marked as deprecated before this change."""


@dataclass(frozen=True, slots=True)
class MixedConcern:
    """A concern of the other kind of platform that enters this one."""

    concern: Literal["core", "data"]
    """The kind of platform it belongs to."""
    term: str
    """What is declared: a resource's type, an API group, a package or a module."""
    path: str
    line: int
    duty: str = ""
    """The duty of that kind of platform which it is part of, such as "event streaming"."""
    was_there: bool = False
    """True where files of the base already carry the name of that duty: nothing begins."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Somebody, or an issue, that the pull request names as having the need."""

    kind: Literal["team", "user", "issue", "ticket"]
    name: str
    grade: int
    """3 own implementation or live use; 2 named team with a link or handle; 1 named team only;
    0 a persona or unnamed teams, shown but never counted."""
    source: str
    """Where it stands: "title", "body" or "trailer", with the heading where there is one."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """A distinct team, other than the platform's, that has the need; aliases count once."""

    name: str
    grade: int
    """Its best evidence grade."""


Facts = Mapping[str, object]
"""Every fact's answer by its name: a value of the shapes above, or `Unknown`."""
