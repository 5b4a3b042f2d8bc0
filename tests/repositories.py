"""Small git repositories for tests, made from the contents of files alone."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

Contents = Mapping[str, str | bytes | None]
"""What a commit writes; None removes the file."""

_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Robin",
    "GIT_AUTHOR_EMAIL": "7+robin@users.noreply.github.com",
    "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
    "GIT_COMMITTER_NAME": "Robin",
    "GIT_COMMITTER_EMAIL": "robin@example.com",
    "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
    "PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin",
}


class Repository:
    """A repository in a folder of the test's own, on the branch `main`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str) -> str:
        """What a git command prints."""
        command = ["git", "-C", str(self.folder), *words]
        done = subprocess.run(command, check=True, capture_output=True, env=_ENVIRONMENT)
        return done.stdout.decode().strip()

    def commit(self, contents: Contents, message: str = "A change") -> str:
        """Write the files, commit them, and return the commit's id."""
        for path, content in contents.items():
            file = self.folder / path
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str) -> None:
        """Start a branch here and go to it."""
        self.git("checkout", "--quiet", "-b", name)
