"""Reading a pull request by GraphQL: a single request for the first look, a hundred texts in one.

Every string that a stranger chose, above all a path, travels as a variable; the documents are put
together from our own words and numbers alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.advise.protocols import Opening
from app.core.publication import CHECK_NAME, Annotation
from app.core.pull_request import LARGEST_FILE, Content, NotRead
from app.errors import PassingTrouble
from app.github.client import Client
from app.github.seen import OurCheck, OurComment, Ours, Seen, opens_as_ours
from app.github.troubles import Gone

TEXTS_AT_ONCE = 100
"""Texts in one request; more, and GitHub is likely to run out of time."""
MOST_FAILURES = 8
"""Batches that may fail before the server is taken to be unwell."""

Place = tuple[str, str]
"""A commit's id and a path in it."""

_TEXT = "__typename ... on Blob { byteSize isBinary isTruncated text }"

_COMMENTS = (
    "comments(first: 100) { pageInfo { hasNextPage } nodes { databaseId viewerDidAuthor body } }"
)
_CHECKS = """
      commits(last: 1) { nodes { commit { oid
        checkSuites(first: 20, filterBy: {checkName: $check}) { nodes {
          app { databaseId }
          checkRuns(first: 1, filterBy: {checkName: $check, checkType: LATEST}) { nodes {
            databaseId externalId status conclusion title summary text
            annotations(first: 100) { nodes { path title message location { start { line } } } }
          } }
        } }
      } } }"""


def _opening_document(standing: int, ours: bool) -> str:
    paths = "".join(f", $p{n}: String!" for n in range(standing))
    texts = " ".join(f"s{n}: file(path: $p{n}) {{ object {{ {_TEXT} }} }}" for n in range(standing))
    check = ", $check: String!" if ours else ""
    return f"""
query Opening($owner: String!, $name: String!, $number: Int!{check}{paths}) {{
  repository(owner: $owner, name: $name) {{
    pullRequest(number: $number) {{
      title body isDraft state locked url changedFiles
      author {{ __typename login }}
      labels(first: 100) {{ nodes {{ name }} }}
      headRefOid baseRefOid baseRefName
      baseRef {{ target {{ oid ... on Commit {{ {texts} }} }} }}
      {_COMMENTS if ours else ""} {_CHECKS if ours else ""}
    }}
  }}
}}"""


async def look(
    client: Client, repository: str, number: int, standing: Sequence[str], app_id: int | None
) -> Seen:
    """The pull request, the standing texts and, for an App, what it published: one request.

    Raises `Gone` where there is no such pull request, `NotOffered` where there is no GraphQL.
    """
    owner, _, name = repository.partition("/")
    variables: dict[str, Any] = {"owner": owner, "name": name, "number": number}
    variables |= {f"p{n}": path for n, path in enumerate(standing)}
    if app_id is not None:
        variables["check"] = CHECK_NAME
    document = _opening_document(len(standing), app_id is not None)
    data, faults = await client.query(document, variables)
    if any("baseRef" in path for path in faults):
        raise PassingTrouble("GitHub did not give the standing texts")  # which is no "not there"
    found = (data.get("repository") or {}).get("pullRequest")
    if found is None:
        raise Gone(f"there is no pull request {repository}#{number} that we may see")
    # a closed pull request is looked at as it was: its branch has moved on, maybe with the change
    living = found["baseRef"] is not None and found["state"] == "OPEN"
    base = found["baseRef"]["target"] if living else {"oid": found["baseRefOid"]}
    return Seen(
        opening=_opening(repository, number, found, base, standing),
        page=found["url"],
        changed_files=found["changedFiles"],
        ours=None if app_id is None else _ours(found, app_id),
    )


def _opening(
    repository: str,
    number: int,
    found: Mapping[str, Any],
    base: Mapping[str, Any],
    standing: Sequence[str],
) -> Opening:
    author = found["author"] or {"__typename": "", "login": ""}
    return Opening(
        repository=repository,
        number=number,
        title=found["title"],
        body=found["body"] or "",
        # GraphQL leaves out the ending that tells a bot from a person
        author=author["login"] + ("[bot]" if author["__typename"] == "Bot" else ""),
        labels=tuple(label["name"] for label in _nodes(found["labels"])),
        draft=found["isDraft"],
        state="open" if found["state"] == "OPEN" else "closed",
        locked=found["locked"],
        base_sha=base["oid"],
        head_sha=found["headRefOid"],
        standing={
            path: _content((base.get(f"s{n}") or {}).get("object"))
            for n, path in enumerate(standing if len(base) > 1 else ())
        },
        base=found["baseRefName"],
    )


def _ours(found: Mapping[str, Any], app_id: int) -> Ours | None:
    """What is there of ours; None where GitHub did not say, for instance for want of a right."""
    comments = found["comments"]
    if comments is None or found["commits"] is None:
        return None
    comment = next(
        (
            OurComment(node["databaseId"], node["body"])
            for node in _nodes(comments)
            if node["viewerDidAuthor"] and opens_as_ours(node["body"])
        ),
        None,
    )
    return Ours(comment, _our_check(found, app_id), not comments["pageInfo"]["hasNextPage"])


def _our_check(found: Mapping[str, Any], app_id: int) -> OurCheck | None:
    for last in _nodes(found.get("commits")):
        for suite in _nodes(last["commit"]["checkSuites"]):
            if (suite["app"] or {}).get("databaseId") == app_id:
                for run in _nodes(suite["checkRuns"]):
                    return OurCheck(
                        id=run["databaseId"],
                        external_id=run["externalId"] or "",
                        completed=run["status"] == "COMPLETED",
                        conclusion=(run["conclusion"] or "").lower() or None,
                        title=run["title"] or "",
                        summary=run["summary"] or "",
                        text=run["text"] or "",
                        annotations=tuple(map(_annotation, _nodes(run["annotations"]))),
                    )
    return None


def _annotation(node: Mapping[str, Any]) -> Annotation:
    line = node["location"]["start"]["line"]
    return Annotation(node["path"], line, node["title"] or "", node["message"])


async def texts(client: Client, repository: str, places: Sequence[Place]) -> dict[Place, Content]:
    """The texts at no more than `TEXTS_AT_ONCE` places; `None` where there is no file.

    What GitHub cannot answer, or not in time, is asked for again in two halves.
    """
    read: dict[Place, Content] = {}
    waiting = [places] if places else []
    failures = 0
    while waiting:
        batch = waiting.pop()
        try:
            answered, failed = await _batch(client, repository, batch)
        except PassingTrouble as trouble:
            failures += 1
            if failures > MOST_FAILURES or len(batch) == 1 or trouble.retry_after is not None:
                raise
            answered, failed = {}, batch
        read |= answered
        if len(failed) == 1:
            read[failed[0]] = NotRead("GitHub did not give its text")
        elif failed:
            half = len(failed) // 2
            waiting += [failed[:half], failed[half:]]
    return read


async def _batch(
    client: Client, repository: str, places: Sequence[Place]
) -> tuple[dict[Place, Content], Sequence[Place]]:
    """The texts that GitHub gave, and the places for which it gave an error instead."""
    owner, _, name = repository.partition("/")
    names = "".join(f", $e{n}: String!" for n in range(len(places)))
    asked = "\n".join(f"t{n}: object(expression: $e{n}) {{ {_TEXT} }}" for n in range(len(places)))
    document = (
        f"query Texts($owner: String!, $name: String!{names}) {{\n"
        f"repository(owner: $owner, name: $name) {{\n{asked}\n}} }}"
    )
    variables = {"owner": owner, "name": name}
    variables |= {f"e{n}": f"{sha}:{path}" for n, (sha, path) in enumerate(places)}
    data, faults = await client.query(document, variables)
    nodes = data.get("repository") or {}
    faulty = {str(path[1]) for path in faults if len(path) > 1}
    failed = [
        place
        for n, place in enumerate(places)
        if f"t{n}" in faulty or (faults and f"t{n}" not in nodes)
    ]
    given = {
        place: _content(nodes.get(f"t{n}")) for n, place in enumerate(places) if place not in failed
    }
    return given, failed


def _content(node: Mapping[str, Any] | None) -> Content:
    if node is None:
        return None
    if node["__typename"] != "Blob":
        return NotRead("it is no file")
    if node["byteSize"] > LARGEST_FILE:
        return NotRead(f"it is larger than {LARGEST_FILE:,} bytes")
    if node["isBinary"]:
        return NotRead("it is not text")
    if node["isTruncated"] or node["text"] is None:
        return CUT_SHORT
    text: str = node["text"]
    return text


CUT_SHORT = NotRead("GitHub gives only a part of it")
"""Stands for a text that GraphQL cuts short; REST may give all of it."""


def _nodes(connection: Mapping[str, Any] | None) -> Sequence[Mapping[str, Any]]:
    return (connection or {}).get("nodes") or ()
