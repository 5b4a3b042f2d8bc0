"""REST: comments on lines of what a pull request changes."""

from app.sandbox import shapes
from app.sandbox.calls import Call, Handler, Refusal, Reply
from app.sandbox.records import LineComment
from app.sandbox.rest_reading import open_conversation


def _create_comment(call: Call) -> Reply:
    """Only the new side can be commented on, and only lines that the difference shows."""
    subject = open_conversation(call)
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
    author = call.world.app.author
    comment = LineComment(
        call.world.next_id(), subject.number, author, call.body["body"], commit, path, line
    )
    call.repository.line_comments[comment.id] = comment
    return Reply(shapes.line_comment(call.world, call.repository, comment), 201)


ROUTES: list[tuple[str, str, Handler]] = [
    ("POST", "/repos/{owner}/{repo}/pulls/{number:int}/comments", _create_comment),
]
