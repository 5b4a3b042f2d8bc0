"""What a commit says: its message in two parts, and who wrote it."""

import re
from dataclasses import dataclass

_NOREPLY = re.compile(r"<(?:[0-9]+\+)?([A-Za-z0-9-]+(?:\[bot\])?)@users\.noreply\.github\.com>")


@dataclass(frozen=True, slots=True)
class CommitMessage:
    """A commit in the words of a pull request."""

    title: str
    body: str
    login: str
    """The author's login where the address tells it, as GitHub's private addresses do."""

    @classmethod
    def parse(cls, commit: bytes) -> "CommitMessage":
        """Read a commit object: headers, an empty line, the message."""
        headers, _, message = commit.decode(errors="replace").partition("\n\n")
        author = next((line for line in headers.splitlines() if line.startswith("author ")), "")
        login = _NOREPLY.search(author)
        title, _, body = message.strip().partition("\n")
        return cls(title.strip(), body.strip(), login[1] if login else "")
