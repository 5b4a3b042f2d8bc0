"""Runs git's plumbing so that a repository can neither run programs nor flood memory.

No hook, filter, external diff, text conversion, pager, lazy fetch or replaced object takes part:
https://git-scm.com/docs/git#_environment_variables and the `-c` settings below. Commands are lists
of words, and what strangers wrote goes in through standard input or as a full object id.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO

from app.errors import AuthorsMistake, PassingTrouble

SECONDS = 120
"""How long one git command may take."""
MOST_OUTPUT = 256_000_000
"""Bytes that one git command may print."""
MOST_RENAMES = 1_000
"""Above this many candidates git only recognises renames without edits."""

_SETTINGS = {
    "advice.graftFileDeprecated": "false",
    "core.attributesFile": os.devnull,
    "core.bigFileThreshold": "1m",  # larger files are compared as a whole, never line by line
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "diff.orderFile": os.devnull,
    "log.showSignature": "false",
    "protocol.allow": "never",
    # a clone that belongs to somebody else is common in containers, and harmless for what we run
    "safe.directory": "*",
}
_GITHUB = re.compile(r"(?:https://|ssh://git@|git@)github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?")
_DEFAULT_BRANCHES = ("refs/remotes/origin/HEAD", "main", "master", "origin/main", "origin/master")
_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a tree: its mode as git writes it, and the id of its content."""

    mode: str
    id: str


class Git:
    """One local repository, bare or not."""

    def __init__(self, directory: str | Path) -> None:
        self.directory = str(directory)

    def run(self, *words: str, given: bytes = b"", expected: tuple[int, ...] = (0,)) -> bytes:
        """What a git command prints. Raises `GitFailed` where it ends in an unexpected way."""
        code, output, complaint = self._run(words, given)
        if code not in expected:
            raise GitFailed(words[0], complaint)
        return output

    def _run(self, words: tuple[str, ...], given: bytes) -> tuple[int, bytes, str]:
        # files for what goes in and for complaints: with one pipe only, nobody waits in a circle
        with TemporaryFile() as asked, TemporaryFile() as complaint:
            asked.write(given)
            asked.seek(0)
            process = self.start(words, asked, complaint)
            output = _bounded_output(process)
            complaint.seek(0)
            return process.returncode, output, complaint.read(2000).decode(errors="replace")

    def start(
        self, words: Sequence[str], given: int | IO[bytes], complaint: int | IO[bytes]
    ) -> "subprocess.Popen[bytes]":
        """Start a git command whose output goes into a pipe."""
        settings = [word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}")]
        command = ["git", "--no-pager", "--no-replace-objects", "-C", self.directory, *settings]
        try:
            return subprocess.Popen(
                [*command, *words],
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=complaint,
                env=_environment(os.environ),
            )
        except FileNotFoundError:
            raise AuthorsMistake.at(
                "git", "It is not installed, or not on the PATH; Cowpath reads changes with it."
            ) from None

    @cached_property
    def is_repository(self) -> bool:
        """Whether the folder is, or lies in, a git repository."""
        words = ("rev-parse", "--absolute-git-dir")
        return bool(self.run(*words, expected=(0, 128)).strip())

    def missing(self) -> AuthorsMistake:
        """For a folder that is no repository."""
        if Path(self.directory).is_dir():
            remedy = "is no git repository; name the folder of a clone."
        else:
            remedy = "is no folder."
        return AuthorsMistake.at("--repo", f"{self.directory!r} {remedy}")

    @cached_property
    def is_shallow(self) -> bool:
        """Whether the clone holds the latest part of its history only."""
        return self.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def commit(self, name: str) -> str | None:
        """The full id of the commit that a name stands for; None where there is none."""
        if not name or name.startswith("-") or any(ord(character) < 32 for character in name):
            return None
        words = ("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        found = self.run(*words, expected=(0, 1, 128)).decode().strip()
        # a range such as `main..topic` has two
        return found if found and "\n" not in found else None

    @cached_property
    def github_name(self) -> str:
        """`owner/name` where the clone came from github.com, else empty."""
        words = ("config", "--get", "remote.origin.url")
        url = self.run(*words, expected=(0, 1)).decode(errors="replace").strip()
        match = _GITHUB.fullmatch(url)
        return match[1] if match else ""

    def default_branch(self) -> str | None:
        """The last commit of the branch that changes are proposed to; None where none is known."""
        return next(filter(None, map(self.commit, _DEFAULT_BRANCHES)), None)

    def commit_object(self, commit: str) -> bytes:
        """A commit as git stores it: headers, an empty line, the message."""
        return self.run("cat-file", "commit", commit)

    def difference(self, before: str, after: str, renames: str) -> bytes:
        """The files that differ between two commits, as git prints them with `--raw -z`."""
        return self.run("diff-tree", *raw(renames), before, after)

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit where two histories part; None where they have nothing in common."""
        return self.run("merge-base", one, other, expected=(0, 1)).decode().strip() or None

    def tree(self, commit: str) -> dict[str, Entry]:
        """Every file of a commit by its path, sorted as git sorts."""
        files: dict[str, Entry] = {}
        for record in _records(self.run("ls-tree", "-r", "-z", "--full-tree", commit)):
            facts, _, path = record.partition(b"\t")
            mode, _, object_id = facts.decode().split(" ")
            files[path.decode(errors="replace")] = Entry(mode, object_id)
        return files

    def sizes(self, ids: Iterable[str]) -> dict[str, int]:
        """The size in bytes of each object; objects that this clone lacks are left out."""
        asked = "".join(f"{object_id}\n" for object_id in ids)
        answer = self.run("cat-file", "--batch-check", given=asked.encode())
        words = (line.split(" ") for line in answer.decode().splitlines())
        return {found[0]: int(found[2]) for found in words if len(found) == 3}

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """The content of each object; objects that this clone lacks are left out."""
        asked = "".join(f"{object_id}\n" for object_id in ids)
        answer = self.run("cat-file", "--batch", given=asked.encode())
        contents: dict[str, bytes] = {}
        at = 0
        while at < len(answer):
            end = answer.index(b"\n", at)
            words = answer[at:end].decode().split(" ")
            at = end + 1
            if len(words) == 3:
                size = int(words[2])
                contents[words[0]] = answer[at : at + size]
                at += size + 1
        return contents


def raw(renames: str) -> tuple[str, ...]:
    """The options of `git diff-tree` that make it print modes, ids and paths and nothing else."""
    return (
        "-r", "-z", "--raw", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv",
        "--ignore-submodules=none", renames, f"-l{MOST_RENAMES}",
    )  # fmt: skip


class GitFailed(PassingTrouble):
    """A git command ended in a way that nobody expected."""

    def __init__(self, command: str, complaint: str) -> None:
        super().__init__(f"git {command} failed: {complaint.strip() or 'it does not say why'}")


def _bounded_output(process: "subprocess.Popen[bytes]") -> bytes:
    """All that a process prints; a process that is late or prints too much is ended."""
    late = Timer(SECONDS, process.kill)
    late.start()
    try:
        with process:
            output = process.stdout.read(MOST_OUTPUT + 1) if process.stdout else b""
            if len(output) > MOST_OUTPUT:
                process.kill()
                raise PassingTrouble(f"git printed more than {MOST_OUTPUT:,} bytes.")
    except BaseException:
        process.kill()
        raise
    finally:
        late.cancel()
    return output


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment without anything that configures git from outside."""
    return {key: environ[key] for key in _KEPT if key in environ} | {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "HOME": os.devnull,
        "LC_ALL": "C",
        "XDG_CONFIG_HOME": os.devnull,
    }


def _records(output: bytes) -> Iterator[bytes]:
    """The parts of an answer that git ended with NUL, as `-z` asks."""
    return iter(output.split(b"\0")[:-1])
