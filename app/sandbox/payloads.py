"""What GitHub says in a webhook about something that happened in the box."""

from typing import TYPE_CHECKING, Any

from app.sandbox import shapes

if TYPE_CHECKING:
    from app.sandbox.records import Account, CheckRun, Comment, PullRequest, Repository
    from app.sandbox.world import World

Payload = dict[str, Any]


def pull_request(
    world: "World", repository: "Repository", subject: "PullRequest", action: str
) -> Payload:
    """Something happened to a pull request."""
    return {
        "action": action,
        "number": subject.number,
        "pull_request": shapes.pull_request(world, repository, subject),
        "repository": shapes.repository(world, repository),
        "sender": shapes.account(subject.author),
    }


def check_run(
    world: "World", repository: "Repository", run: "CheckRun", sender: "Account", button: str = ""
) -> Payload:
    """Somebody asks for another run of a check, or presses one of its buttons."""
    payload: Payload = {
        "action": "requested_action" if button else "rerequested",
        "check_run": shapes.check_run(world, run),
        "repository": shapes.repository(world, repository),
        "sender": shapes.account(sender),
    }
    return payload | ({"requested_action": {"identifier": button}} if button else {})


def issue_comment(
    world: "World", repository: "Repository", comment: "Comment", action: str, sender: "Account"
) -> Payload:
    """Somebody wrote, edited or deleted a comment on a pull request."""
    subject = repository.pull_requests[comment.number]
    return {
        "action": action,
        "issue": {
            "number": subject.number,
            "title": subject.title,
            "state": subject.state,
            "user": shapes.account(subject.author),
            "pull_request": {"html_url": shapes.page(world, repository, subject.number)},
        },
        "comment": shapes.comment(world, repository, comment),
        "repository": shapes.repository(world, repository),
        "sender": shapes.account(sender),
    }


def merge_group(
    world: "World", repository: "Repository", subject: "PullRequest", sha: str
) -> Payload:
    """The merge queue waits for checks on a commit."""
    queue = f"refs/heads/gh-readonly-queue/{subject.base}/pr-{subject.number}"
    return {
        "action": "checks_requested",
        "merge_group": {
            "head_sha": sha,
            "head_ref": f"{queue}-{sha}",
            "base_sha": repository.branches[subject.base],
            "base_ref": f"refs/heads/{subject.base}",
        },
        "repository": shapes.repository(world, repository),
        "sender": {"login": "robin", "type": "User"},
    }
