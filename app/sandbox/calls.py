"""A request to the box and the answer to it, as plain values; handlers turn one into the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.sandbox.records import Installation, Repository
from app.sandbox.world import World

MOST_PER_PAGE = 100
_RANK = {"read": 1, "write": 2}


class Refusal(Exception):
    """An answer of 400 and above, in GitHub's shape."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    installation: Installation | None = None
    is_app: bool = False
    login: str = ""
    """Of a person with a token of their own; empty for an App and for nobody."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request, taken apart."""

    world: World
    caller: Caller
    method: str
    path: str
    parameters: Mapping[str, Any]
    """What the route's pattern caught."""
    query: Mapping[str, str]
    body: Any

    @property
    def repository(self) -> Repository:
        """The repository that the path names, where the caller may see it."""
        return self.repository_named(f"{self.parameters['owner']}/{self.parameters['repo']}")

    def repository_named(self, name: str) -> Repository:
        """A repository, where the caller may see it."""
        repository = self.world.repositories.get(name.lower())
        installation = self.caller.installation
        if repository is None or (installation and installation.account != repository.owner):
            raise Refusal(404, "Not Found")
        return repository

    def needs(self, permission: str, level: str) -> None:
        """Refuse an App that was not granted this much."""
        if self.caller.installation is None:
            if level == "write":
                raise Refusal(403, "Resource not accessible by personal access token")
            return
        granted = self.caller.installation.permissions.get(permission, "")
        if _RANK.get(granted, 0) < _RANK[level]:
            raise Refusal(
                403,
                "Resource not accessible by integration",
                x_accepted_github_permissions=f"{permission}={level}",
            )


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Call], Reply]


def paged(call: Call, items: Sequence[Any], wrapped: Callable[[Sequence[Any]], Any]) -> Reply:
    """One page of a list, with links to the others."""
    size = min(int(call.query.get("per_page", 30)), MOST_PER_PAGE)
    page = int(call.query.get("page", 1))
    last = max(1, -(-len(items) // size))
    links = {"prev": page - 1, "next": page + 1, "last": last, "first": 1}
    if page <= 1:
        links = {"next": page + 1, "last": last}
    if page >= last:
        links = {name: to for name, to in links.items() if name in ("prev", "first")}
    others = "&".join(f"{key}={value}" for key, value in call.query.items() if key != "page")
    link = ", ".join(
        f'<{call.world.api_url}{call.path}?{others}&page={to}>; rel="{name}"'
        for name, to in links.items()
    )
    body = wrapped(items[(page - 1) * size : page * size])
    return Reply(body, headers={"Link": link} if link else {})
