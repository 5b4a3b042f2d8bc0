"""How GitHub's REST interface shows what is in the box; only what its documentation promises."""

from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.sandbox import records as r
    from app.sandbox.world import World
from app.sandbox.history import Difference, blob_id

Shape = dict[str, Any]


def account(one: "r.Account") -> Shape:
    """A simple user."""
    number = int.from_bytes(sha256(one.login.encode()).digest()[:4])
    return {"login": one.login, "id": number, "type": "Bot" if one.is_bot else "User"}


def repository(world: "World", one: "r.Repository") -> Shape:
    """A minimal repository."""
    return {
        "id": one.id,
        "name": one.name.partition("/")[2],
        "full_name": one.name,
        "owner": {"login": one.owner, "type": "Organization"},
        "default_branch": one.default_branch,
        "private": False,
        "html_url": f"{world.web_url}/{one.name}",
    }


def page(world: "World", one: "r.Repository", number: int) -> str:
    """A pull request's address for people."""
    return f"{world.web_url}/{one.name}/pull/{number}"


def pull_request(world: "World", of: "r.Repository", one: "r.PullRequest") -> Shape:
    """A pull request."""
    _, changed = of.changes(one.base_sha, one.head_sha)
    here = repository(world, of)
    head_name = f"{one.head_owner}/{here['name']}"
    return {
        "number": one.number,
        "state": one.state,
        "locked": one.locked,
        "draft": one.draft,
        "merged": one.merged,
        "title": one.title,
        "body": one.body or None,
        "user": account(one.author),
        "labels": [{"name": label} for label in one.labels],
        "html_url": page(world, of, one.number),
        "changed_files": len(changed),
        "base": {"ref": one.base, "sha": one.base_sha, "repo": here},
        "head": {
            "ref": one.head_branch,
            "sha": one.head_sha,
            "repo": here | {"full_name": head_name, "fork": head_name != of.name},
        },
    }


def file(one: Difference) -> Shape:
    """A changed file."""
    shape: Shape = {
        "filename": one.path,
        "status": one.status,
        "sha": blob_id(one.after if one.after is not None else one.before or b""),
        "additions": one.additions,
        "deletions": one.deletions,
        "changes": one.additions + one.deletions,
    }
    return shape | ({"previous_filename": one.old_path} if one.old_path else {})


def comment(world: "World", of: "r.Repository", one: "r.Comment") -> Shape:
    """A comment on a pull request."""
    return {
        "id": one.id,
        "body": one.body,
        "user": account(one.author),
        "html_url": f"{page(world, of, one.number)}#issuecomment-{one.id}",
        "performed_via_github_app": app(world.app) if one.via_app == world.app.id else None,
    }


def line_comment(world: "World", of: "r.Repository", one: "r.LineComment") -> Shape:
    """A comment on a line of what a pull request changes."""
    return {
        "id": one.id,
        "body": one.body,
        "user": account(one.author),
        "commit_id": one.commit,
        "path": one.path,
        "line": one.line,
        "side": "RIGHT",
        "html_url": f"{page(world, of, one.number)}#discussion_r{one.id}",
    }


def app(one: "r.Registration") -> Shape:
    """The App as anybody may see it."""
    return {
        "id": one.id,
        "slug": one.slug,
        "name": one.slug.title(),
        "owner": {"login": "acme", "type": "Organization"},
        "permissions": dict(one.permissions),
        "events": ["check_run", "check_suite", "issue_comment", "merge_group", "pull_request"],
    }


def installation(one: "r.Installation") -> Shape:
    """One installation of the App."""
    return {
        "id": one.id,
        "account": {"login": one.account, "type": "Organization"},
        "permissions": dict(one.permissions),
        "suspended_at": "2026-01-01T00:00:00Z" if one.suspended else None,
    }


def check_run(world: "World", one: "r.CheckRun") -> Shape:
    """A check run."""
    return {
        "id": one.id,
        "name": one.name,
        "head_sha": one.head_sha,
        "external_id": one.external_id,
        "details_url": one.details_url,
        "status": one.status,
        "conclusion": one.conclusion,
        "output": {
            "title": one.title,
            "summary": one.summary,
            "text": one.text or None,
            "annotations_count": len(one.annotations),
        },
        "app": app(world.app),
        "pull_requests": [],
    }
