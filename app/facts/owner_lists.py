"""Lists of owners and reviewers in JSON and YAML, such as `codeowners` of an environment.

A generated owners file, or the protection of a branch or a deployment, is made of such lists. What
a list that is missing falls back to is not known, so that one which comes or goes tells little.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import re2

from app.core.fact import Approval, CannotTell
from app.core.pull_request import ChangedFile
from app.facts.approval_effect import Approvers, effect_of
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, YamlTrouble, compose_all, text_at
from app.lazy_re import regex

_LIST = regex(
    r"code[-_]?owners|(?:required|additional|deployment)[-_]?(?:reviewers|approvers)"
    r"|(?:push|merge|bypass)[-_](?:pull[-_]request[-_])?allowances",
    re.IGNORECASE,
)
_LIST_OF_ENVIRONMENT = regex(r"reviewers|approvers|protection", re.IGNORECASE)
_ENVIRONMENTS = regex(r"environments?|deployments?", re.IGNORECASE)
_KEY = r"[\"']?[ \t]*:"
_LIST_KEY = re2.compile(rf"(?i)\b(?:{_LIST.pattern}){_KEY}")
_KEY_OF_ENVIRONMENT = re2.compile(rf"(?i)(?:\b|_)(?:reviewers?|approvers?|protection){_KEY}")
_SOME_ENVIRONMENT = re2.compile(rf"(?i)\b(?:{_ENVIRONMENTS.pattern}){_KEY}")
"""For a look at whole files, of which Kubernetes has large ones full of environments."""
_MARK = regex(r"(?:\w{1,40}_)?(?:reviewer|approver)", re.IGNORECASE)
_NAME = regex(r"(?:\w{1,40}_)?(?:team|slug|group|group_name|login|name)", re.IGNORECASE)
_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class OwnerList:
    """A list of names that may approve something."""

    names: tuple[str, ...]
    line: int


def list_changes(file: ChangedFile, is_platform: Callable[[str], bool]) -> Iterator[Approval]:
    """What a changed file does to the lists that it holds on both sides."""
    if not file.path.endswith((".json", ".yaml", ".yml")):
        return
    if not isinstance(file.before, str) or not isinstance(file.after, str):
        return
    before, after = owner_lists(file.before), owner_lists(file.after)
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if (old.names if old else ()) != (new.names if new else ()):
            yield _approval(name, file.path, old, new, is_platform)


def _approval(
    name: str,
    path: str,
    old: OwnerList | None,
    new: OwnerList | None,
    is_platform: Callable[[str], bool],
) -> Approval:
    before = Approvers.told_apart(old.names if old else (), is_platform)
    after = Approvers.told_apart(new.names if new else (), is_platform)
    shown = new or old
    return Approval(
        pattern=name,
        path=path,
        line=shown.line if shown else 1,
        effect=effect_of(before, after),
        stream_owners=before.streams or after.streams,
        platform_owners=after.platform or before.platform,
        form="list",
    )


def owner_lists(text: str) -> dict[str, OwnerList]:
    """The lists in a text by where they stand, such as `environments.production.approvers`.

    A text that is no YAML holds none; one past the reader's limits raises `CannotTell`.
    """
    if not _may_hold_lists(text):
        return {}
    try:
        documents = compose_all(text)
    except YamlTrouble as trouble:
        if "more than" in trouble.message or "deeper" in trouble.message:
            raise CannotTell(f"a list of owners {trouble.message}") from None
        return {}
    return {name: found for document in documents for name, found in _walk(document, ())}


def _may_hold_lists(text: str) -> bool:
    """A quick look that spares parsing most of all files."""
    if _LIST_KEY.search(text):
        return True
    return bool(_KEY_OF_ENVIRONMENT.search(text) and _SOME_ENVIRONMENT.search(text))


def _walk(node: Node, place: tuple[str, ...]) -> Iterator[tuple[str, OwnerList]]:
    if isinstance(node, Sequence):
        marked = _marked(node) if _inside_environments(place) else ()
        if marked:
            yield ".".join(place), OwnerList(marked, node.line)
        for position, item in enumerate(node.items):
            yield from _walk(item, (*place, _name_of(item) or str(position)))
    elif isinstance(node, Mapping):
        for label, value in node.entries():
            if isinstance(value, Sequence) and _is_list(label.text, place):
                yield ".".join((*place, label.text)), OwnerList(_scalars(value), label.line)
            else:
                yield from _walk(value, (*place, label.text))


def _is_list(label: str, place: tuple[str, ...]) -> bool:
    if _LIST.fullmatch(label):
        return True
    return _inside_environments(place) and bool(_LIST_OF_ENVIRONMENT.fullmatch(label))


def _inside_environments(place: tuple[str, ...]) -> bool:
    """Elsewhere approvers may be those of a document, and reviewers those of an update."""
    return any(_ENVIRONMENTS.fullmatch(step) for step in place)


def _scalars(node: Sequence) -> tuple[str, ...]:
    """The names in a list: plain, or the names of its mappings."""
    names = (item.text if isinstance(item, Scalar) else _name_of(item) for item in node.items)
    return tuple(dict.fromkeys(name for name in names if name))


def _marked(node: Sequence) -> tuple[str, ...]:
    """The names of entries that are marked as reviewers, such as `{team: a, approver: true}`."""
    return tuple(
        dict.fromkeys(
            name
            for item in node.items
            if isinstance(item, Mapping) and (name := _name_of(item)) and _is_marked(item)
        )
    )


def _is_marked(node: Mapping) -> bool:
    return any(
        _MARK.fullmatch(label.text) and (text_at(node, label.text) or "").lower() in _TRUE
        for label, _ in node.entries()
    )


def _name_of(node: Node) -> str | None:
    if not isinstance(node, Mapping):
        return None
    named = (label.text for label, _ in node.entries() if _NAME.fullmatch(label.text))
    return next((name for label in named if (name := text_at(node, label))), None)
