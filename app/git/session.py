"""A repository that is asked much: git's processes stay, and neighbouring trees are worked out.

One change costs nine processes otherwise, which take longer than reading it. What is asked and
answered is the same, so a session stands in for `Git` anywhere.
"""

import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import IO

from app.errors import PassingTrouble
from app.git.difference import differences
from app.git.message import CommitMessage
from app.git.plumbing import MOST_OUTPUT, Entry, Git, GitFailed, raw

LARGEST_TREE = 100_000
"""Files of a tree that is worked out from its neighbour; beyond, git's own order matters."""
AT_ONCE = 500
"""Questions that go out before the first answer is read: they fit into any pipe."""


class Conversation:
    """A git command that answers as long as it is asked. Raises `GitFailed` where it ended."""

    def __init__(self, git: Git, words: Sequence[str]) -> None:
        self._name = words[0]
        self._process = git.start(words, subprocess.PIPE, subprocess.DEVNULL)

    def tell(self, text: bytes) -> None:
        """Send a question."""
        try:
            pipe = _opened(self._process.stdin)
            pipe.write(text)
            pipe.flush()
        except OSError as error:
            raise GitFailed(self._name, "it ended early") from error

    def line(self) -> bytes:
        """The next line of the answer, with its end."""
        line = _opened(self._process.stdout).readline()
        if not line.endswith(b"\n"):
            raise GitFailed(self._name, "it ended early")
        return line

    def bytes(self, count: int) -> bytes:
        """So many bytes of the answer."""
        content = _opened(self._process.stdout).read(count)
        if len(content) < count:
            raise GitFailed(self._name, "it ended early")
        return content

    def close(self) -> None:
        """End the command."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:  # closes the pipes and waits
            pass


class GitSession(Git):
    """A `Git` for one thread, to be closed after use."""

    def __init__(self, directory: str | Path) -> None:
        super().__init__(directory)
        # no path can be made to look like it: the answer ends where it comes back
        self._end = f"end {token_hex(16)}\n".encode()
        self._conversations: dict[tuple[str, ...], Conversation] = {}
        self._tree: tuple[str, dict[str, Entry]] | None = None
        self._difference: tuple[tuple[str, str, str], bytes] | None = None

    def close(self) -> None:
        """End git's processes."""
        while self._conversations:
            self._conversations.popitem()[1].close()

    @cached_property
    def _default(self) -> str | None:
        return super().default_branch()

    def default_branch(self) -> str | None:
        """As `Git.default_branch`, looked up once."""
        return self._default

    def commit(self, name: str) -> str | None:
        """As `Git.commit`; ranges and other questions for several commits have no answer."""
        if not name or any(ord(character) < 32 for character in name):
            return None
        found = self._described([f"{name}^{{commit}}"])[0]
        return found[0] if len(found) == 3 and found[1] == "commit" else None

    def commit_object(self, commit: str) -> bytes:
        """As `Git.commit_object`."""
        try:
            return self.blobs([commit])[commit]
        except KeyError:
            raise GitFailed("cat-file", f"there is no commit {commit}") from None

    def merge_base(self, one: str, other: str) -> str | None:
        """As `Git.merge_base`; a commit's parent is found without a look at the history."""
        if one in CommitMessage.parse(self.commit_object(other)).parents:
            return one
        return super().merge_base(one, other)

    def sizes(self, ids: Iterable[str]) -> dict[str, int]:
        """As `Git.sizes`."""
        described = self._described(list(ids))
        return {found[0]: int(found[2]) for found in described if len(found) == 3}

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """As `Git.blobs`."""
        conversation = self._conversation("cat-file", "--batch")
        contents: dict[str, bytes] = {}
        for object_id in ids:
            conversation.tell(f"{object_id}\n".encode())
            words = conversation.line().decode().split()
            if len(words) == 3:
                contents[words[0]] = conversation.bytes(int(words[2]))
                conversation.bytes(1)
        return contents

    def difference(self, before: str, after: str, renames: str) -> bytes:
        """As `Git.difference`; the last answer is at hand."""
        asked = (before, after, renames)
        if self._difference is None or self._difference[0] != asked:
            self._difference = asked, self._compared(before, after, renames)
        return self._difference[1]

    def tree(self, commit: str) -> dict[str, Entry]:
        """As `Git.tree`; that of the last one's parent is the last one with its change undone."""
        if self._tree is None or self._tree[0] != commit:
            self._tree = commit, self._neighbour(commit) or super().tree(commit)
        return self._tree[1]

    def _neighbour(self, commit: str) -> dict[str, Entry] | None:
        if self._tree is None or len(self._tree[1]) > LARGEST_TREE:
            return None
        after, files = self._tree
        if CommitMessage.parse(self.commit_object(after)).parents[:1] != (commit,):
            return None
        changed = differences(self, commit, after)
        files = files.copy()
        for one in changed:
            files.pop(one.path, None)
        return files | {one.path_before: one.before for one in changed if one.before}

    def _compared(self, before: str, after: str, renames: str) -> bytes:
        """`<commit> <parent>` makes git compare the two; a line that is no id comes back as is."""
        words = ("diff-tree", "--stdin", *raw(renames))
        conversation = self._conversation(*words)
        answer = b""
        try:
            conversation.tell(f"{after} {before}\n".encode() + self._end)
            while not answer.endswith(self._end):
                answer += conversation.line()
                if len(answer) > MOST_OUTPUT:
                    raise PassingTrouble(f"git printed more than {MOST_OUTPUT:,} bytes.")
        except PassingTrouble:
            self._conversations.pop(words).close()
            raise
        return answer.removesuffix(self._end).partition(b"\0")[2]  # the commit's id comes first

    def _described(self, names: Sequence[str]) -> list[list[str]]:
        """Id, type and size of each object; two words where there is none."""
        conversation = self._conversation("cat-file", "--batch-check")
        found: list[list[str]] = []
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            conversation.tell("".join(f"{name}\n" for name in some).encode())
            found += [conversation.line().decode(errors="replace").split() for _ in some]
        return found

    def _conversation(self, *words: str) -> Conversation:
        if words not in self._conversations:
            self._conversations[words] = Conversation(self, words)
        return self._conversations[words]


def _opened(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise TypeError("git was started without its pipes")
    return pipe
