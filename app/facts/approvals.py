"""Who must approve what: the rules this change alters, and those that its own files meet."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from posixpath import basename

from app.core.fact import Approval, CannotTell, TouchedApproval
from app.core.layout import StreamArea
from app.facts.approval_effect import STRENGTH
from app.facts.approval_remedy import line_for, remedy_for
from app.facts.change import Change, fact
from app.facts.codeowners import (
    PLACES,
    CodeOwners,
    code_owners,
    code_owners_today,
    is_team,
    parse,
    sample_path,
)
from app.facts.globs import matches
from app.facts.layout import layout
from app.facts.other_owners import approvals_elsewhere
from app.facts.owners_change import NO_OWNERS, OwnersChange
from app.facts.owners_generators import is_generator, rules_written
from app.facts.platform_team import DEFAULTS, default_owners, from_owners, hosts, keepers
from app.facts.streams import AreaFinder
from app.facts.teams import key
from app.lazy_re import regex

TEMPLATE_FOLDERS = frozenset(
    {"boilerplate", "cookiecutter", "scaffold", "skeleton", "starter", "template", "templates"}
)
"""Folders of which every stream team takes a copy."""


@fact
def approvals(change: Change) -> tuple[Approval, ...]:
    """What this change does to rules about who must approve what: owners files of all kinds, lists
    of owners and reviewers, settings of branches, workflows that approve by themselves, and the
    templates and scripts that owners files come from. Judged by who owns the paths before and
    after, not by the lines. In guarded paths nothing is called required."""
    guarded = layout(change).guarded
    elsewhere = (
        each
        for each in approvals_elsewhere(change)
        if each.effect != "requires" or not matches(guarded, each.path)
    )
    found = [*_of_owners_file(change), *_of_copies(change), *elsewhere]
    settled = (_with_remedy(change, each) for each in found)
    return tuple(sorted(settled, key=lambda a: (STRENGTH[a.effect], a.path, a.line)))


def _with_remedy(change: Change, approval: Approval) -> Approval:
    remedy, in_place = remedy_for(change, approval)
    return replace(approval, remedy=remedy, in_place=in_place) if remedy else approval


@fact
def touched_approvals(change: Change) -> tuple[TouchedApproval, ...]:
    """Who must approve the streams' paths that this change touches, by the owners file at the tip
    of the base branch. Streams are those known from configuration, catalog or folders. Guarded
    paths are left out, and files named for rights, secrets or names of the network: there the
    platform's approval is right."""
    known = layout(change)
    areas = _areas_known_from_elsewhere(change)
    touched = dict.fromkeys(path for file in change.files for path in (file.path_before, file.path))
    owned = [
        (path, area)
        for path in touched
        if (area := areas.area_of(path)) and not _is_guarded(known.guarded, path)
    ]
    alone = len(owned) == len(touched) and len({area.stream for _, area in owned}) == 1
    owners = (code_owners_today(change) if owned else None) or NO_OWNERS
    is_platform = _platform(change, owners, owners)
    return tuple(
        TouchedApproval(
            path,
            area.stream,
            asked,
            (needed := _only_platform(asked, is_platform)),
            _by_default(owners, path, area),
            line_for(area, path, asked) if needed else None,
            alone,
        )
        for path, area in owned
        for asked in (owners.owners_of(path),)
    )


_EVERYBODYS = regex(
    r"(?:^|[_.-])(?:iam|rbac|roles?|rolebindings?|secrets?|service-?accounts?|permissions?|dns|route53"
    r"|network-?polic(?:y|ies)|certificates?|security-?groups?)(?=[_.-]|\d|$)",
    re.I,
)
"""Names of files whose content concerns the safety of all."""


def _is_guarded(patterns: tuple[str, ...], path: str) -> bool:
    return bool(_EVERYBODYS.search(basename(path))) or matches(patterns, path)


def _by_default(owners: CodeOwners, path: str, area: StreamArea) -> bool:
    """Whether an inferred stream's path falls to the owners of everything."""
    rule = owners.rule_for(path)
    return area.source != "configuration" and rule is not None and rule.pattern in DEFAULTS


def _only_platform(owners: tuple[str, ...], is_platform: Callable[[str], bool]) -> bool:
    return bool(owners) and all(map(is_platform, owners))


def _of_owners_file(change: Change) -> tuple[Approval, ...]:
    touched = {path for file in change.files for path in (file.path_before, file.path)}
    if touched.isdisjoint(PLACES):
        return ()
    before = code_owners(change.before) or NO_OWNERS
    after = code_owners(change.after) or NO_OWNERS
    if before.rules == after.rules:
        return ()
    known, areas = layout(change), _areas_known_from_elsewhere(change)
    return OwnersChange(
        before=before,
        after=after,
        paths=change.after.paths,
        paths_are_all=change.pull_request.tree_is_whole,
        is_platform=_platform(change, before, after),
        stream_of=lambda path: _name_of(areas.area_of(path)),
        is_guarded=lambda path: matches(known.guarded, path),
        came_from={file.path: file.path_before for file in change.files if file.old_path},
    ).approvals()


def _of_copies(change: Change) -> Iterator[Approval]:
    """Owners files that teams copy, and scripts that write a rule for each of them."""
    for file in change.files:
        if not isinstance(file.before, str) or not isinstance(file.after, str):
            continue
        if _is_template(file.path):
            before, after = parse(file.before, file.path), parse(file.after, file.path)
            places = frozenset(sample_path(rule.pattern) for rule in before.rules)
            whose = "every team that copies the template"
            yield from _of_copy(change, before, after, places, whose)
        elif is_generator(file.path):
            before = rules_written(file.before, file.path)
            after = rules_written(file.after, file.path)
            # a rule that is not found any more may be written in another way
            yield from _of_copy(change, before, after, frozenset(), None)


def _of_copy(
    change: Change,
    before: CodeOwners,
    after: CodeOwners,
    places: frozenset[str],
    stream: str | None,
) -> tuple[Approval, ...]:
    """Rules for places that are elsewhere, `stream` being whose they are."""
    return OwnersChange(
        before=before,
        after=after,
        paths=places,
        paths_are_all=True,
        is_platform=_platform(change, before, after),
        stream_of=lambda _: stream,
        is_guarded=lambda _: False,
    ).approvals()


def _is_template(path: str) -> bool:
    folders = path.lower().split("/")[:-1]
    return basename(path) == "CODEOWNERS" and not TEMPLATE_FOLDERS.isdisjoint(folders)


def _platform(change: Change, before: CodeOwners, after: CodeOwners) -> Callable[[str], bool]:
    """Says who is the platform's: its team under all names, however they are spelt where they are
    declared, who owns what nobody else owns, and who owns the owners file.

    An owner of everything, before or after, is no stream. Without a declared platform, neither is
    a team in whose folders several others have theirs. Where the platform is only inferred, so
    is who it will be after the change, because teams are renamed. Raises `CannotTell` when called
    without anybody to go by.
    """
    known = layout(change)
    names = {owner for side in (before, after) for owner in (*default_owners(side), *keepers(side))}
    if not change.configuration.platform.team:
        names |= {*hosts(before), *hosts(after)}
    if known.platform:
        names |= {known.platform.name, *known.platform.aliases}
    if known.platform_confidence != "high" and (later := from_owners(after).team):
        names |= {later.name, *later.aliases}
    ours = frozenset(name.casefold() for name in names)
    declared = change.configuration.platform
    called = {key(name) for name in (declared.name, *declared.aliases) if name}

    def is_platform(owner: str) -> bool:
        if not ours and not called:
            raise CannotTell(
                "nothing says which team runs the platform; name it under `platform.team`"
            )
        return owner.casefold() in ours or (is_team(owner) and key(owner) in called)

    return is_platform


def _areas_known_from_elsewhere(change: Change) -> AreaFinder:
    return AreaFinder(area for area in layout(change).streams if area.source != "CODEOWNERS")


def _name_of(area: StreamArea | None) -> str | None:
    return area.team.name if area else None
