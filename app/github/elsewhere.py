"""Texts of other repositories by REST, for servers without GraphQL."""

from urllib.parse import quote

from app.core.pull_request import Content, NotRead
from app.github import by_rest
from app.github.client import Client
from app.github.shelf import Shelf
from app.github.spots import TIP, Spot
from app.github.troubles import Gone, Refused


async def text(client: Client, shelf: Shelf, asker: str, spot: Spot) -> Content:
    """One text. Where a tag still leads to the same, the answer costs nothing.

    What one account, the `asker`, may read stays on the shelf for that account alone.
    """
    key = ("elsewhere", asker, spot)
    etag, known = shelf.get(key, (None, None))
    where = f"/repos/{spot.repository}/contents/{quote(spot.path, safe='/')}"
    asked = {} if spot.commit == TIP else {"ref": spot.commit}
    try:
        answer = await client.get_if_changed(where, etag, **asked)
    except Gone as gone:
        return await _why_gone(client, spot, gone)
    except Refused as refused:
        return NotRead(str(refused))
    if answer is None:
        text: Content = known
        return text
    text = by_rest.decoded(answer[0])
    if isinstance(text, str) and answer[1]:
        shelf.put(key, (answer[1], text), len(text))
    return text


async def _why_gone(client: Client, spot: Spot, gone: Gone) -> Content:
    """`None` where the file alone is not there."""
    if "no commit found" in str(gone).lower():
        return spot.without_commit
    try:
        await client.get(f"/repos/{spot.repository}")
    except (Gone, Refused):
        return spot.without_repository
    return None
