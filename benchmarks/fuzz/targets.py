"""What is fuzzed: each reader of strangers' texts, and what must hold whatever the text.

No exception comes out but those that its documentation names, every line lies inside the file, and
the time is bounded by the text's length.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from app.analyse import analyse
from app.core.configuration import Configuration
from app.core.fact import CannotTell
from app.core.pull_request import ChangedFile, PullRequest
from app.errors import AuthorsMistake
from app.facts import codeowners, globs, prose
from app.facts.change import Change, Version
from app.facts.surfaces import READERS
from app.facts.yaml_text import Mapping as YamlMapping
from app.facts.yaml_text import Node, Sequence, YamlTrouble, compose_all
from app.github import deliveries
from app.policies.configuration import parse_configuration
from app.policies.parse import parse_policy
from app.policy_files import built_in
from benchmarks.fuzz.formats import FORMATS, Format, sample

PARTS = "\0"
"""Between the parts of an input, such as a file's text after and before the change. No text that
Cowpath reads holds it."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to fuzz."""

    run: Callable[[str], None]
    """Raises where a promise is broken."""
    seeds: tuple[str, ...]
    """How the names of files end that inputs may begin with."""
    texts: tuple[str, ...] = ()
    """More to begin with."""


class PlaceOutside(Exception):
    """A line was told that the file does not have."""


def _inside(lines: Iterable[int], text: str, what: object) -> None:
    last = text.count("\n") + 1
    for line in lines:
        if not 1 <= line <= last:
            raise PlaceOutside(f"line {line} of {last}: {what!r}")


def _parts(text: str, count: int) -> list[str]:
    parts = text.split(PARTS, count - 1)
    return parts + [""] * (count - len(parts))


def _request(files: Mapping[str, tuple[str, str]], title: str = "", body: str = "") -> PullRequest:
    """A change of files, each with its text after and before; the READMEs stay as they are."""
    changed = [
        ChangedFile(path, "modified" if before else "added", None, before or None, after)
        for path, (after, before) in files.items()
    ]
    return PullRequest(title, body, "robin", "b" * 40, "a" * 40, tuple(changed))


# Files --------------------------------------------------------------------------------------------


def _file(format_: Format, text: str) -> None:
    """A file's text, what it was before, and the text of every other file that is asked for."""
    path = format_.path
    after, before, other = _parts(text, 3)
    wanted = {place for reader in READERS for place in reader.neighbours(path)}
    beside = {place: (other, other) for place in wanted if not place.endswith("/")}
    request = _request({path: (after, before), **beside} if other else {path: (after, before)})
    tree = tuple(sorted(format_.beside))
    request = replace(request, tree=tree, neighbours=format_.beside)
    change = Change(request, Configuration())
    for version, there in ((change.after, after), (change.before, before)):
        _surfaces(path, there, version)
    analyse(request, Configuration(), built_in())


def _surfaces(path: str, text: str, version: Version) -> None:
    for reader in READERS:
        if not reader.reads(path):
            continue
        try:
            found = reader.surface(path, text, version)
        except CannotTell:
            continue
        for each in found:
            if each.path == path:
                _inside([each.line], text, each)


def _yaml(text: str) -> None:
    for aliases in (True, False):
        try:
            documents = compose_all(text, aliases=aliases)
        except YamlTrouble as trouble:
            _inside([trouble.line], text, trouble)
            continue
        _inside(_lines_of(documents), text, documents)


def _lines_of(documents: tuple[Node, ...]) -> Iterable[int]:
    waiting = list(documents)
    while waiting:
        node = waiting.pop()
        yield node.line
        if isinstance(node, Sequence):
            waiting += node.items
        elif isinstance(node, YamlMapping):
            waiting += [part for pair in node.pairs for part in pair]


def _prose(text: str) -> None:
    for path in ("a.md", "a.rst", "a.adoc"):
        found = prose.sentences(text, path)
        _inside((sentence.line for sentence in found), text.replace("\r", "\n"), path)
    prose.front_matter(text)


def _description(text: str) -> None:
    """A title, a body, and the template of bodies."""
    title, body, template = _parts(text, 3)
    request = _request({".github/pull_request_template.md": (template, template)}, title, body)
    analyse(request, Configuration(), built_in())


def _codeowners(text: str) -> None:
    """An owners file, and what it was before; each asked about paths that look like its words."""
    after, before = _parts(text, 2)
    owners = codeowners.parse(after)
    _inside((rule.line for rule in owners.rules), after, owners)
    for path in after.split()[:20]:
        owners.rule_for(path)
        codeowners.as_meant(owners).rule_for(codeowners.sample_path(path))
    analyse(_request({"CODEOWNERS": (after, before)}), Configuration(), built_in())


def _globs(text: str) -> None:
    path, *patterns = text.split("\n")
    globs.matches(patterns, path)


# What maintainers and GitHub write ----------------------------------------------------------------


def _mistaken(parse: Callable[[str], object], text: str) -> None:
    try:
        parse(text)
    except AuthorsMistake as found:
        _inside((mistake.line for mistake in found.mistakes), text, found)


def _configuration(text: str) -> None:
    _mistaken(lambda text: parse_configuration(text, "cowpath.yml", built_in()), text)


def _policy(text: str) -> None:
    _mistaken(lambda text: parse_policy(text, "own.yml", "own"), text)


_EVENTS = ("pull_request", "check_run", "check_suite", "issue_comment", "merge_group")
_ACTIONS = ("opened", "created", "rerequested", "requested_action", "checks_requested")


def _delivery(text: str) -> None:
    """The body of a webhook, whatever event its header names."""
    for event in _EVENTS:
        headers = {"x-github-delivery": "1", "x-github-event": event}
        try:
            deliveries.read(headers, text.encode())
        except deliveries.NotADelivery:
            continue


def _payload(action: str) -> str:
    """Something of every event at once."""
    person = {"id": 7, "login": "robin", "type": "User"}
    return json.dumps(
        {
            "action": action,
            "installation": {"id": 5},
            "repository": {"full_name": "acme/harbour"},
            "sender": person,
            "pull_request": {"number": 12},
            "issue": {"number": 12, "pull_request": {}},
            "comment": {"id": 3, "user": person, "body": "/cowpath why all"},
            "check_run": {"external_id": "acme/harbour#12", "head_sha": "a" * 40},
            "check_suite": {"head_sha": "a" * 40},
            "merge_group": {"head_sha": "a" * 40},
            "requested_action": {"identifier": "why"},
        }
    )


TARGETS = {
    **{
        name: Target(partial(_file, each), each.seeds, (sample(name),))
        for name, each in FORMATS.items()
    },
    "yaml": Target(_yaml, (".yaml", ".yml")),
    "prose": Target(_prose, (".md", ".rst", ".adoc")),
    "description": Target(_description, (".md",)),
    "codeowners": Target(_codeowners, ("CODEOWNERS",)),
    "globs": Target(_globs, ("CODEOWNERS", ".gitignore")),
    "configuration": Target(_configuration, ("cowpath.yml", "policies/rule-of-three.yml")),
    "policy": Target(_policy, (".yml",)),
    "delivery": Target(_delivery, (), tuple(map(_payload, _ACTIONS))),
}
