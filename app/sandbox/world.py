"""What happens in the box.

Everything that people do at GitHub is a method here, and announces itself as an event, the way
GitHub sends webhooks.
"""

from itertools import count
from typing import Any, Literal

from app.sandbox import payloads
from app.sandbox.history import Changes, History
from app.sandbox.records import (
    Account,
    CheckRun,
    Comment,
    Installation,
    PullRequest,
    Registration,
    Repository,
)


class World:
    """A GitHub with one App registered. Numbers are given in order, so that runs are alike."""

    def __init__(self, app: Registration | None = None) -> None:
        self.app = app or Registration()
        self.repositories: dict[str, Repository] = {}
        self.installations: dict[int, Installation] = {}
        self.events: list[tuple[str, dict[str, Any]]] = []
        """What happened and was not delivered yet: names and payloads."""
        self.web_url = "https://github.com"
        self.api_url = "https://api.github.com"
        self._ids = count(1001)

    def next_id(self) -> int:
        """A number that nothing else has."""
        return next(self._ids)

    # what platform teams do

    def add_repository(
        self, name: str, files: Changes, *, default_branch: str = "main"
    ) -> Repository:
        """A repository with one commit, in an account where the App is installed."""
        history = History()
        first = history.commit((), files, "First commit")
        branches = {default_branch: first.sha}
        self.repositories[name.lower()] = repository = Repository(
            self.next_id(), name, default_branch, history, branches
        )
        if self.installation_of(repository) is None:
            number = self.next_id()
            granted = dict(self.app.permissions)
            self.installations[number] = Installation(number, repository.owner, granted)
        return repository

    def installation_of(self, repository: Repository) -> Installation | None:
        """The installation that covers a repository."""
        every = self.installations.values()
        return next((one for one in every if one.account == repository.owner), None)

    def commit(self, repository: Repository, changes: Changes, branch: str | None = None) -> str:
        """Put a commit on a branch; the new tip."""
        branch = branch or repository.default_branch
        parents = (repository.branches[branch],)
        commit = repository.history.commit(parents, changes, f"Change {', '.join(changes)}"[:72])
        repository.branches[branch] = commit.sha
        return commit.sha

    # what authors do

    def open_pull_request(
        self,
        repository: Repository,
        changes: Changes,
        *,
        title: str = "A change",
        body: str = "",
        author: str = "robin",
        fork: bool = False,
        draft: bool = False,
        labels: tuple[str, ...] = (),
        base: str | None = None,
    ) -> PullRequest:
        """Propose changes to the tip of the base branch, from a branch here or from a fork."""
        base = base or repository.default_branch
        tip = repository.branches[base]
        head = repository.history.commit((tip,), changes, title)
        number = 1 + max(repository.pull_requests, default=0)
        pull_request = PullRequest(
            number=number,
            title=title,
            body=body,
            author=Account(author),
            base=base,
            base_sha=tip,
            head_owner=author if fork else repository.owner,
            head_branch=f"change-{number}",
            head_sha=head.sha,
            labels=list(labels),
            draft=draft,
        )
        if not fork:
            repository.branches[pull_request.head_branch] = head.sha
        repository.pull_requests[number] = pull_request
        self._announce(repository, pull_request, "opened")
        return pull_request

    def push(self, repository: Repository, pull_request: PullRequest, changes: Changes) -> str:
        """Add a commit to the pull request; the new head."""
        parents = (pull_request.head_sha,)
        pull_request.head_sha = repository.history.commit(parents, changes, "More").sha
        pull_request.base_sha = repository.branches[pull_request.base]
        if pull_request.head_owner == repository.owner:
            repository.branches[pull_request.head_branch] = pull_request.head_sha
        self._announce(repository, pull_request, "synchronize")
        return pull_request.head_sha

    def edit(
        self,
        repository: Repository,
        pull_request: PullRequest,
        *,
        title: str | None = None,
        body: str | None = None,
    ) -> None:
        """Change what the author wrote."""
        pull_request.title = pull_request.title if title is None else title
        pull_request.body = pull_request.body if body is None else body
        self._announce(repository, pull_request, "edited")

    def label(self, repository: Repository, pull_request: PullRequest, label: str) -> None:
        """Put a label on it."""
        pull_request.labels.append(label)
        self._announce(repository, pull_request, "labeled")

    def ready(self, repository: Repository, pull_request: PullRequest) -> None:
        """Make a draft ready for review."""
        pull_request.draft = False
        self._announce(repository, pull_request, "ready_for_review")

    def close(self, repository: Repository, pull_request: PullRequest) -> None:
        """Close it without merging."""
        pull_request.state = "closed"
        self._announce(repository, pull_request, "closed")

    def merge(
        self,
        repository: Repository,
        pull_request: PullRequest,
        method: Literal["merge", "squash"] = "squash",
    ) -> str:
        """Merge it, with title and text as the message; the commit that did."""
        tip, number = repository.branches[pull_request.base], pull_request.number
        if method == "squash":
            parents: tuple[str, ...] = (tip,)
            message = f"{pull_request.title} (#{number})\n\n{pull_request.body}"
        else:
            parents = (tip, pull_request.head_sha)
            head = f"{pull_request.head_owner}/{pull_request.head_branch}"
            message = f"Merge pull request #{number} from {head}\n\n"
            message += f"{pull_request.title}\n\n{pull_request.body}"
        _, changed = repository.changes(tip, pull_request.head_sha)
        gone: Changes = {one.old_path: None for one in changed if one.old_path}
        changes = {**gone, **{one.path: one.after for one in changed}}
        commit = repository.history.commit(parents, changes, message.strip())
        repository.branches[pull_request.base] = pull_request.merge_sha = commit.sha
        pull_request.merged, pull_request.state = True, "closed"
        self._announce(repository, pull_request, "closed")
        return commit.sha

    def lock(self, repository: Repository, pull_request: PullRequest) -> None:
        """Let nobody comment any more."""
        pull_request.locked = True
        self._announce(repository, pull_request, "locked")

    def rerequest(self, repository: Repository, check_run: CheckRun) -> None:
        """Ask for another run of a check; GitHub waits for it to be concluded anew."""
        check_run.status, check_run.conclusion = "queued", None
        payload = payloads.check_run(self, repository, check_run, Account("robin"))
        self._happened(repository, "check_run", payload)

    def press(self, repository: Repository, check_run: CheckRun, button: str, by: str) -> None:
        """Press one of the buttons that a check run offers."""
        if button not in {action["identifier"] for action in check_run.actions}:
            raise LookupError(f"there is no button {button}")
        payload = payloads.check_run(self, repository, check_run, Account(by), button)
        self._happened(repository, "check_run", payload)

    def queue(self, repository: Repository, pull_request: PullRequest) -> str:
        """Put it in the merge queue; the commit that waits for checks."""
        parents = (repository.branches[pull_request.base], pull_request.head_sha)
        _, changed = repository.changes(*parents)
        changes = {one.path: one.after for one in changed}
        sha = repository.history.commit(parents, changes, "Merge").sha
        payload = payloads.merge_group(self, repository, pull_request, sha)
        self._happened(repository, "merge_group", payload)
        return sha

    def comment(
        self, repository: Repository, number: int, author: Account, body: str, app: int | None
    ) -> Comment:
        """Add a comment."""
        comment = Comment(self.next_id(), number, author, body, app)
        repository.comments[comment.id] = comment
        return comment

    def say(self, repository: Repository, number: int, by: str, body: str) -> Comment:
        """Write a comment."""
        comment = self.comment(repository, number, Account(by), body, None)
        self.tell_of_comment(repository, comment, "created", by)
        return comment

    def reword(self, repository: Repository, comment: Comment, by: str, body: str) -> None:
        """Edit a comment, one's own or, with the right to, somebody else's."""
        comment.body = body
        self.tell_of_comment(repository, comment, "edited", by)

    def tell_of_comment(
        self, repository: Repository, comment: Comment, action: str, sender: str
    ) -> None:
        """Announce what somebody did to a comment."""
        payload = payloads.issue_comment(self, repository, comment, action, Account(sender))
        self._happened(repository, "issue_comment", payload)

    def _announce(self, repository: Repository, subject: PullRequest, action: str) -> None:
        payload = payloads.pull_request(self, repository, subject, action)
        self._happened(repository, "pull_request", payload)

    def _happened(self, repository: Repository, event: str, payload: dict[str, Any]) -> None:
        installation = self.installation_of(repository)
        if installation is not None:
            payload["installation"] = {"id": installation.id}
            self.events.append((event, payload))
