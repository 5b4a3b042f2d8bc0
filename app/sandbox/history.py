"""A repository's history in memory: files by commit, branches, merge bases, differences."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha1

CONTEXT = 3
"""Lines that GitHub shows around those that differ."""
Changes = Mapping[str, str | bytes | None]
"""New texts by path; `None` removes the file."""


def blob_id(data: bytes) -> str:
    """The id that git gives a file's bytes."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Commit:
    """A whole tree and where it came from."""

    sha: str
    parents: tuple[str, ...]
    message: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that differs between two commits."""

    path: str
    status: str
    old_path: str | None
    before: bytes | None
    after: bytes | None

    @property
    def additions(self) -> int:
        """Lines that only the newer version has."""
        return (_lines(self.after) - _lines(self.before)).total()

    @property
    def deletions(self) -> int:
        """Lines that only the older version has."""
        return (_lines(self.before) - _lines(self.after)).total()

    @property
    def shown(self) -> frozenset[int]:
        """Numbers of the newer version's lines that are shown: the new ones and those around."""
        older, newer = (self.before or b"").splitlines(), (self.after or b"").splitlines()
        groups = SequenceMatcher(None, older, newer, autojunk=False).get_grouped_opcodes(CONTEXT)
        return frozenset(
            line + 1
            for group in groups
            for _, _, _, start, end in group
            for line in range(start, end)
        )


class History:
    """The commits of a repository and of all its forks, which share them as they do at GitHub."""

    def __init__(self) -> None:
        self._commits: dict[str, Commit] = {}

    def commit(self, parents: tuple[str, ...], changes: Changes, message: str) -> Commit:
        """Add a commit that changes the tree of its first parent."""
        files = dict(self._commits[parents[0]].files) if parents else {}
        for path, text in changes.items():
            if text is None:
                files.pop(path, None)
            else:
                files[path] = text.encode() if isinstance(text, str) else text
        # the count keeps two commits apart that say the same
        said = f"{len(self._commits)}\0{parents}\0{message}"
        sha = sha1(said.encode(), usedforsecurity=False).hexdigest()
        self._commits[sha] = Commit(sha, parents, message, files)
        return self._commits[sha]

    def get(self, sha: str) -> Commit | None:
        """The commit, if there is one."""
        return self._commits.get(sha)

    def behind(self, sha: str) -> Iterator[Commit]:
        """A commit and all that it grew from, the nearest first."""
        return (self._commits[one] for one in self._ancestors(sha))

    def merge_base(self, one: str, other: str) -> Commit | None:
        """The nearest commit that both come from."""
        known = set(self._ancestors(other))
        return next((self._commits[sha] for sha in self._ancestors(one) if sha in known), None)

    def _ancestors(self, sha: str) -> Iterator[str]:
        waiting, seen = deque([sha]), {sha}
        while waiting:
            here = waiting.popleft()
            yield here
            for parent in self._commits[here].parents:
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)


def difference(before: Commit, after: Commit) -> list[Difference]:
    """The files that differ, by path; a file moved as it is counts as renamed."""
    gone = {path: data for path, data in before.files.items() if path not in after.files}
    moved_from = {data: path for path, data in sorted(gone.items(), reverse=True)}
    found = []
    for path, data in after.files.items():
        if path in before.files:
            if before.files[path] != data:
                found.append(Difference(path, "modified", None, before.files[path], data))
        elif data and moved_from.get(data) in gone:
            old_path = moved_from[data]
            del gone[old_path]
            found.append(Difference(path, "renamed", old_path, data, data))
        else:
            found.append(Difference(path, "added", None, None, data))
    found += [Difference(path, "removed", None, data, None) for path, data in gone.items()]
    return sorted(found, key=lambda difference: difference.path)


def _lines(data: bytes | None) -> Counter[bytes]:
    return Counter((data or b"").splitlines())
