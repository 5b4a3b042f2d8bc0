"""Texts at a pinned place of another local repository."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.pull_request import Content, NotRead
from app.git.plumbing import Git
from app.git.texts import read_texts

NOT_BESIDE = NotRead(
    "it lies in another repository; give it with --layer NAME=FILE, or with --layer FOLDER "
    "where FOLDER/owner/repository is a clone"
)
"""Stands for a text that only GitHub, or whoever calls, can give."""


def texts_in(clone: Path, ref: str, paths: Sequence[str]) -> Mapping[str, Content]:
    """The texts at a tag, at a commit's full id, or at the head where `ref` is empty."""
    git = Git(clone)
    commit = git.commit(f"refs/tags/{ref}") or git.commit(ref) if ref else git.commit("HEAD")
    if commit is None:
        return dict.fromkeys(paths, NotRead(f"the clone {str(clone)!r} has no tag `{ref}`"))
    tree = git.tree(commit)
    entries = {path: tree[path] for path in paths if path in tree}
    texts = read_texts(git, list(entries.values()))
    return {path: texts[entries[path]] if path in entries else None for path in paths}
