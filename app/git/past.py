"""The past of a branch: the steps of its first-parent line, as merges and squashes left them."""

from dataclasses import dataclass, replace

from app.core.backtest import PastChange
from app.errors import AuthorsMistake
from app.git.local import LocalChange, Overrides
from app.git.message import CommitMessage
from app.git.plumbing import Git


@dataclass(frozen=True, slots=True)
class Step:
    """One commit of the line, and the one before it."""

    commit: str
    parent: str


def steps(
    git: Git, tip: str, last: int | None = None, since: str | None = None
) -> tuple[Step, ...]:
    """The newest steps that led to a commit, newest first; `since` is a date as git reads it."""
    limits = [f"--max-count={last}"] if last is not None else []
    limits += [f"--since={since}"] if since is not None else []
    words = ("rev-list", "--first-parent", "--parents", *limits, tip, "--")
    lines = (line.split() for line in git.run(*words).decode().splitlines())
    # the first commit of all, or of a shallow clone, has nothing to be compared with
    return tuple(Step(ids[0], ids[1]) for ids in lines if len(ids) > 1)


def tip_of(git: Git) -> str:
    """The last commit of the branch that changes are proposed to.

    Raises `AuthorsMistake` where there is none.
    """
    tip = git.default_branch() or git.commit("HEAD")
    if tip:
        return tip
    if not git.is_repository:
        raise git.missing()
    raise AuthorsMistake.at("--repo", f"There is no commit in {git.directory!r} yet.")


def change_of(git: Git, step: Step) -> tuple[PastChange, LocalChange]:
    """A step as a change to be read, in the words and by the author of its pull request."""
    message = CommitMessage.parse(git.commit_object(step.commit)).as_merged()
    if len(message.parents) == 2:  # a merge is by whoever pressed the button
        proposed = CommitMessage.parse(git.commit_object(message.parents[1]))
        message = replace(message, login=proposed.login)
    words = Overrides(message.title, message.body, message.login)
    past = PastChange(step.commit, message.title, message.number)
    return past, LocalChange(git, step.parent, step.commit, words)
