"""What the box holds: accounts, installations, repositories, pull requests, comments, checks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.sandbox.history import Commit, Difference, History, difference

Permissions = Mapping[str, str]
LEAST_PERMISSIONS: Permissions = {
    "checks": "write",
    "contents": "read",
    "metadata": "read",
    "pull_requests": "write",
}


@dataclass(frozen=True, slots=True)
class Account:
    """A person or a bot."""

    login: str

    @property
    def is_bot(self) -> bool:
        """Whether it acts for an App."""
        return self.login.endswith("[bot]")


@dataclass(slots=True)
class Registration:
    """The GitHub App that the box knows."""

    id: int = 4711
    slug: str = "cowpath"
    public_key: str = ""
    """PEM; where it is empty, any signature passes."""
    webhook_url: str = ""
    permissions: Permissions = field(default_factory=lambda: dict(LEAST_PERMISSIONS))

    @property
    def author(self) -> Account:
        """Under what name the App comments."""
        return Account(f"{self.slug}[bot]")


@dataclass(slots=True)
class Installation:
    """The App in one account's repositories, with what was granted there."""

    id: int
    account: str
    permissions: Permissions
    suspended: bool = False


@dataclass(slots=True)
class Comment:
    """A comment on a pull request."""

    id: int
    number: int
    author: Account
    body: str
    via_app: int | None
    reactions: list[tuple[str, str]] = field(default_factory=list)
    """Who reacted, and with what."""


@dataclass(slots=True)
class LineComment:
    """A comment on a line of what a pull request changes."""

    id: int
    number: int
    author: Account
    body: str
    commit: str
    path: str
    line: int


@dataclass(slots=True)
class CheckRun:
    """A check run on a commit."""

    id: int
    app: int
    name: str
    head_sha: str
    external_id: str
    details_url: str
    status: str = "completed"
    conclusion: str | None = None
    title: str = ""
    summary: str = ""
    text: str = ""
    annotations: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, str]] = field(default_factory=list)
    """The buttons beside it."""


@dataclass(slots=True)
class PullRequest:
    """A proposed change."""

    number: int
    title: str
    body: str
    author: Account
    base: str
    base_sha: str
    """Tip of the base branch when the head last moved; the branch itself moves on."""
    head_owner: str
    head_branch: str
    head_sha: str
    labels: list[str] = field(default_factory=list)
    draft: bool = False
    state: str = "open"
    merged: bool = False
    merge_sha: str | None = None
    """The commit that merged it."""
    locked: bool = False


@dataclass(slots=True)
class Repository:
    """A repository with the pull requests that were proposed to it."""

    id: int
    name: str
    default_branch: str
    history: History
    branches: dict[str, str]
    pull_requests: dict[int, PullRequest] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    line_comments: dict[int, LineComment] = field(default_factory=dict)
    check_runs: dict[int, CheckRun] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    """What people may do, by their logins: read, triage, write, maintain or admin."""

    @property
    def owner(self) -> str:
        """The account it belongs to."""
        return self.name.partition("/")[0]

    def commit(self, ref: str) -> Commit | None:
        """The commit that a branch's name or a commit's id means."""
        return self.history.get(self.branches.get(ref.removeprefix("refs/heads/"), ref))

    def changes(self, base: str, head: str) -> tuple[Commit, list[Difference]]:
        """The merge base of two commits and what lies between it and the second."""
        merge_base, newer = self.history.merge_base(head, base), self.history.get(head)
        if merge_base is None or newer is None:
            raise LookupError(f"{base} and {head} have nothing in common")
        return merge_base, difference(merge_base, newer)
