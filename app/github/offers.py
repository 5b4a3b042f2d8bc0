"""Offers changes on the lines that they would alter, as far as our share of requests goes.

An offer is a comment on a line of the difference. It is never amended: once the line is another,
GitHub shows it as outdated by itself. Offers come with our first comment alone, right after it. So
none is ever made twice, without a look at what is there: where a run is cut short between the two,
the next one finds the comment and says there what was to be offered.
"""

from app.advise.protocols import Published
from app.core.publication import MOST_OFFERS, Offer
from app.github.client import Client
from app.github.seen import Ours
from app.github.troubles import Refused, Rejected

NOT_TAKEN = ""
"""In place of a digest, where GitHub did not take an offer."""
AT_FIRST, LATER = 8, 5
"""Requests that an evaluation makes at most, its first including the one for a token."""
TOKEN = 1
WRITES = 2
"""Those that put the comment and the check run there."""


def room(spent: int, ours: Ours | None, last: Published | None) -> int:
    """How many changes may be offered after `spent` requests; none once our comment is there, nor
    where the look did not tell whether it is."""
    if ours is None or ours.comment or not ours.comments_whole or (last and last.comment_id):
        return 0
    share = LATER if last else AT_FIRST - TOKEN
    return min(max(share - spent - WRITES, 0), MOST_OFFERS)


async def offer(client: Client, repository: str, number: int, one: Offer, head_sha: str) -> str:
    """Offer one change; its digest, or that GitHub did not take it."""
    where = {"commit_id": head_sha, "path": one.path, "line": one.line, "side": "RIGHT"}
    try:
        path = f"/repos/{repository}/pulls/{number}/comments"
        await client.post(path, {"body": one.body, **where})
    except (Rejected, Refused):
        return NOT_TAKEN  # GitHub shows no difference there; the check run holds the text
    return one.digest
