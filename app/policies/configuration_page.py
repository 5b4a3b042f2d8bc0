"""Writes the reference of `.github/cowpath.yml`: every key, an example, and what holds without it.

Names, types, defaults and meanings are the classes' in `app.core.configuration`; said here is what
they cannot say. The examples of all sections together are one valid configuration.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from app.core.configuration import Configuration, key_of
from app.policies.model import Policies
from app.policies.reflection import element_of, fields_in_words, without_none
from app.policies.yaml_source import written

_FREE = "<name>"
"""Stands for a name that the author chooses, in the path of a key."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page."""

    title: str
    keys: tuple[str, ...]
    """Of the top of the file."""
    about: str
    example: str


SECTIONS = (
    Section(
        "The invitation",
        ("version", "learning_days"),
        "The file itself invites the App into the repository; this line alone will do. To begin "
        "softly, let the App learn for some days without writing a comment.",
        "version: 1\nlearning_days: 30\n",
    ),
    Section(
        "Who runs the platform",
        ("platform",),
        "Cowpath does not count the platform's own team among those who need a feature, and knows "
        "by it which approvals make others wait.",
        "platform:\n"
        "  name: Harbour\n"
        "  kind: core\n"
        '  team: "@acme/platform"\n'
        "  aliases: [Platform Engineering]\n",
    ),
    Section(
        "What is where",
        ("paths",),
        "Patterns are those of `.gitignore`: `*.tf` anywhere, `docs/` with all below it, `/docs` "
        "at the top, `modules/*/x.md`, `!` takes back. Brackets stand for themselves.",
        "paths:\n"
        '  core: ["modules/**", "actions/**"]\n'
        '  extensions: ["extensions/**"]\n'
        '  docs: ["docs/**", "**/README.md"]\n'
        '  guarded: ["iam/**"]\n'
        '  ignore: ["vendor/**"]\n',
    ),
    Section(
        "Stream teams",
        ("streams",),
        "Teams are found by handle, name or alias wherever a pull request names them.",
        "streams:\n"
        "  payments:\n"
        '    team: "@acme/payments"\n'
        '    paths: ["streams/payments/**"]\n'
        "    aliases: [Payments Team]\n",
    ),
    Section(
        "The platform as a product",
        ("product", "core_page", "onboarding"),
        "Who steers it, and the pages by which a team gets to know it.",
        "product:\n"
        '  manager: "@ana"\n'
        "  roadmap: https://github.com/orgs/acme/projects/7\n"
        '  research: ["docs/research/**"]\n'
        "core_page: docs/what-is-harbour.md\n"
        'onboarding: ["docs/start.md"]\n',
    ),
    Section(
        "What it offers and promises",
        ("capabilities", "slo", "mandates"),
        "The register of capabilities, the files that hold what they promise, and the duties to "
        "use them. A guardrail that is declared here is never called a mandate.",
        "capabilities:\n"
        "  deploy:\n"
        '    paths: ["actions/deploy/**"]\n'
        "    lifecycle: ga\n"
        "    since: 2024-03-01\n"
        "    runtime: true\n"
        '    match: ["uses:acme/platform/actions/deploy"]\n'
        "    not_for: [mobile]\n"
        'slo: ["slo/**/*.yaml"]\n'
        "mandates:\n"
        "  - capability: deploy\n"
        "    class: guardrail\n"
        "    reason: every release is traced for the auditors\n"
        "    exit: docs/exceptions.md\n"
        "    review: 2027-05-01\n",
    ),
    Section(
        "Policies",
        ("policies",),
        "[The catalogue](policies/README.md) says which there are and what can be set in each. A "
        "policy of your own is a file of [this format](policy-format.md). There is no mode that "
        "blocks.",
        "policies:\n"
        "  rule-of-three: {teams: 2, mode: check-only}\n"
        "  approval-scope: {enabled: false}\n"
        "  documented-extension-points: {excused_by: maintainers}\n"
        "  our-own: {file: .github/cowpath/our-own.yml}\n",
    ),
    Section(
        "Exemptions",
        ("exemptions",),
        "An exemption has a reason and a last day, and is shown as what it is, never as silence.",
        "exemptions:\n"
        "  - policy: rule-of-three\n"
        '    paths: ["modules/tls/**"]\n'
        "    reason: the auditors ask for it\n"
        "    until: 2027-01-31\n"
        '    by: "@ana"\n'
        "  - policy: rule-of-three\n"
        "    subject: cache\n"
        "    reason: agreed with the teams in the spring review\n"
        "    until: 2027-03-31\n"
        "  - policy: approval-scope\n"
        "    fingerprint: 0f1e2d3c4b5a\n"
        "    reason: the stream asked for a second pair of eyes\n"
        "    until: 2027-03-31\n",
    ),
    Section(
        "Whom to leave alone",
        ("skip",),
        "A list of your own takes the place of the default; `+authors` adds to it.",
        'skip:\n  authors: ["dependabot[bot]", "acme-sync[bot]"]\n  labels: ["cowpath:skip"]\n',
    ),
    Section(
        "How much is said",
        ("comment",),
        "`report` is heard in reports alone, `check-only` in the check run as well, `advise` in "
        "the comment as well.",
        "comment: {at_most: 2, mode: advise, suggested_changes: false}\n",
    ),
    Section(
        "Layers",
        ("extends", "locked"),
        "A configuration may build on others, pinned to a tag or to a commit's full id. Keys are "
        "merged. A list replaces the one below it, or adds to it where its key begins with `+`. "
        "`cowpath explain` says which layer set what.",
        'extends: ["acme/.github:cowpath/base.yml@v3"]\n'
        "locked:\n"
        "  policies.rule-of-three.teams: agreed with all streams\n",
    ),
)

WITHOUT = {
    "platform.kind": "told from what the repository holds",
    "platform.team": "who owns `*` in CODEOWNERS, else `spec.owner` in `catalog-info.yaml`, else "
    "who owns the repository's own workflows, else whose folders enclose other teams'",
    "paths.core": "top folders that declare an interface and belong neither to a stream nor to "
    "extensions",
    "paths.extensions": "folders called `extensions`, `plugins`, `contrib` or `addons`, near the "
    "top",
    "paths.docs": "`docs`, `doc`, `documentation`, and every `README.md`",
    "streams": "owners in `catalog-info.yaml` files and namespaces, folders below `streams`, "
    "`teams`, `squads` or `tenants`, teams in CODEOWNERS",
    f"streams.{_FREE}.team": "the stream's name",
    "slo": "told from what a file holds",
    "onboarding": "pages for starters among the documentation",
    "mandates.capability": "must be given",
    f"policies.{_FREE}.enabled": "the policy's own default",
    f"policies.{_FREE}.mode": "the policy's own default",
    "exemptions.policy": "must be given",
    "exemptions.reason": "must be given",
    "exemptions.until": "must be given",
    "exemptions.by": "the file",
}
"""What holds where a key is left out and its default does not tell."""

_TYPES = {bool: "`true`, `false`", int: "whole number", str: "text"}
_SETTINGS = {
    "boolean": _TYPES[bool],
    "integer": _TYPES[int],
    "number": "number",
    "string": _TYPES[str],
    "strings": "list",
}

_TOP = """\
# Configuration

`.github/cowpath.yml` on the default branch of a platform repository; for a whole organisation, \
the same path in its repository `.github`. Every key is optional: what is left out is inferred, \
and `cowpath explain` says what was inferred, and from what. Keys that do not exist, keys given \
twice and wrong types are mistakes, all reported together with line and column by \
`cowpath validate`; until they are mended, the last good configuration of the branch stays in \
force. No key makes anything block.

[Change the rules with open eyes](change-the-rules.md): what a change to this file would do is \
shown before it is merged.

[A JSON Schema](schemas/cowpath.json) lets editors complete and check the file."""

_GENERATED = "<!-- Generated by scripts/pages from app/policies/configuration_page.py. -->"


def configuration_page(policies: Policies) -> str:
    """The page as Markdown, with the settings of these policies."""
    parts = [_GENERATED, _TOP]
    for section in SECTIONS:
        parts += [f"## {section.title}", section.about, f"```yaml\n{section.example}```"]
        parts.append(_table(section, policies))
    return "\n\n".join(parts) + "\n"


def _table(section: Section, policies: Policies) -> str:
    rows = [row for row in _rows(Configuration, "") if row.key.split(".")[0] in section.keys]
    lines = [f"| `{row.key}` | {row.type} | {row.without} | {row.about} |" for row in rows]
    if "policies" in section.keys:
        lines += _settings(policies)
    return "\n".join(
        ["| key | takes | where it is left out | meaning |", "| --- | --- | --- | --- |", *lines]
    )


def _settings(policies: Policies) -> Iterator[str]:
    for policy in policies:
        for name, declared in policy.settings.items():
            default = f"`{written(declared.default)}`"
            key = f"policies.{policy.id}.{name}"
            yield f"| `{key}` | {_SETTINGS[declared.type]} | {default} | {declared.about} |"


@dataclass(frozen=True, slots=True)
class Row:
    """One key of the file."""

    key: str
    type: str
    without: str
    about: str


def _rows(shape: type, above: str) -> Iterator[Row]:
    """The keys of a dataclass, and of those inside it, each below the one that holds it."""
    hints = get_type_hints(shape)
    about = {field.name: field.about for field in fields_in_words(shape)}
    for field in fields(shape):
        name = key_of(field.name)
        hint, key = hints[field.name], f"{above}{name}"
        if key == f"policies.{_FREE}.settings":
            continue  # they stand beside the other keys of a policy, each under its name
        below, step = _below(hint)
        if below is None or step or about[name]:
            without = WITHOUT.get(key) or _default(field)
            yield Row(key, _type(hint), without, about[name])
        if below is not None:
            yield from _rows(below, f"{key}.{step}")


def _below(hint: Any) -> tuple[type | None, str]:
    """The dataclass inside a type, and the step that leads to it."""
    if get_origin(hint) is Mapping:
        below, step = get_args(hint)[1], f"{_FREE}."
    else:
        below, step = element_of(hint) or hint, ""
    return (below, step) if is_dataclass(below) and isinstance(below, type) else (None, "")


def _type(hint: Any) -> str:
    core, _ = without_none(hint)
    choices = next((kind for kind in (hint, *get_args(hint)) if get_origin(kind) is Literal), None)
    if choices is not None:
        return ", ".join(f"`{value}`" for value in get_args(choices))
    if get_origin(hint) is Mapping:
        return "keys with values"
    if element_of(hint):
        return "list"
    return _TYPES[core]


def _default(field: "Field[Any]") -> str:
    value = () if field.default is MISSING else field.default
    if isinstance(value, tuple):
        return ", ".join(f"`{entry}`" for entry in value) or "nothing"
    if value in ("", None):
        return "nothing"
    return f"`{value if isinstance(value, str) else written(value)}`"
