"""A pull request as facts look at it: both sides of every file, and answers worked out once."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from posixpath import dirname
from typing import Any, Generic, TypeVar, get_type_hints

from app.core.configuration import Configuration
from app.core.fact import CannotTell
from app.core.pull_request import ChangedFile, Content, NotRead, PullRequest, Side

Answer = TypeVar("Answer")


class Version:
    """One side of the change: the repository before it, or after it."""

    def __init__(self, pull_request: PullRequest, side: Side) -> None:
        self._pull_request = pull_request
        self.side = side
        self._known: dict[str, Any] = {}

    @cached_property
    def _changed(self) -> dict[str, Content]:
        files = self._pull_request.files
        if self.side == "before":
            return {file.path_before: file.before for file in files if file.status != "added"}
        return {file.path: file.after for file in files if file.status != "removed"}

    @cached_property
    def _gone(self) -> frozenset[str]:
        """Paths that this side does not have although the other one, or the base, has."""
        here = self._changed.keys()
        files = self._pull_request.files
        return frozenset({f.path for f in files} | {f.path_before for f in files}) - here

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every path known to exist on this side; see `PullRequest.tree_is_whole`."""
        return (frozenset(self._pull_request.tree) - self._gone) | frozenset(self._changed)

    @cached_property
    def folders(self) -> Mapping[str, Sequence[str]]:
        """Every folder that holds anything, however deep it lies, with the paths right in it, in
        their order."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            folder = dirname(path)
            found.setdefault(folder, []).append(path)
            while folder and (folder := dirname(folder)) not in found:
                found[folder] = []
        return found

    @cached_property
    def at_hand(self) -> frozenset[str]:
        """The paths on this side that the change touches or that were read beside it."""
        return frozenset(self._changed) | (self._pull_request.neighbours.keys() - self._gone)

    def content(self, path: str) -> Content:
        """The file's text, `NotRead` with the reason, or `None` where there is no such file."""
        if path in self._changed:
            return self._changed[path]
        if path in self._gone:
            return None
        if path in self._pull_request.neighbours:
            return self._pull_request.neighbours[path]
        return NotRead("it was not asked for") if path in self.paths else None

    def text(self, path: str) -> str | None:
        """The file's text where it is at hand; `None` where it is not, whatever the reason."""
        content = self.content(path)
        return content if isinstance(content, str) else None

    def once(self, name: str, work: Callable[["Version"], Answer]) -> Answer:
        """What `work` finds out about this side, worked out at most once."""
        if name not in self._known:
            self._known[name] = work(self)
        return self._known[name]  # type: ignore[no-any-return]


class Change:
    """What facts are asked about."""

    def __init__(self, pull_request: PullRequest, configuration: Configuration) -> None:
        self.pull_request = pull_request
        self.configuration = configuration
        self.before = Version(pull_request, "before")
        self.after = Version(pull_request, "after")
        self._answers: dict[str, Any] = {}

    @property
    def files(self) -> tuple[ChangedFile, ...]:
        """The changed files."""
        return self.pull_request.files

    def once(self, name: str, work: Callable[["Change"], Answer]) -> Answer:
        """The answer of `work`, worked out at most once; a `CannotTell` is remembered as well."""
        if name not in self._answers:
            try:
                self._answers[name] = work(self)
            except CannotTell as reason:
                self._answers[name] = reason
        answer = self._answers[name]
        if isinstance(answer, CannotTell):
            raise CannotTell(*answer.args)
        return answer  # type: ignore[no-any-return]


class Fact(Generic[Answer]):
    """One named answer about a change. Its name, type and documentation are the function's own."""

    def __init__(self, work: Callable[[Change], Answer]) -> None:
        self._work = work
        self.name = work.__name__
        self.about = " ".join((work.__doc__ or "").split())
        self.returns: Any = get_type_hints(work)["return"]
        """The Python type of the answer; policies are checked against it."""

    def __call__(self, change: Change) -> Answer:
        """The answer; raises `CannotTell` where there is none."""
        return change.once(self.name, self._work)


def fact(work: Callable[[Change], Answer]) -> Fact[Answer]:
    """Make a fact of a function. Nothing is registered: `app.facts` lists the families."""
    return Fact(work)
