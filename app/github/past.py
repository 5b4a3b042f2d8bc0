"""The past of a branch at GitHub: its newest changes in few requests, or none when seen before.

One query tells the commits and the pull requests that brought them. The tree before each change is
the next newer one with its change undone, and a text that no change touched is the one that stands
there today, so that most of what the facts want is asked for once.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.advise.protocols import FileList, Opening, Past
from app.advise.reading import assemble
from app.core.backtest import PastChange
from app.core.pull_request import ChangedFile, Content, PullRequest, Status, Wanted
from app.facts.wanted import wanted
from app.github.client import Client
from app.github.files import MOST_COMPARED, Tree, compare
from app.github.shelf import Shelf
from app.github.texts import AT_ONCE

MOST_TEXTS = 6 * AT_ONCE
"""With a tree, the line and comparisons at most twelve requests for a preview."""
MOST_COMPARISONS = 4
"""Changes whose files only a comparison tells: renamed, pushed without a pull request, rebased."""
_COMMITS = 60
"""Commits in which the branch's own line is followed; those of merged branches lie in between."""
_FILES = 100

Place = tuple[str, str]
Texts = Callable[[Sequence[Place]], Awaitable[Mapping[Place, Content]]]

_STATUS: Mapping[str, Status] = {
    "ADDED": "added",
    "CHANGED": "modified",
    "DELETED": "removed",
    "MODIFIED": "modified",
}

_DOCUMENT = f"""
query Past($owner: String!, $name: String!, $tip: String!) {{
  repository(owner: $owner, name: $name) {{ object(expression: $tip) {{ ... on Commit {{
    history(first: {_COMMITS}) {{ nodes {{
      oid messageHeadline messageBody
      author {{ user {{ login }} }}
      parents(first: 1) {{ nodes {{ oid }} }}
      associatedPullRequests(first: 1) {{ nodes {{
        number title body
        author {{ __typename login }}
        labels(first: 20) {{ nodes {{ name }} }}
        mergeCommit {{ oid }}
        files(first: {_FILES}) {{ pageInfo {{ hasNextPage }} nodes {{ path changeType }} }}
      }} }}
    }} }}
  }} }} }}
}}"""


@dataclass(frozen=True, slots=True)
class Step:
    """One commit of the line with what GitHub tells of it."""

    commit: str
    parent: str
    node: Mapping[str, Any]
    proposal: Mapping[str, Any] | None
    """The pull request that it merged."""


async def past(
    client: Client, shelf: Shelf, opening: Opening, tree: Tree, most: int, texts: Texts
) -> Past:
    """The newest changes that led to the base with its `tree`; `texts` reads files at commits."""
    steps = await line(client, shelf, opening.repository, opening.base_sha, most)
    reading = _Reading(client, shelf, opening, tree)
    for step, older in zip(steps, [*steps, None][1:], strict=True):
        if not await reading.take(step, older):
            break
    ended = reading.ended or ("" if len(steps) == most else "the history that was read ends there")
    return Past(await reading.assembled(texts), ended)


async def line(client: Client, shelf: Shelf, repository: str, tip: str, most: int) -> list[Step]:
    """The newest steps that led to a commit, newest first: one request."""
    key = ("line", repository, tip, most)
    steps: list[Step] | None = shelf.get(key)
    if steps is None:
        owner, _, name = repository.partition("/")
        variables = {"owner": owner, "name": name, "tip": tip}
        data, _ = await client.query(_DOCUMENT, variables, vital=False)
        found = ((data.get("repository") or {}).get("object") or {}).get("history") or {}
        steps = _followed(tip, found.get("nodes") or (), most)
        shelf.put(key, steps, sum(len(repr(step.node)) for step in steps))
    return steps


def _followed(tip: str, nodes: Sequence[Mapping[str, Any]], most: int) -> list[Step]:
    """The first-parent line from the tip, as far as it is known."""
    known = {node["oid"]: node for node in nodes}
    steps: list[Step] = []
    at = tip
    while at in known and len(steps) < most:
        node = known[at]
        parents = node["parents"]["nodes"]
        if not parents:
            break
        brought = next(iter(node["associatedPullRequests"]["nodes"]), None)
        if brought and (brought["mergeCommit"] or {}).get("oid") != at:
            brought = None
        steps.append(Step(at, parents[0]["oid"], node, brought))
        at = parents[0]["oid"]
    return steps


@dataclass(frozen=True, slots=True)
class _Taken:
    """A step whose files are known, with the tree before it."""

    step: Step
    files: tuple[ChangedFile, ...]
    tree: tuple[str, ...]
    whole: PullRequest | None
    """With its texts, where it was read for an earlier preview."""


class _Reading:
    """Takes one step after another into the past, and knows the tree before each."""

    def __init__(self, client: Client, shelf: Shelf, opening: Opening, tree: Tree) -> None:
        self._client = client
        self._shelf = shelf
        self._opening = opening
        self._tree = set(tree.blobs)
        self._is_whole = tree.is_whole
        self._touched: dict[str, list[int]] = defaultdict(list)
        """For each path, the positions of the steps that touch it, ascending."""
        self._taken: list[_Taken] = []
        self._comparisons = 0
        self._wanted: set[Place] = set()
        self.ended = ""

    async def take(self, step: Step, older: Step | None) -> bool:
        """Read one step; False where the budget ends before it."""
        whole: PullRequest | None = self._shelf.get(self._key(step))
        files = whole.files if whole else _listed(step, older)
        if files is None:
            files = await self._compared(step)
        if files is None:
            return False
        self._undo(files)
        self._taken.append(_Taken(step, files, tuple(sorted(self._tree)), whole))
        position = len(self._taken) - 1
        for path in {path for file in files for path in (file.path, file.path_before)}:
            self._touched[path].append(position)
        if whole:
            return True
        places = (self._place(wish, position) for wish in self._wishes(position))
        more = self._wanted.union(filter(None, places))
        if len(more) > MOST_TEXTS:
            self._taken.pop()
            self.ended = "more texts than are read for a preview"
            return False
        self._wanted = more
        return True

    async def assembled(self, texts: Texts) -> tuple[tuple[PastChange, PullRequest], ...]:
        """The steps as changes, their texts read."""
        read = await texts(sorted(self._wanted))
        return tuple(self._change(position, read) for position in range(len(self._taken)))

    def _key(self, step: Step) -> tuple[str, str, str]:
        return "past", self._opening.repository, step.commit

    async def _compared(self, step: Step) -> tuple[ChangedFile, ...] | None:
        self._comparisons += 1
        if self._comparisons > MOST_COMPARISONS:
            self.ended = "more changes whose files must be asked for one by one"
            return None
        repository = self._opening.repository
        found = await compare(self._client, repository, 0, step.parent, step.commit, 0)
        if len(found.listed.files) >= MOST_COMPARED:
            self.ended = "a change with more files than GitHub compares"
            return None
        return found.listed.files

    def _undo(self, files: Sequence[ChangedFile]) -> None:
        self._tree -= {file.path for file in files}
        self._tree |= {file.path_before for file in files if file.status != "added"}

    def _wishes(self, position: int) -> tuple[Wanted, ...]:
        taken = self._taken[position]
        standing: tuple[Wanted, ...] = tuple(("before", path) for path in self._opening.standing)
        return (*wanted(taken.files, taken.tree), *standing)

    def _place(self, wish: Wanted, position: int) -> Place | None:
        """Where a text is read: at the newest commit that has the same; None for today's own."""
        side, path = wish
        touched = self._touched.get(path, [])
        at = bisect_left(touched, position + 1 if side == "before" else position)
        newest = touched[at - 1] + 1 if at else 0
        if newest == 0 and path in self._opening.standing:
            return None
        if newest == len(self._taken):
            return self._taken[newest - 1].step.parent, path
        return self._taken[newest].step.commit, path

    def _change(
        self, position: int, read: Mapping[Place, Content]
    ) -> tuple[PastChange, PullRequest]:
        taken = self._taken[position]
        whole = taken.whole or self._assembled(position, read)
        return PastChange(taken.step.commit, whole.title, whole.number), whole

    def _assembled(self, position: int, read: Mapping[Place, Content]) -> PullRequest:
        taken = self._taken[position]
        texts: dict[Wanted, Content] = {}
        for wish in self._wishes(position):
            place = self._place(wish, position)
            texts[wish] = read[place] if place else self._opening.standing[wish[1]]
        standing = {path: texts["before", path] for path in self._opening.standing}
        opening = replace(_opening(self._opening, taken.step), standing=standing)
        listed = FileList(taken.files, tree=taken.tree, tree_is_whole=self._is_whole)
        whole = assemble(opening, listed, texts)
        size = sum(len(text) for text in texts.values() if isinstance(text, str))
        self._shelf.put(self._key(taken.step), whole, size + len(taken.tree))
        return whole


def _listed(step: Step, older: Step | None) -> tuple[ChangedFile, ...] | None:
    """The files as the pull request has them; None where they must be compared.

    Of a pull request that was rebased, several commits lie on the line.
    """
    if step.proposal is None or (older and _number(older) == step.proposal["number"]):
        return None
    files = step.proposal["files"]
    if files is None or files["pageInfo"]["hasNextPage"]:
        return None
    if any(file["changeType"] not in _STATUS for file in files["nodes"]):
        return None
    return tuple(ChangedFile(file["path"], _STATUS[file["changeType"]]) for file in files["nodes"])


def _number(step: Step) -> int | None:
    nodes = step.node["associatedPullRequests"]["nodes"]
    return nodes[0]["number"] if nodes else None


def _opening(base: Opening, step: Step) -> Opening:
    """The change as it was proposed, in the words of its pull request or else its commit."""
    said = step.proposal
    person = ((step.node["author"] or {}).get("user") or {}) if said is None else said["author"]
    bot = "[bot]" if (person or {}).get("__typename") == "Bot" else ""
    return replace(
        base,
        number=said["number"] if said else None,
        title=said["title"] if said else step.node["messageHeadline"],
        body=(said["body"] if said else step.node["messageBody"]) or "",
        author=(person or {}).get("login", "") + bot,
        labels=tuple(label["name"] for label in said["labels"]["nodes"]) if said else (),
        draft=False,
        base_sha=step.parent,
        head_sha=step.commit,
        comment_id=None,
    )
