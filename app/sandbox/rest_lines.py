"""REST: comments on lines of what a pull request changes."""

from app.sandbox import shapes
from app.sandbox.calls import Call, Handler, Refusal, Reply
from app.sandbox.records import Account, LineComment
from app.sandbox.rest_reading import asked_pull_request


def _create_comment(call: Call) -> Reply:
    """Only the new side can be commented on, and only lines that the difference shows."""
    call.needs("pull_requests", "write")
    subject = asked_pull_request(call)
    if subject.locked:
        raise Refusal(403, "Unable to create comment because issue is locked.")
    path, line, commit = call.body["path"], call.body["line"], call.body["commit_id"]
    if call.repository.commit(commit) is None:
        raise Refusal(422, f"No commit found for SHA: {commit}")
    _, changed = call.repository.changes(subject.base_sha, commit)
    shown = next((one.shown for one in changed if one.path == path), None)
    if shown is None:
        raise Refusal(422, "Validation Failed: pull_request_review_thread.path is invalid")
    if call.body["side"] != "RIGHT" or line not in shown:
        message = "pull_request_review_thread.line must be part of the diff"
        raise Refusal(422, f"Validation Failed: {message}")
    author = call.world.app.author if call.caller.installation else Account(call.caller.login)
    comment = LineComment(
        call.world.next_id(), subject.number, author, call.body["body"], commit, path, line
    )
    call.repository.line_comments[comment.id] = comment
    return Reply(shapes.line_comment(call.world, call.repository, comment), 201)


ROUTES: list[tuple[str, str, Handler]] = [
    ("POST", "/repos/{owner}/{repo}/pulls/{number:int}/comments", _create_comment),
]
