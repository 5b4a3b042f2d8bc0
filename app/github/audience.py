"""Who may say what on a pull request, looked up when they say it, and how they hear that it was
understood.

https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
https://docs.github.com/rest/reactions/reactions#create-reaction-for-an-issue-comment

That page names the permission *Issues* alone. What counts is what the comment stands on, and on a
pull request it is `pull_requests: write`: https://github.com/github/docs/issues/43843
"""

from typing import Any
from urllib.parse import quote

from app.core.reply import Role
from app.github.client import Client
from app.github.troubles import Gone, Refused, Rejected

DONE = "+1"
NOT_DONE = "confused"


class GitHubAudience:
    """The people around one repository, as `app.advise.protocols.Audience` asks for them."""

    def __init__(self, client: Client, repository: str) -> None:
        self._client = client
        self._repository = repository
        self._roles: dict[str, Role] = {}

    async def role(self, login: str) -> Role:
        """What somebody may do here now; one request for each person."""
        if login not in self._roles:
            self._roles[login] = await self._look_up(login)
        return self._roles[login]

    async def react(self, comment: int, done: bool) -> None:
        """Say on a comment whether it was done; the same a second time changes nothing."""
        path = f"/repos/{self._repository}/issues/comments/{comment}/reactions"
        try:
            await self._client.post(path, {"content": DONE if done else NOT_DONE})
        except (Gone, Refused, Rejected):
            return  # deleted meanwhile, or we may not; what was asked for is done all the same

    async def _look_up(self, login: str) -> Role:
        path = f"/repos/{self._repository}/collaborators/{quote(login, safe='')}/permission"
        try:
            return _role(await self._client.get(path))
        except (Gone, Refused):
            return "reader"


def _role(answer: Any) -> Role:
    """The role in an answer. Roles of an organisation's own making build on one of GitHub's."""
    may = (answer.get("user") or {}).get("permissions") or {}
    maintains = may.get("maintain") or answer.get("role_name") == "maintain"
    if maintains or answer["permission"] == "admin":
        return "maintainer"
    return "writer" if answer["permission"] == "write" else "reader"
