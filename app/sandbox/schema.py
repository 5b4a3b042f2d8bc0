"""The part of GitHub's GraphQL schema that the box answers for."""

from collections.abc import Sequence
from typing import Any

from app.sandbox import shapes
from app.sandbox.calls import Call
from app.sandbox.graphql import Node
from app.sandbox.history import Commit, Difference
from app.sandbox.records import CheckRun, Comment, PullRequest, Repository

MOST_TEXT = 512_000
"""Bytes of a file that GitHub gives before it cuts it short."""


def root(call: Call) -> Node:
    """What a query starts from."""

    def repository(owner: str, name: str) -> Node:
        return _repository(call, call.repository_named(f"{owner}/{name}"))

    return Node("Query", {"repository": repository})


def _repository(call: Call, repository: Repository) -> Node:
    def pull_request(number: int) -> Node | None:
        call.needs("pull_requests", "read")
        found = repository.pull_requests.get(number)
        return None if found is None else _pull_request(call, repository, found)

    def find(expression: str) -> Node | None:
        call.needs("contents", "read")
        sha, _, path = expression.partition(":")
        commit = repository.commit(repository.default_branch if sha == "HEAD" else sha)
        if commit is None:
            return None
        return _object(commit, path) if path else _commit(call, repository, commit)

    return Node("Repository", {"pullRequest": pull_request, "object": find})


def _pull_request(call: Call, of: Repository, one: PullRequest) -> Node:
    _, changed = of.changes(one.base_sha, one.head_sha)
    author = {"login": one.author.login.removesuffix("[bot]")}
    tip = of.commit(one.base)
    comments = [comment for comment in of.comments.values() if comment.number == one.number]
    state = "MERGED" if one.merged else one.state.upper()
    return Node(
        "PullRequest",
        {
            "number": one.number,
            "title": one.title,
            "body": one.body,
            "isDraft": one.draft,
            "state": state,
            "locked": one.locked,
            "url": shapes.page(call.world, of, one.number),
            "changedFiles": len(changed),
            "author": Node("Bot" if one.author.is_bot else "User", author),
            "labels": lambda first: _connection(
                [Node("Label", {"name": label}) for label in one.labels], first
            ),
            "mergeCommit": one.merge_sha and Node("Commit", {"oid": one.merge_sha}),
            "files": lambda first: _connection(list(map(_changed_file, changed)), first),
            "headRefOid": one.head_sha,
            "baseRefOid": one.base_sha,
            "baseRefName": one.base,
            "baseRef": tip and Node("Ref", {"target": _commit(call, of, tip)}),
            "comments": lambda first: _connection(
                [_comment(call, comment) for comment in comments], first
            ),
            "commits": lambda last: _connection(
                [Node("PullRequestCommit", {"commit": _head(call, of, one)})], last
            ),
        },
    )


_CHANGE_TYPES = {
    "added": "ADDED",
    "modified": "MODIFIED",
    "removed": "DELETED",
    "renamed": "RENAMED",
}


def _changed_file(one: Difference) -> Node:
    fields = {"path": one.path, "changeType": _CHANGE_TYPES[one.status]}
    return Node("PullRequestChangedFile", fields)


def _head(call: Call, of: Repository, one: PullRequest) -> Node:
    commit = of.commit(one.head_sha)
    if commit is None:
        raise LookupError(one.head_sha)
    return _commit(call, of, commit)


def _commit(call: Call, of: Repository, commit: Commit) -> Node:
    def file(path: str) -> Node | None:
        found = _object(commit, path)
        return None if found is None else Node("TreeEntry", {"path": path, "object": found})

    def suites(first: int, filterBy: dict[str, Any]) -> Node:  # noqa: N803  # GitHub's name
        call.needs("checks", "read")
        runs = [
            run
            for run in of.check_runs.values()
            if run.head_sha == commit.sha and run.name == filterBy["checkName"]
        ]
        apps = sorted({run.app for run in runs})
        return _connection([_suite([run for run in runs if run.app == app]) for app in apps], first)

    return Node(
        "Commit",
        {"oid": commit.sha, "file": file, "checkSuites": suites, **_past(call, of, commit)},
    )


def _past(call: Call, of: Repository, commit: Commit) -> dict[str, Any]:
    """What a commit says, where it comes from, and which pull requests brought it."""

    def pull_requests(first: int) -> Node:
        call.needs("pull_requests", "read")
        here = [
            _pull_request(call, of, one)
            for one in of.pull_requests.values()
            if commit.sha in (one.merge_sha, one.head_sha)
        ]
        return _connection(here, first)

    headline, _, body = commit.message.partition("\n")
    return {
        "messageHeadline": headline,
        "messageBody": body.strip(),
        "author": Node("GitActor", {"user": None}),
        "parents": lambda first: _connection(
            [Node("Commit", {"oid": parent}) for parent in commit.parents], first
        ),
        "history": lambda first: _connection(
            [_commit(call, of, one) for one in of.history.behind(commit.sha)], first
        ),
        "associatedPullRequests": pull_requests,
    }


def _suite(runs: Sequence[CheckRun]) -> Node:
    def latest(first: int, filterBy: dict[str, Any]) -> Node:  # noqa: N803  # GitHub's name
        some = runs[-1:] if filterBy.get("checkType") == "LATEST" else runs
        return _connection([_check_run(run) for run in some], first)

    app = Node("App", {"databaseId": runs[0].app})
    return Node("CheckSuite", {"app": app, "checkRuns": latest})


def _check_run(run: CheckRun) -> Node:
    return Node(
        "CheckRun",
        {
            "databaseId": run.id,
            "externalId": run.external_id,
            "status": run.status.upper(),
            "conclusion": run.conclusion and run.conclusion.upper(),
            "title": run.title,
            "summary": run.summary,
            "text": run.text or None,
            "annotations": lambda first: _connection(
                [_annotation(item) for item in run.annotations], first
            ),
        },
    )


def _annotation(item: dict[str, Any]) -> Node:
    start = Node("CheckAnnotationPosition", {"line": item["start_line"]})
    location = Node("CheckAnnotationSpan", {"start": start})
    fields = {name: item.get(name) for name in ("path", "title", "message")}
    return Node("CheckAnnotation", {**fields, "location": location})


def _comment(call: Call, comment: Comment) -> Node:
    ours = call.caller.installation is not None and comment.via_app == call.world.app.id
    return Node(
        "IssueComment",
        {
            "databaseId": comment.id,
            "viewerDidAuthor": ours or comment.author.login == call.caller.login,
            "body": comment.body,
        },
    )


def _object(commit: Commit, path: str) -> Node | None:
    if path not in commit.files:
        inside = any(name.startswith(f"{path}/") for name in commit.files)
        return Node("Tree", {}) if inside else None
    data = commit.files[path]
    binary = b"\0" in data[:8000]
    return Node(
        "Blob",
        {
            "byteSize": len(data),
            "isBinary": binary,
            "isTruncated": len(data) > MOST_TEXT,
            "text": None if binary else data[:MOST_TEXT].decode(errors="replace"),
        },
    )


def _connection(nodes: Sequence[Node], size: int) -> Node:
    page = Node("PageInfo", {"hasNextPage": len(nodes) > size})
    return Node("Connection", {"nodes": list(nodes[:size]), "pageInfo": page})
