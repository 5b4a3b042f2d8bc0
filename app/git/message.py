"""What a commit says: its message in two parts, who wrote it, and what it grew from."""

import re
from dataclasses import dataclass, replace

_NOREPLY = re.compile(r"<(?:[0-9]+\+)?([A-Za-z0-9-]+(?:\[bot\])?)@users\.noreply\.github\.com>")
_MERGE = re.compile(r"Merge pull request #([1-9][0-9]{0,9}) from \S+")
_SQUASHED = re.compile(r"[1-9][0-9]{0,9}")


@dataclass(frozen=True, slots=True)
class CommitMessage:
    """A commit in the words of a pull request."""

    title: str
    body: str
    login: str
    """The author's login where the address tells it, as GitHub's private addresses do."""
    parents: tuple[str, ...] = ()
    """Ids of the commits that it grew from, the branch it stands on first."""
    number: int | None = None
    """Of the pull request that it merged; see `as_merged`."""

    @classmethod
    def parse(cls, commit: bytes) -> "CommitMessage":
        """Read a commit object: headers, an empty line, the message."""
        headers, _, message = commit.decode(errors="replace").partition("\n\n")
        lines = headers.splitlines()
        author = next((line for line in lines if line.startswith("author ")), "")
        login = _NOREPLY.search(author)
        title, _, body = message.strip().partition("\n")
        parents = tuple(line[7:] for line in lines if line.startswith("parent "))
        return cls(title.strip(), body.strip(), login[1] if login else "", parents)

    def as_merged(self) -> "CommitMessage":
        """The words of the pull request that GitHub merged with it; unchanged where it did not.

        A merge commit holds them below its own first line; a squash adds the number, as ` (#12)`.
        """
        merge = _MERGE.fullmatch(self.title)
        if merge and self.body:
            title, _, body = self.body.partition("\n")
            return replace(self, title=title.strip(), body=body.strip(), number=int(merge[1]))
        if merge:
            return replace(self, number=int(merge[1]))
        words, _, rest = self.title.rpartition(" (#")
        if words and rest.endswith(")") and _SQUASHED.fullmatch(rest[:-1]):
            return replace(self, title=words.rstrip(), number=int(rest[:-1]))
        return self
