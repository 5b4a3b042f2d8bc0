"""OWNERS files of Kubernetes' manner: who may approve a folder, and what a change does to that.

So may the approvers of the folders above it, unless it says `no_parent_owners`. The approvers at
the top are the platform's, and so is a group that has all of them among its members.
https://www.kubernetes.dev/docs/guide/owners/
"""

from collections.abc import Iterator
from functools import cached_property
from posixpath import basename, dirname

from app.core.fact import Approval, ApprovalEffect, CannotTell
from app.core.pull_request import ChangedFile, NotRead
from app.facts.approval_effect import Approvers, effect_of
from app.facts.change import Change, Version
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, YamlTrouble, compose, text_at

OWNERS = "OWNERS"
ALIASES = "OWNERS_ALIASES"
_NOTHING = Mapping(1, 1, ())


def neighbours(path: str) -> tuple[str, ...]:
    """What an OWNERS file is understood by: the aliases, and the OWNERS files above it."""
    return (ALIASES, *_chain(path)[1:]) if basename(path) == OWNERS else ()


def is_folder_owners(path: str) -> bool:
    """Whether a file says who may approve a folder below the top of the repository."""
    return basename(path) == OWNERS and bool(dirname(path))


def folder_owners_change(change: Change, file: ChangedFile) -> Iterator[Approval]:
    """What a changed OWNERS file does to its folder; nothing where the folder goes with it.

    Raises `CannotTell` where an OWNERS file above exists but is not at hand.
    """
    folder = dirname(file.path)
    if folder not in change.after.folders:
        return
    circle = change.once("circle of the top's approvers", _Circle)
    before = circle.approvers(change.before, file.path_before)
    after = circle.approvers(change.after, file.path)
    if before != after:
        yield Approval(
            pattern=folder,
            path=file.path,
            line=_line_of_approvers(change.after.text(file.path)),
            effect=circle.effect(file, before, after),
            stream_owners=before.streams or after.streams,
            platform_owners=after.platform or before.platform,
            form="owners",
        )


class _Circle:
    """Who the platform is, as the OWNERS file at the top and the groups tell, before and after."""

    def __init__(self, change: Change) -> None:
        self._change = change

    def approvers(self, version: Version, path: str) -> Approvers:
        """Who may approve in a folder: those named on the way up, and those at the top."""
        *chain, top = _chain(path)
        at_top = _names(_owners_file(version, top))
        streams: list[str] = []
        platform: list[str] = []
        for place in chain:
            owners = _owners_file(version, place)
            for name in _names(owners):
                (platform if self.is_platform(name) else streams).append(name)
            if text_at(owners.get("options"), "no_parent_owners") == "true":
                at_top = () if streams or platform else at_top
                break
        everyone = dict.fromkeys((*platform, *at_top))
        return Approvers(tuple(dict.fromkeys(streams)), tuple(everyone))

    def effect(self, file: ChangedFile, before: Approvers, after: Approvers) -> ApprovalEffect:
        """The effect on a folder. Single persons come and go without saying for whom, and a group
        that is dissolved waits for nobody; nor does anybody join who could approve already.
        Without approvers at the top there is no platform to wait for."""
        effect = effect_of(before, after) if self._top else "none"
        remaining = self._groups_of(self._change.after).keys()
        if effect == "requires" and remaining.isdisjoint(map(_key, before.streams)):
            return "none"
        if effect == "relaxes" and before.streams and after.platform:
            joined = self._members((*before.streams, *before.platform))
            if self._members(after.streams) <= joined:
                return "none"
        if effect in ("none", "relaxes") and self._names_the_platform(file):
            return "co_owner_added"
        return effect

    def _names_the_platform(self, file: ChangedFile) -> bool:
        """Whether a file that named streams alone now names a group of the platform beside them."""
        before = _names(_owners_file(self._change.before, file.path_before))
        after = _names(_owners_file(self._change.after, file.path))
        joined = {_key(name) for name in after if self.is_platform(name)} & self._groups.keys()
        return bool(joined) and bool(before) and not any(map(self.is_platform, before))

    def is_platform(self, name: str) -> bool:
        """Whether a name stands for the platform: at the top, or a group of all who do."""
        key = _key(name)
        if key in self._top or key in self._people:
            return True
        return bool(self._people) and self._people <= self._groups.get(key, frozenset())

    @cached_property
    def _groups(self) -> dict[str, frozenset[str]]:
        """The members of each group, before and after together."""
        before, after = map(self._groups_of, self._versions)
        none: frozenset[str] = frozenset()
        return {key: before.get(key, none) | after.get(key, none) for key in before | after}

    def _groups_of(self, version: Version) -> dict[str, frozenset[str]]:
        aliases = _owners_file(version, ALIASES).get("aliases")
        entries = aliases.entries() if isinstance(aliases, Mapping) else ()
        return {_key(label.text): frozenset(map(_key, _texts(group))) for label, group in entries}

    @cached_property
    def _top(self) -> frozenset[str]:
        """The names at the top, before and after."""
        files = (_owners_file(version, OWNERS) for version in self._versions)
        return frozenset(_key(name) for owners in files for name in _names(owners))

    @cached_property
    def _people(self) -> frozenset[str]:
        return self._members(tuple(self._top))

    def _members(self, names: tuple[str, ...]) -> frozenset[str]:
        """The persons that names stand for."""
        keys = map(_key, names)
        return frozenset().union(*(self._groups.get(key, frozenset({key})) for key in keys))

    @property
    def _versions(self) -> tuple[Version, Version]:
        return self._change.before, self._change.after


def _key(name: str) -> str:
    """Names are those of GitHub, which knows no capitals."""
    return name.casefold()


def _chain(path: str) -> list[str]:
    """An OWNERS file and those that may stand above it, the top's last."""
    folders = [dirname(path)]
    while folders[-1]:
        folders.append(dirname(folders[-1]))
    return [f"{folder}/{OWNERS}" if folder else OWNERS for folder in folders]


def _names(owners: Mapping) -> tuple[str, ...]:
    """The approvers of a folder, and of those of its files that a filter picks."""
    filters = owners.get("filters")
    picked = [entry for _, entry in filters.entries()] if isinstance(filters, Mapping) else []
    lists = (part.get("approvers") for part in (owners, *picked) if isinstance(part, Mapping))
    return tuple(dict.fromkeys(name for entry in lists for name in _texts(entry)))


def _texts(node: Node | None) -> tuple[str, ...]:
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(item.text for item in items if isinstance(item, Scalar))


def _owners_file(version: Version, path: str) -> Mapping:
    content = version.content(path)
    if isinstance(content, NotRead):
        raise CannotTell(f"{path} was not read: {content.reason}")
    return version.once(f"owners in {path}", lambda _: _mapping(content))


def _mapping(text: str | None) -> Mapping:
    try:
        node = compose(text) if text else None
    except YamlTrouble:
        node = None
    return node if isinstance(node, Mapping) else _NOTHING


def _line_of_approvers(text: str | None) -> int:
    return next((key.line for key, _ in _mapping(text).entries() if key.text == "approvers"), 1)
