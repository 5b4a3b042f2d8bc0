"""Deliveries: what is genuine, and what each asks for."""

import hmac
import json
from pathlib import Path
from typing import Any

import pytest

from app.github.deliveries import NotADelivery, NotGenuine, Seal, read
from app.inbox import Subject

PAYLOADS = Path(__file__).parent / "payloads"
WORK = {"opened", "edited", "reopened", "synchronize", "ready_for_review", "converted_to_draft"}
WORK |= {"labeled", "unlabeled"}
SHA = "d6fde92930d4715a2b49857d24b940956b26d2d3"


def examples(event: str) -> list[dict[str, Any]]:
    return list(json.loads((PAYLOADS / f"{event}.json").read_text()))


def headers(event: str) -> dict[str, str]:
    return {"x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958", "x-github-event": event}


def subject_of(event: str, payload: object) -> Subject | None:
    return read(headers(event), json.dumps(payload).encode()).subject


def verify(body: bytes, signature: str | None, secrets: list[str]) -> None:
    """The body arrives byte by byte."""
    seal = Seal(secrets)
    for place in range(len(body)):
        seal.add(body[place : place + 1])
    seal.verify(signature)


def signed(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, "sha256").hexdigest()


@pytest.mark.parametrize("payload", examples("pull_request"))
def test_every_pull_request_payload_that_github_ever_sent_is_understood(
    payload: dict[str, Any],
) -> None:
    subject = subject_of("pull_request", payload)
    if payload["action"] in WORK and "installation" in payload:
        assert subject == Subject(
            payload["installation"]["id"],
            payload["repository"]["full_name"],
            "pull_request",
            str(payload["pull_request"]["number"]),
        )
    else:
        assert subject is None


@pytest.mark.parametrize("event", ["installation", "installation_repositories", "ping"])
def test_news_about_the_app_itself_asks_for_nothing(event: str) -> None:
    assert [subject_of(event, payload) for payload in examples(event)] == [None] * len(
        examples(event)
    )


def test_another_run_of_a_check_is_asked_for_by_its_commit_where_it_names_no_pull_request() -> None:
    asked = [p for p in examples("check_run") if p["action"] == "rerequested"]
    assert [(s.task, s.name) for p in asked if (s := subject_of("check_run", p))] == [
        ("commit", SHA),
        ("commit", SHA),
    ]


def test_another_run_of_a_check_is_asked_for_by_the_pull_request_it_names() -> None:
    payload = next(p for p in examples("check_run") if p["action"] == "rerequested")
    payload["check_run"]["external_id"] = payload["repository"]["full_name"] + "#12"
    subject = subject_of("check_run", payload)
    assert subject is not None
    assert (subject.task, subject.name) == ("pull_request", "12")


@pytest.mark.parametrize("external_id", ["else/where#12", "#", "12", "a/b#x", "a/b#²", "#" * 99])
def test_a_check_that_names_something_else_is_asked_for_by_its_commit(external_id: str) -> None:
    payload = next(p for p in examples("check_run") if p["action"] == "rerequested")
    payload["check_run"]["external_id"] = external_id
    subject = subject_of("check_run", payload)
    assert subject is not None
    assert subject.task == "commit"


def test_another_run_of_all_checks_is_asked_for_by_the_commit() -> None:
    subjects = [subject_of("check_suite", payload) for payload in examples("check_suite")]
    assert [s.task for s in subjects if s] == ["commit", "commit"]


def test_the_merge_queue_asks_for_a_check_on_its_commit() -> None:
    for payload in examples("merge_group"):
        subject = subject_of("merge_group", payload)
        assert subject is not None
        assert (subject.task, subject.name) == ("merge_group", payload["merge_group"]["head_sha"])


def a_comment(body: str = "/cowpath again", **changes: object) -> dict[str, Any]:
    """A payload that GitHub sent, as if the comment stood on a pull request."""
    payload = next(p for p in examples("issue_comment") if "installation" in p)
    payload["issue"]["pull_request"] = {}
    payload["comment"]["body"] = body
    return {**payload, **changes}


@pytest.mark.parametrize("payload", examples("issue_comment"))
def test_every_comment_payload_that_github_ever_sent_is_accepted_and_asks_for_nothing(
    payload: dict[str, Any],
) -> None:
    assert subject_of("issue_comment", payload) is None


def test_a_new_comment_on_a_pull_request_with_a_line_for_us_is_heard() -> None:
    payload = a_comment("Thanks!\r\n\r\n/cowpath ok rule-of-three because we asked\r\n")
    delivery = read(headers("issue_comment"), json.dumps(payload).encode())
    assert delivery.subject is not None
    assert (delivery.subject.task, delivery.subject.name) == ("pull_request", "1")
    assert delivery.reply is not None
    assert delivery.reply.by == "Codertocat"
    assert delivery.reply.comment == payload["comment"]["id"]
    assert delivery.reply.text == payload["comment"]["body"]


OTHERS = {"login": "mallory", "id": 666, "type": "User"}


@pytest.mark.parametrize(
    "payload",
    [
        a_comment(action="edited"),
        a_comment(action="deleted"),
        a_comment(sender=OTHERS),
        a_comment("I wish there was /cowpath again"),
        a_comment("> /cowpath again"),
        a_comment("/cowpaths again"),
        a_comment("/cowpath/docs"),
        a_comment(issue={"number": 1}),
        a_comment(comment={**a_comment()["comment"], "user": None}),
        a_comment(comment={**a_comment()["comment"], "user": OTHERS}),
        a_comment(comment={**a_comment()["comment"], "performed_via_github_app": {"id": 1}}),
        a_comment(
            sender={"login": "x[bot]", "id": 9, "type": "Bot"},
            comment={
                **a_comment()["comment"],
                "user": {"login": "x[bot]", "id": 9, "type": "Bot"},
            },
        ),
    ],
)
def test_edits_bots_other_peoples_words_and_issues_are_not_heard(payload: dict[str, Any]) -> None:
    delivery = read(headers("issue_comment"), json.dumps(payload).encode())
    assert (delivery.subject, delivery.reply) == (None, None)


def a_button(identifier: str, sender_type: str = "User") -> dict[str, Any]:
    payload = next(p for p in examples("check_run") if p["action"] == "requested_action")
    payload["check_run"]["external_id"] = payload["repository"]["full_name"] + "#12"
    payload["requested_action"] = {"identifier": identifier}
    payload["sender"]["type"] = sender_type
    return payload


def test_a_button_says_what_a_comment_would() -> None:
    delivery = read(headers("check_run"), json.dumps(a_button("not-useful")).encode())
    assert delivery.subject is not None
    assert (delivery.subject.task, delivery.subject.name) == ("pull_request", "12")
    assert delivery.reply is not None
    assert (delivery.reply.text, delivery.reply.comment) == ("/cowpath not-useful all", None)


@pytest.mark.parametrize("payload", [a_button("merge"), a_button("again", "Bot")])
def test_unknown_buttons_and_bots_that_press_them_say_nothing(payload: dict[str, Any]) -> None:
    assert read(headers("check_run"), json.dumps(payload).encode()).reply is None


def test_other_actions_and_unknown_events_ask_for_nothing() -> None:
    assert subject_of("push", {"ref": "refs/heads/main"}) is None
    assert subject_of("never_heard_of", {}) is None
    asked = ("rerequested", "requested_action")
    completed = [p for p in examples("check_run") if p["action"] not in asked]
    assert {subject_of("check_run", p) for p in completed} == {None}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"payload=%7B%7D",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"action": "opened"}',
        b'{"action": "opened", "pull_request": []}',
        b'{"action": "opened", "pull_request": {"number": "12"}}',
        b'{"action": "opened", "pull_request": {"number": -1}}',
        b'{"action": ["opened"], "pull_request": {"number": 1}}',
        b'{"action": "opened", "pull_request": {"number": 1}, "installation": 5}',
        b'{"action": "opened", "pull_request": {"number": 1}, "installation": {"id": 5}}',
        b'{"action":"opened","pull_request":{"number":1},"installation":{"id":5},'
        b'"repository":{"full_name":"a"}}',
        b'{"action": "opened", "number": ' + b"9" * 10_000 + b"}",
    ],
)
def test_what_github_would_never_send_is_no_delivery(body: bytes) -> None:
    with pytest.raises(NotADelivery):
        read(headers("pull_request"), body)


def test_what_asks_for_nothing_is_not_looked_into() -> None:
    """A new installation may list thousands of repositories."""
    assert read(headers("installation"), b'{"repositories": [').subject is None
    with pytest.raises(NotADelivery, match="content type"):
        read(headers("ping"), b"payload=%7B%7D")


@pytest.mark.parametrize("name", ["x-github-delivery", "x-github-event"])
def test_a_request_without_githubs_headers_is_no_delivery(name: str) -> None:
    for value in ("", "x" * 101):
        with pytest.raises(NotADelivery):
            read(headers("ping") | {name: value}, b"{}")


def test_each_of_several_secrets_is_accepted_while_they_are_rotated() -> None:
    for secret in ("old", "new"):
        verify(b"{}", signed(b"{}", secret), ["old", "new"])


@pytest.mark.parametrize(
    "signature",
    [None, "", "sha256=", "sha1=abc", signed(b"{}", "other"), signed(b"{} ", "new"), "sha256=é"],
)
def test_what_nobody_signed_is_not_genuine(signature: str | None) -> None:
    with pytest.raises(NotGenuine):
        verify(b"{}", signature, ["old", "new"])


def test_without_a_secret_nothing_is_genuine() -> None:
    for secrets in ([], [""]):
        with pytest.raises(NotGenuine):
            verify(b"{}", signed(b"{}", ""), secrets)


ODD_NAMES = ["a/\ud800", "a/\0", "a/b c", "../x?y#z", "a/" + "b" * 1_000, "a/b\n", "a/", "é/b"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_repository_is_called_as_repositories_are(name: str) -> None:
    """It becomes part of addresses, log lines and keys."""
    payload = examples("pull_request")[0]
    payload["repository"]["full_name"] = name
    payload["installation"] = {"id": 1}
    with pytest.raises(NotADelivery):
        subject_of("pull_request", payload)


def test_numbers_beyond_what_can_be_stored_are_nothing_that_github_sends() -> None:
    payload = examples("pull_request")[0]
    payload["installation"] = {"id": 2**63}
    with pytest.raises(NotADelivery):
        subject_of("pull_request", payload)


def test_halves_of_letters_in_a_comment_become_question_marks() -> None:
    person = {"id": 1, "login": "ana", "type": "User"}
    payload = {
        "action": "created",
        "issue": {"number": 1, "pull_request": {}},
        "comment": {"id": 5, "user": person, "body": "/cowpath why all \ud800"},
        "sender": person,
        "repository": {"full_name": "acme/harbour"},
        "installation": {"id": 1},
    }
    reply = read(headers("issue_comment"), json.dumps(payload).encode()).reply
    assert reply is not None
    assert reply.text == "/cowpath why all ?"
