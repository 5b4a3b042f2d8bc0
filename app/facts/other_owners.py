"""Approval rules outside CODEOWNERS: OWNERS files of Kubernetes' manner, and lists of owners.

An OWNERS file names who may approve its folder; so may the approvers of the folders above it,
unless it says `no_parent_owners`. The approvers at the top are the platform's, and a stream is a
group of OWNERS_ALIASES: single persons come and go without saying for whom.
https://www.kubernetes.dev/docs/guide/owners/
"""

from collections.abc import Iterator
from posixpath import basename, dirname

from app.core.fact import Approval, CannotTell
from app.core.pull_request import NotRead
from app.facts.approval_effect import Approvers, effect_of
from app.facts.change import Change, Version
from app.facts.layout import layout
from app.facts.owner_lists import list_changes
from app.facts.paths import is_supporting
from app.facts.teams import Directory
from app.facts.yaml_text import Mapping, Scalar, Sequence, YamlTrouble, compose, text_at

OWNERS = "OWNERS"
ALIASES = "OWNERS_ALIASES"


def neighbours(path: str) -> tuple[str, ...]:
    """What an OWNERS file is understood by: the aliases, and the OWNERS files above it."""
    return (ALIASES, *_chain(path)[1:]) if basename(path) == OWNERS else ()


def _chain(path: str) -> list[str]:
    """An OWNERS file and those that may stand above it, the top's last."""
    folders = [dirname(path)]
    while folders[-1]:
        folders.append(dirname(folders[-1]))
    return [f"{folder}/{OWNERS}" if folder else OWNERS for folder in folders]


def approvals_elsewhere(change: Change) -> Iterator[Approval]:
    """What a change does to approval rules other than owners files of GitHub's manner."""
    for file in change.files:
        if is_supporting(file.path):
            continue
        if basename(file.path) == OWNERS and dirname(file.path):
            yield from _of_owners(change, file.path)
        else:
            yield from list_changes(file, lambda name: _is_platform(change, name))


def _is_platform(change: Change, name: str) -> bool:
    known = layout(change)
    if known.platform is None:
        raise CannotTell("nothing says which team runs the platform; name it under `platform.team`")
    return Directory(known.platform, ()).is_platform(name)


def _of_owners(change: Change, path: str) -> Iterator[Approval]:
    folder = dirname(path)
    if not any(other.startswith(f"{folder}/") for other in change.after.paths):
        return  # the folder goes with its owners
    before, after = _approvers(change, change.before, path), _approvers(change, change.after, path)
    if before != after:
        yield Approval(
            pattern=folder,
            path=path,
            line=_line_of_approvers(change.after.text(path)),
            effect=effect_of(before, after),
            stream_owners=before.streams or after.streams,
            platform_owners=after.platform or before.platform,
        )


def _approvers(change: Change, version: Version, path: str) -> Approvers:
    """The groups that may approve in a folder, and the platform where it may as well.

    A group that stands at the top before or after the change is the platform's. Raises
    `CannotTell` where an OWNERS file above exists but is not at hand.
    """
    *chain, top = _chain(path)
    groups = {label.text for label, _ in _aliases(version).entries()}
    platform = _names(_owners_file(version, top))
    groups -= {*_names(_owners_file(change.before, top)), *_names(_owners_file(change.after, top))}
    found: list[str] = []
    for place in chain:
        owners = _owners_file(version, place)
        found += [name for name in _names(owners) if name in groups]
        if text_at(owners.get("options"), "no_parent_owners") == "true":
            return Approvers(tuple(dict.fromkeys(found)), () if found else platform)
    return Approvers(tuple(dict.fromkeys(found)), platform)


def _aliases(version: Version) -> Mapping:
    aliases = _owners_file(version, ALIASES).get("aliases")
    return aliases if isinstance(aliases, Mapping) else _NOTHING


def _names(owners: Mapping) -> tuple[str, ...]:
    approvers = owners.get("approvers")
    items = approvers.items if isinstance(approvers, Sequence) else ()
    return tuple(dict.fromkeys(item.text for item in items if isinstance(item, Scalar)))


_NOTHING = Mapping(1, 1, ())


def _owners_file(version: Version, path: str) -> Mapping:
    content = version.content(path)
    if isinstance(content, NotRead):
        raise CannotTell(f"{path} was not read: {content.reason}")
    return _mapping(content)


def _mapping(text: str | None) -> Mapping:
    try:
        node = compose(text) if text else None
    except YamlTrouble:
        node = None
    return node if isinstance(node, Mapping) else _NOTHING


def _line_of_approvers(text: str | None) -> int:
    return next((key.line for key, _ in _mapping(text).entries() if key.text == "approvers"), 1)
