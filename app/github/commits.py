"""What is asked about a commit alone: which pull request it heads, and the merge queue's check."""

from app.advise.journey import CONFIGURATION
from app.core.publication import CHECK_NAME
from app.github import by_rest
from app.github.client import Client
from app.github.troubles import Ambiguous, Refused


async def pull_request_with_head(client: Client, repository: str, sha: str) -> int | None:
    """The number of the open pull request whose head this is; None where there is not exactly one.

    GitHub lists no pull requests with the check runs of a fork's commit, and two pull requests
    may share a head: which of them was meant is then not ours to guess.
    """
    found = await client.pages(f"/repos/{repository}/commits/{sha}/pulls", most=1)
    numbers = [
        item["number"]
        for item in found
        if item["state"] == "open"
        and item["head"]["sha"] == sha
        and item["base"]["repo"]["full_name"].lower() == repository.lower()
    ]
    return numbers[0] if len(numbers) == 1 else None


async def let_through(client: Client, repository: str, sha: str, app_id: int) -> bool:
    """Give a merge queue's commit the passing check that it may be waiting for, where invited.

    The advice was given on the pull request; a missing check would hold up the queue. True where
    the check run is there now, False where Cowpath was not invited.
    """
    if not await _invited(client, repository, sha):
        return False
    if await by_rest.our_check(client, repository, sha, app_id) is None:
        try:
            await client.post(f"/repos/{repository}/check-runs", _passing(repository, sha))
        except Ambiguous:
            if await by_rest.our_check(client, repository, sha, app_id) is None:
                raise
    return True


async def _invited(client: Client, repository: str, sha: str) -> bool:
    if await by_rest.text(client, repository, CONFIGURATION, sha) is not None:
        return True
    organisation = f"{repository.partition('/')[0]}/.github"
    try:
        return await by_rest.text(client, organisation, CONFIGURATION, None) is not None
    except Refused:
        return False


def _passing(repository: str, sha: str) -> dict[str, object]:
    return {
        "name": CHECK_NAME,
        "head_sha": sha,
        "external_id": f"{repository}@{sha}",
        "status": "completed",
        "conclusion": "success",
        "output": {
            "title": "Nothing to add in the merge queue",
            "summary": "The advice, if there was any, stands on the pull request.",
        },
    }
