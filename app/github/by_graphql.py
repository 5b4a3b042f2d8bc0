"""Reading a pull request by GraphQL: one request for the first look, and one for many texts.

Every string that a stranger chose, above all a path, travels as a variable; the documents are put
together from our own words and numbers alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.advise.protocols import Opening
from app.core.publication import CHECK_NAME, Annotation
from app.core.pull_request import LARGEST_FILE, Content, NotRead
from app.errors import PassingTrouble
from app.github.client import MISSING, Client, Fault
from app.github.seen import UNTOLD, OurCheck, OurComment, Ours, Seen, opens_as_ours
from app.github.spots import TIP, Spot
from app.github.troubles import Gone

MOST_FAILURES = 8
"""Batches that may fail before the server is taken to be unwell."""

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
query Opening($owner: String!, $name: String!, $number: Int!, $shared: String!{check}{paths}) {{
  organisation: repository(owner: $owner, name: ".github") {{
    object(expression: $shared) {{ {_TEXT} }}
  }}
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
    """The pull request, the standing texts, the organisation's and, for an App, what it published:
    one request.

    Raises `Gone` where there is no such pull request, `NotOffered` where there is no GraphQL.
    """
    owner, _, name = repository.partition("/")
    variables: dict[str, Any] = {"owner": owner, "name": name, "number": number}
    variables["shared"] = f"{TIP}:{standing[0]}"
    variables |= {f"p{n}": path for n, path in enumerate(standing)}
    if app_id is not None:
        variables["check"] = CHECK_NAME
    document = _opening_document(len(standing), app_id is not None)
    data, faults = await client.query(document, variables)
    if any("baseRef" in fault.path for fault in faults):
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
        organisation=_organisation(data.get("organisation"), faults),
    )


def _organisation(found: Mapping[str, Any] | None, faults: Sequence[Fault]) -> Content:
    """The organisation's first standing text; `UNTOLD` where it may be there and we do not see."""
    if all(fault.kind == MISSING for fault in faults if "organisation" in fault.path):
        return _content((found or {}).get("object"))
    return UNTOLD


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


async def texts(client: Client, spots: Sequence[Spot]) -> dict[Spot, Content]:
    """The texts of several repositories with one query; `None` where there is no file.

    What GitHub cannot answer, or not in time, is asked for again in two halves.
    """
    read: dict[Spot, Content] = {}
    waiting = [spots] if spots else []
    failures = 0
    while waiting:
        batch = waiting.pop()
        try:
            answered = await _batch(client, batch)
        except PassingTrouble as trouble:
            failures += 1
            if failures > MOST_FAILURES or len(batch) == 1 or trouble.retry_after is not None:
                raise
            answered = {}
        read |= answered
        failed = [spot for spot in batch if spot not in answered]
        if len(failed) == 1:
            read[failed[0]] = NotRead("GitHub did not give its text")
        elif failed:
            half = len(failed) // 2
            waiting += [failed[:half], failed[half:]]
    return read


async def _batch(client: Client, spots: Sequence[Spot]) -> dict[Spot, Content]:
    """The texts that GitHub gave; those for which it gave an error instead are left out."""
    document, variables = _texts_document(spots)
    data, faults = await client.query(document, variables)
    failed = {fault.path[-1] for fault in faults}
    given: dict[Spot, Content] = {}
    for n, own in enumerate(_grouped(spots).values()):
        found = data.get(f"r{n}")
        if found is None:
            if any(fault.path == (f"r{n}",) and fault.kind == MISSING for fault in faults):
                given |= {spot: spot.without_repository for spot in own.values()}
        elif found.get(f"c{n}") is None and f"c{n}" not in failed:
            given |= {spot: spot.without_commit for spot in own.values()}
        else:
            there = {name: spot for name, spot in own.items() if name not in failed}
            given |= {spot: _content(found.get(name)) for name, spot in there.items()}
    return given


def _grouped(spots: Sequence[Spot]) -> dict[tuple[str, str], dict[str, Spot]]:
    """By repository and commit, with the names under which the texts are asked for."""
    groups: dict[tuple[str, str], dict[str, Spot]] = {}
    for n, spot in enumerate(spots):
        groups.setdefault((spot.repository, spot.commit), {})[f"t{n}"] = spot
    return groups


def _texts_document(spots: Sequence[Spot]) -> tuple[str, dict[str, Any]]:
    variables: dict[str, Any] = {}
    parts = []
    for n, ((repository, commit), own) in enumerate(_grouped(spots).items()):
        owner, _, name = repository.partition("/")
        variables |= {f"o{n}": owner, f"n{n}": name, f"c{n}": commit}
        variables |= {f"e{text}": f"{commit}:{spot.path}" for text, spot in own.items()}
        asked = "\n".join(f"{text}: object(expression: $e{text}) {{ {_TEXT} }}" for text in own)
        there = f"c{n}: object(expression: $c{n}) {{ __typename }}"
        parts.append(f"r{n}: repository(owner: $o{n}, name: $n{n}) {{\n{there}\n{asked}\n}}")
    declared = ", ".join(f"${name}: String!" for name in variables)
    return f"query Texts({declared}) {{\n{chr(10).join(parts)}\n}}", variables


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
