"""REST: pull requests, their files, commits and contents."""

import base64
from typing import Any

from app.sandbox import shapes
from app.sandbox.calls import Call, Handler, Refusal, Reply, paged
from app.sandbox.history import Commit, blob_id
from app.sandbox.records import PullRequest

MOST_COMPARED = 300
MOST_LISTED = 3_000
LARGEST_INLINE = 1_000_000
"""Bytes up to which contents are given in the answer itself."""


def asked_pull_request(call: Call) -> PullRequest:
    """The pull request that the path names."""
    found = call.repository.pull_requests.get(call.parameters["number"])
    if found is None:
        raise Refusal(404, "Not Found")
    return found


def open_conversation(call: Call) -> PullRequest:
    """The pull request that the path names, where the caller may write comments to it."""
    call.needs("pull_requests", "write")
    found = asked_pull_request(call)
    if found.locked:
        raise Refusal(403, "Unable to create comment because issue is locked.")
    return found


def _pull_request(call: Call) -> Reply:
    call.needs("pull_requests", "read")
    return Reply(shapes.pull_request(call.world, call.repository, asked_pull_request(call)))


def _files(call: Call) -> Reply:
    call.needs("pull_requests", "read")
    subject = asked_pull_request(call)
    _, changed = call.repository.changes(subject.base_sha, subject.head_sha)
    return paged(call, [shapes.file(one) for one in changed[:MOST_LISTED]], list)


def _commit(call: Call, ref: str) -> Commit:
    call.needs("contents", "read")
    commit = call.repository.commit(ref)
    if commit is None:
        raise Refusal(404, f"No commit found for the ref {ref}")
    return commit


def _branch(call: Call) -> Reply:
    call.needs("contents", "read")
    tip = call.repository.branches.get(call.parameters["branch"])
    if tip is None:
        raise Refusal(404, "Not Found")
    ref = f"refs/heads/{call.parameters['branch']}"
    return Reply({"ref": ref, "object": {"type": "commit", "sha": tip}})


def _tree(call: Call) -> Reply:
    commit = _commit(call, call.parameters["sha"])
    folders = {
        path.rsplit("/", depth)[0]
        for path in commit.files
        for depth in range(1, path.count("/") + 1)
    }
    entries: list[dict[str, Any]] = [
        {"path": path, "type": "blob", "mode": "100644", "sha": blob_id(data), "size": len(data)}
        for path, data in commit.files.items()
    ]
    entries += [{"path": path, "type": "tree", "mode": "040000"} for path in folders]
    if not call.query.get("recursive"):
        entries = [entry for entry in entries if "/" not in entry["path"]]
    entries.sort(key=lambda entry: str(entry["path"]))
    return Reply({"sha": commit.sha, "tree": entries, "truncated": False})


def _contents(call: Call) -> Reply:
    ref = call.query.get("ref", call.repository.default_branch)
    path = call.parameters["path"]
    files = _commit(call, ref).files
    if path not in files:
        inside = [name for name in files if name.startswith(f"{path}/")]
        if not inside:
            raise Refusal(404, "Not Found")
        return Reply([{"type": "file", "path": name} for name in inside])
    data = files[path]
    given = len(data) <= LARGEST_INLINE
    return Reply(
        {
            "type": "file",
            "path": path,
            "size": len(data),
            "sha": blob_id(data),
            "encoding": "base64" if given else "none",
            "content": base64.encodebytes(data).decode() if given else "",
        }
    )


def _compare(call: Call) -> Reply:
    base, _, head = call.parameters["basehead"].partition("...")
    ends = _commit(call, base), _commit(call, head)
    merge_base, changed = call.repository.changes(ends[0].sha, ends[1].sha)
    first_page = call.query.get("page", "1") == "1"
    files = [shapes.file(one) for one in changed[:MOST_COMPARED]] if first_page else []
    return Reply(
        {
            "status": "ahead",
            "base_commit": {"sha": ends[0].sha},
            "merge_base_commit": {"sha": merge_base.sha},
            "commits": [{"sha": ends[1].sha}],
            "files": files,
        }
    )


def _pull_requests_of(call: Call) -> Reply:
    call.needs("pull_requests", "read")
    here = _commit(call, call.parameters["sha"]).sha
    every = call.repository.pull_requests.values()
    found = [one for one in every if one.head_sha == here]
    shown = [shapes.pull_request(call.world, call.repository, one) for one in found]
    return paged(call, shown, list)


def _repository(call: Call) -> Reply:
    call.needs("metadata", "read")
    return Reply(shapes.repository(call.world, call.repository))


ROUTES: list[tuple[str, str, Handler]] = [
    ("GET", "/repos/{owner}/{repo}", _repository),
    ("GET", "/repos/{owner}/{repo}/pulls/{number:int}", _pull_request),
    ("GET", "/repos/{owner}/{repo}/pulls/{number:int}/files", _files),
    ("GET", "/repos/{owner}/{repo}/git/ref/heads/{branch:path}", _branch),
    ("GET", "/repos/{owner}/{repo}/git/trees/{sha}", _tree),
    ("GET", "/repos/{owner}/{repo}/contents/{path:path}", _contents),
    ("GET", "/repos/{owner}/{repo}/compare/{basehead}", _compare),
    ("GET", "/repos/{owner}/{repo}/commits/{sha}/pulls", _pull_requests_of),
]
