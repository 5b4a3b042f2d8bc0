"""Approval rules outside CODEOWNERS: OWNERS files of folders, lists, settings and workflows."""

from collections.abc import Iterator

from app.core.fact import Approval, CannotTell
from app.facts.automatic_approval import automatic_approval_change
from app.facts.change import Change
from app.facts.folder_owners import folder_owners_change, is_folder_owners
from app.facts.layout import layout
from app.facts.owner_lists import list_changes
from app.facts.paths import is_supporting
from app.facts.required_reviews import review_changes
from app.facts.teams import Directory


def approvals_elsewhere(change: Change) -> Iterator[Approval]:
    """What a change does to approval rules other than owners files of GitHub's manner."""
    for file in change.files:
        if is_supporting(file.path):
            continue
        if is_folder_owners(file.path):
            yield from folder_owners_change(change, file)
        else:
            yield from list_changes(file, lambda name: _is_platform(change, name))
            yield from review_changes(file)
            yield from automatic_approval_change(file, lambda: layout(change).platform)


def _is_platform(change: Change, name: str) -> bool:
    known = layout(change)
    if known.platform is None:
        raise CannotTell("nothing says which team runs the platform; name it under `platform.team`")
    return Directory(known.platform, ()).is_platform(name)
