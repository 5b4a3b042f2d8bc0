"""Services of a platform's duties that a change newly declares: resources, API groups, packages.

What only moved, what replaces another of its type, rights and look-ups are nothing new.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.pull_request import ChangedFile
from app.facts.added import Line, added_lines, removed_lines
from app.facts.change import Change
from app.facts.lexicon import ACCESS_TERMS, Duty

_RESOURCE = re.compile(r'resource\s+"(?P<type>[a-z][\w-]{1,80})"\s+"(?P<label>[^"]{1,120})"')
_DECLARED = re.compile(
    r"apiVersion:\s*[\"']?(?P<group>[a-z][\w.-]{2,80})/"
    r"|//\s*\+groupName=(?P<go_group>[a-z][\w.-]{2,80})"
    r"|group:\s*[\"']?(?P<crd_group>[a-z][\w-]{1,60}\.[\w.-]{2,80})[\"']?$"
    r"|(?:module_)?source\s*=\s*\"(?P<source>[^\"?$]{3,200})"
    r"|-?\s*(?:name|repository|image|chart)\s*[:=]\s*[\"']?(?:[\w.:-]{1,80}/){0,4}(?P<package>[A-Za-z][\w-]{1,60})"
    r"|FROM\s+(?:[\w.:-]{1,80}/){0,4}(?P<image>[A-Za-z][\w-]{1,60})"
    r"|[\"']?(?P<requirement>[A-Za-z][\w-]{2,60})(?:\[[\w,-]{1,60}\])?[\"']?\s*(?:[=~><]=|:\s*[\"']?[\^~]?\d)"
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Service:
    """Something of a duty that an added line declares."""

    term: str
    """The resource's type, the API group, the package or the module that says so."""
    label: str
    """Tells two resources of one type apart; empty for anything else."""
    duty: Duty
    path: str
    line: int
    group: str = ""
    """The API group, where it is one; empty for anything else."""


def new_services(
    change: Change, files: Sequence[ChangedFile], duties: tuple[Duty, ...]
) -> tuple[Service, ...]:
    """What these of its files newly declare of the duties, in the order of files and lines."""
    gone = [line.text for file in change.files for line in removed_lines(file)]
    moved = frozenset(gone)
    replaced = Counter(found["type"] for found in map(_RESOURCE.match, gone) if found)
    services = []
    for file in files:
        for line in added_lines(file):
            if line.text in moved:
                continue
            for service in _declared(file, line, duties):
                if service.label and replaced[service.term] > 0:
                    replaced[service.term] -= 1
                else:
                    services.append(service)
    return tuple(one for one in services if not (one.group and _is_known(change, one.group)))


def _is_known(change: Change, group: str) -> bool:
    """Whether the repository holds definitions of an API group, so that another is more of it."""
    return any(group in path for path in change.before.paths)


def words_of(name: str) -> frozenset[str]:
    """The words of a file's, folder's or module's name."""
    return frozenset(_WORD.findall(name.lower()))


def names(duty: Duty, name: str) -> bool:
    """Whether a name holds one of the words that stand for a duty."""
    words = words_of(name)
    joined = "-".join(_WORD.findall(name.lower()))
    return any(
        (term in words) if "-" not in term else f"-{term}-" in f"-{joined}-"
        for term in duty.path_terms
    )


def _declared(file: ChangedFile, line: Line, duties: tuple[Duty, ...]) -> Iterator[Service]:
    resource = _RESOURCE.match(line.text)
    if resource:
        kind = resource["type"]
        if ACCESS_TERMS.isdisjoint(kind.split("_")):
            for duty in duties:
                if kind.startswith(duty.resource_terms):
                    yield Service(kind, resource["label"], duty, file.path, line.number)
        return
    found = _DECLARED.match(line.text)
    if not found:
        return
    group = found["group"] or found["go_group"] or found["crd_group"]
    package = (found["package"] or found["image"] or found["requirement"] or "").lower()
    for duty in duties:
        if group and _is_group_of(duty, group):
            yield Service(group, "", duty, file.path, line.number, group)
        elif found["source"] and names(duty, found["source"].rstrip("/").rpartition("//")[2]):
            yield Service(found["source"], "", duty, file.path, line.number)
        elif package and _is_package_of(duty, package):
            yield Service(package, "", duty, file.path, line.number)


def _is_group_of(duty: Duty, group: str) -> bool:
    """`kafka.strimzi.io` and `kafka.acme.example` are groups of event streaming."""
    return group.startswith(duty.resource_terms) or group.partition(".")[0] in duty.path_terms


def _is_package_of(duty: Duty, package: str) -> bool:
    return any(package == term or package.endswith(f"-{term}") for term in duty.package_terms)
