"""Services of a platform's duties that a change newly declares: resources, API groups, packages.

What only moved, what replaces another of its type, rights and look-ups are nothing new.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.core.pull_request import ChangedFile
from app.facts.added import Line, added_lines, removed_texts
from app.facts.change import Change
from app.facts.lexicon import ACCESS_TERMS, Duty
from app.lazy_re import regex

_RESOURCE = regex(r'resource\s+"(?P<type>[a-z][\w-]{1,80})"\s+"(?P<label>[^"]{1,120})"')
_DECLARED = regex(
    r"apiVersion:\s*[\"']?(?P<group>[a-z][\w.-]{2,80})/"
    r"|//\s*\+groupName=(?P<go_group>[a-z][\w.-]{2,80})"
    r"|group:\s*[\"']?(?P<crd_group>[a-z][\w-]{1,60}\.[\w.-]{2,80})[\"']?$"
    r"|(?:module_)?source\s*=\s*\"(?P<source>[^\"?$]{3,200})"
    r"|-?\s*(?:name|repository|image|chart)\s*[:=]\s*[\"']?(?:[\w.:-]{1,80}/){0,4}(?P<package>[A-Za-z][\w-]{1,60})"
    r"|FROM\s+(?:[\w.:-]{1,80}/){0,4}(?P<image>[A-Za-z][\w-]{1,60})"
    r"|[\"']?(?P<requirement>[A-Za-z][\w-]{2,60})(?:\[[\w,-]{1,60}\])?[\"']?\s*(?:[=~><]=|:\s*[\"']?[\^~]?\d)"
)
_TYPE = regex(
    r"(?:type|class|interface|message|input)\s+"
    r"(?P<name>(?:Airflow|BigQuery|Databricks|Kafka|Kinesis|MLflow|Redshift|Snowflake)"
    r"(?:Acl|Dataset|Pipeline|Schema|Stream|Table|Topic|Warehouse))\b"
)
"""A type that stands for something which users get; clients and settings have other names."""
_CAMEL = regex(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = regex(r"[a-z0-9]+")


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
    gone = removed_texts(change.files)
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
    groups = {one.group for one in services if one.group}
    known = {group for group in groups if _is_known(change, group)}
    return tuple(one for one in services if one.group not in known)


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
    mention = _mentioned(line.text)
    for duty in duties if mention else ():
        if mention and _IS_OF[mention.form](duty, mention.term):
            group = mention.term if mention.form == "group" else ""
            yield Service(mention.term, mention.label, duty, file.path, line.number, group)


@dataclass(frozen=True, slots=True)
class _Mention:
    """What a line declares, whatever duty it may be of."""

    form: Literal["resource", "type", "group", "source", "package"]
    term: str
    label: str = ""


def _mentioned(text: str) -> _Mention | None:
    if resource := _RESOURCE.match(text):
        return _Mention("resource", resource["type"], resource["label"])
    if typed := _TYPE.match(text):
        return _Mention("type", typed["name"])
    found = _DECLARED.match(text)
    if not found:
        return None
    if group := found["group"] or found["go_group"] or found["crd_group"]:
        return _Mention("group", group)
    if found["source"]:
        return _Mention("source", found["source"])
    package = found["package"] or found["image"] or found["requirement"]
    return _Mention("package", package.lower())


def _is_resource_of(duty: Duty, kind: str) -> bool:
    return kind.startswith(duty.resource_terms) and ACCESS_TERMS.isdisjoint(kind.split("_"))


def _is_type_of(duty: Duty, name: str) -> bool:
    return names(duty, _CAMEL.sub("-", name))


def _is_group_of(duty: Duty, group: str) -> bool:
    """`kafka.strimzi.io` and `kafka.acme.example` are groups of event streaming."""
    return group.startswith(duty.resource_terms) or group.partition(".")[0] in duty.path_terms


def _is_package_of(duty: Duty, package: str) -> bool:
    return any(package == term or package.endswith(f"-{term}") for term in duty.package_terms)


def _is_source_of(duty: Duty, source: str) -> bool:
    return names(duty, source.rstrip("/").rpartition("//")[2])


_IS_OF: dict[str, Callable[[Duty, str], bool]] = {
    "resource": _is_resource_of,
    "type": _is_type_of,
    "group": _is_group_of,
    "source": _is_source_of,
    "package": _is_package_of,
}
