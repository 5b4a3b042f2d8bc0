"""Concerns of the other kind of platform that a change brings in.

Two signals are needed. A new file whose path names a duty of the other kind has to declare a
service of that duty; of data duties, two resources in one folder say as much without the name.
Rights, look-ups, removals, tenants' own folders and generated files are no concern, and a word in
prose or in a name is never enough. Neither is what a platform needs to look after itself: streams
of logs, backups, scans, accounts of cost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from posixpath import basename, dirname

from app.core.fact import CannotTell, MixedConcern
from app.core.pull_request import ChangedFile
from app.facts.change import Change, fact
from app.facts.globs import matches
from app.facts.layout import layout
from app.facts.lexicon import DUTIES, OWN_USE_TERMS, TELEMETRY_TERMS, Duty
from app.facts.paths import is_supporting, is_unread
from app.facts.prose import is_prose
from app.facts.services import Service, names, new_services, words_of
from app.facts.streams import AreaFinder
from app.lazy_re import regex

_MANY = 2
"""Resources of one duty in one folder; a single one may well serve the platform itself."""

_TENANT = regex(r"(?:^|/)(?:namespaces|tenants|projects|accounts|subscriptions)/[^/]+/")
"""Where what runs belongs to those who use the platform."""
_MANY_TENANTS = 12
"""Folders below `environments`; so many are no stages of one thing but those of its users."""
_LOCAL = regex(r"(?:docker-)?compose[\w.-]{0,40}\.ya?ml$|\.devcontainer/")
"""What developers run on machines of their own."""


@fact
def mixed_concerns(change: Change) -> tuple[MixedConcern, ...]:
    """Concerns of a data platform that enter a core platform, or the reverse."""
    known = layout(change)
    if known.kind is None:
        raise CannotTell("nothing tells whether this is a core or a data platform")
    duties = tuple(duty for duty in DUTIES if duty.kind != known.kind)
    tenants = AreaFinder(area for area in known.streams if area.source != "CODEOWNERS")
    files = [
        file
        for file in change.files
        if _may_declare(file)
        and not tenants.area_of(file.path)
        and not _TENANT.search(file.path)
        and not _is_extension(change, file.path)
    ]
    added = frozenset(file.path for file in files if file.status == "added")
    services = [
        one
        for one in new_services(change, files, duties)
        if not (_serves_the_platform(one) or _is_environment_of_users(change, one.path))
    ]
    return tuple(
        replace(one, was_there=_was_there(change, one))
        for one in _concerns(services, duties, added)
    )


def _may_declare(file: ChangedFile) -> bool:
    path = file.path
    return file.status != "removed" and not (
        is_prose(path)
        or is_supporting(path)
        or is_unread(path)
        or path.startswith(".github/")
        or _LOCAL.search(path)
    )


def _is_extension(change: Change, path: str) -> bool:
    """Whether a path is declared to be where others extend the platform, and to be no core."""
    declared = change.configuration.paths
    return matches(declared.extensions, path) and not matches(declared.core, path)


def _is_environment_of_users(change: Change, path: str) -> bool:
    """Whether a path lies in one of very many environments."""
    top, found, _ = path.partition("environments/")
    if not found or (top and not top.endswith("/")):
        return False
    root = top + found
    return (
        change.once(f"environments in {root}", lambda asked: _folders(asked, root)) >= _MANY_TENANTS
    )


def _folders(change: Change, root: str) -> int:
    """How many folders there are right below one."""
    inside = (path[len(root) :] for path in change.before.paths if path.startswith(root))
    return len({rest.partition("/")[0] for rest in inside if "/" in rest})


def _serves_the_platform(service: Service) -> bool:
    """Whether the platform looks after itself with it, as either kind does."""
    if not OWN_USE_TERMS.isdisjoint(words_of(service.path)):
        return True
    carried = words_of(f"{service.path} {service.label}")
    return service.duty.name == "event streaming" and not TELEMETRY_TERMS.isdisjoint(carried)


def _concerns(
    services: Iterable[Service], duties: tuple[Duty, ...], added: frozenset[str]
) -> Iterator[MixedConcern]:
    """One for each duty and folder in which the signals agree."""
    by_place: dict[tuple[int, str], list[Service]] = {}
    for service in services:
        by_place.setdefault((duties.index(service.duty), dirname(service.path)), []).append(service)
    for (number, _), found in sorted(by_place.items(), key=lambda each: each[0]):
        duty = duties[number]
        named = any(one.path in added and _path_names(duty, one.path) for one in found)
        resources = {(one.term, one.label) for one in found if one.label}
        if named or (duty.kind == "data" and len(resources) >= _MANY):
            first = min(found, key=lambda one: (one.path, one.line))
            yield MixedConcern(duty.kind, first.term, first.path, first.line, duty.name)


def _was_there(change: Change, concern: MixedConcern) -> bool:
    """Whether code of the base names the duty, so that the platform has it already."""
    duty = next(
        duty for duty in DUTIES if (duty.kind, duty.name) == (concern.concern, concern.duty)
    )
    return any(
        _path_names(duty, path)
        for path in change.before.paths
        if not (is_prose(path) or is_supporting(path) or is_unread(path) or _TENANT.search(path))
    )


def _path_names(duty: Duty, path: str) -> bool:
    """Whether the name of the file, or of a folder that it lies in, names the duty."""
    own = basename(path).rpartition(".")[0] or basename(path)
    return any(names(duty, step) for step in (*dirname(path).split("/"), own))
