"""REST: comments and check runs."""

from typing import Any

from app.sandbox import shapes
from app.sandbox.calls import Call, Handler, Refusal, Reply, paged
from app.sandbox.records import Account, CheckRun, Comment
from app.sandbox.rest_reading import asked_pull_request, open_conversation

LONGEST_COMMENT = 65_536
LONGEST_SUMMARY = 65_535
MOST_ANNOTATIONS = 50
MOST_ACTIONS = 3
LONGEST_IN_ACTION = {"label": 20, "description": 40, "identifier": 20}


def _comments(call: Call) -> Reply:
    call.needs("pull_requests", "read")
    number = asked_pull_request(call).number
    every = call.repository.comments.values()
    shown = [
        shapes.comment(call.world, call.repository, one) for one in every if one.number == number
    ]
    return paged(call, shown, list)


def _create_comment(call: Call) -> Reply:
    number, app = open_conversation(call).number, call.world.app
    comment = call.world.comment(call.repository, number, app.author, _body(call), app.id)
    return Reply(shapes.comment(call.world, call.repository, comment), 201)


def _amend_comment(call: Call) -> Reply:
    call.needs("pull_requests", "write")
    comment: Comment | None = call.repository.comments.get(call.parameters["comment_id"])
    if comment is None:
        raise Refusal(404, "Not Found")
    comment.body = _body(call)
    return Reply(shapes.comment(call.world, call.repository, comment))


def _body(call: Call) -> str:
    body = call.body.get("body")
    if not isinstance(body, str) or not body or len(body) > LONGEST_COMMENT:
        raise Refusal(422, "Validation Failed: body is too long (maximum is 65536 characters)")
    return body


def _react(call: Call) -> Reply:
    call.needs("pull_requests", "write")
    comment: Comment | None = call.repository.comments.get(call.parameters["comment_id"])
    if comment is None:
        raise Refusal(404, "Not Found")
    reaction = (call.world.app.author.login, str(call.body["content"]))
    new = reaction not in comment.reactions
    comment.reactions += [reaction] * new
    return Reply({"content": reaction[1], "user": {"login": reaction[0]}}, 201 if new else 200)


def _permission(call: Call) -> Reply:
    call.needs("metadata", "read")
    login = call.parameters["login"]
    role = call.repository.roles.get(login, "read")
    legacy = {"maintain": "write", "triage": "read"}.get(role, role)
    rank = ("read", "triage", "write", "maintain", "admin").index(role)
    names = ("pull", "triage", "push", "maintain", "admin")
    may = {name: place <= rank for place, name in enumerate(names)}
    user = {**shapes.account(Account(login)), "permissions": may}
    return Reply({"permission": legacy, "role_name": role, "user": user})


def _check_runs(call: Call) -> Reply:
    call.needs("checks", "read")
    commit = call.repository.commit(call.parameters["sha"])
    if commit is None:
        raise Refusal(422, f"No commit found for SHA: {call.parameters['sha']}")
    found = [
        run
        for run in call.repository.check_runs.values()
        if run.head_sha == commit.sha
        and run.name == call.query.get("check_name", run.name)
        and str(run.app) == call.query.get("app_id", str(run.app))
    ]
    if call.query.get("filter", "latest") == "latest":
        found = list({(run.app, run.name): run for run in found}.values())
    shown = [shapes.check_run(call.world, run) for run in found]
    return paged(call, shown, lambda some: {"total_count": len(shown), "check_runs": list(some)})


def _create_check_run(call: Call) -> Reply:
    call.needs("checks", "write")
    if call.caller.installation is None:
        raise Refusal(403, "You must authenticate via a GitHub App.")
    commit = call.repository.commit(call.body["head_sha"])
    if commit is None:
        raise Refusal(422, f"No commit found for SHA: {call.body['head_sha']}")
    app = call.world.app.id
    run = CheckRun(
        call.world.next_id(),
        app,
        call.body["name"],
        commit.sha,
        call.body.get("external_id", ""),
        "",
    )
    _fill(run, call.body)
    call.repository.check_runs[run.id] = run
    return Reply(shapes.check_run(call.world, run), 201)


def _amend_check_run(call: Call) -> Reply:
    call.needs("checks", "write")
    run = _asked_check_run(call)
    _fill(run, call.body)
    return Reply(shapes.check_run(call.world, run))


def _annotations(call: Call) -> Reply:
    call.needs("checks", "read")
    return paged(call, _asked_check_run(call).annotations, list)


def _asked_check_run(call: Call) -> CheckRun:
    run: CheckRun | None = call.repository.check_runs.get(call.parameters["check_run_id"])
    if run is None:
        raise Refusal(404, "Not Found")
    return run


def _fill(run: CheckRun, body: dict[str, Any]) -> None:
    """Take over what a request says. Annotations are added to those that are there."""
    output = body.get("output") or {}
    annotations = output.get("annotations") or []
    longest = max(len(output.get(name, "")) for name in ("summary", "text"))
    if len(annotations) > MOST_ANNOTATIONS or longest > LONGEST_SUMMARY:
        raise Refusal(422, "Invalid request. No more than 50 annotations, 65535 characters.")
    run.conclusion = body.get("conclusion", run.conclusion)
    run.status = "completed" if run.conclusion else body.get("status", "queued")
    run.details_url = body.get("details_url", run.details_url)
    run.title = output.get("title", run.title)
    run.summary = output.get("summary", run.summary)
    run.text = output.get("text", run.text)
    run.actions = _actions(body.get("actions", run.actions))
    run.annotations += annotations


def _actions(given: list[dict[str, str]]) -> list[dict[str, str]]:
    too_long = [
        name for one in given for name, most in LONGEST_IN_ACTION.items() if len(one[name]) > most
    ]
    if len(given) > MOST_ACTIONS or too_long:
        raise Refusal(422, f"Invalid request. No more than 3 actions; too long: {too_long}")
    return given


_CHECK_RUN = "/repos/{owner}/{repo}/check-runs/{check_run_id:int}"
ROUTES: list[tuple[str, str, Handler]] = [
    ("GET", "/repos/{owner}/{repo}/issues/{number:int}/comments", _comments),
    ("POST", "/repos/{owner}/{repo}/issues/{number:int}/comments", _create_comment),
    ("PATCH", "/repos/{owner}/{repo}/issues/comments/{comment_id:int}", _amend_comment),
    ("POST", "/repos/{owner}/{repo}/issues/comments/{comment_id:int}/reactions", _react),
    ("GET", "/repos/{owner}/{repo}/collaborators/{login}/permission", _permission),
    ("GET", "/repos/{owner}/{repo}/commits/{sha}/check-runs", _check_runs),
    ("POST", "/repos/{owner}/{repo}/check-runs", _create_check_run),
    ("PATCH", _CHECK_RUN, _amend_check_run),
    ("GET", f"{_CHECK_RUN}/annotations", _annotations),
]
