"""Reading one change: a bounded loop that ends before deciding starts."""

from collections.abc import Mapping
from dataclasses import replace

from app.advise.protocols import FileList, Opening, Source
from app.core.pull_request import ChangedFile, Content, NotRead, PullRequest, Wanted
from app.facts.wanted import wanted


async def read_change(source: Source, opening: Opening) -> PullRequest:
    """Read what the facts want of a change whose opening was read before."""
    listed = await source.files()
    wishes = wanted(listed.files, listed.tree)
    return assemble(opening, listed, await source.contents(wishes))


def assemble(opening: Opening, listed: FileList, texts: Mapping[Wanted, Content]) -> PullRequest:
    """Put the parts that were read into one value."""
    files = tuple(_with_texts(file, texts) for file in listed.files)
    changed = {file.path_before for file in files}
    beside = {path: text for (side, path), text in texts.items() if side == "before"}
    neighbours = {**beside, **opening.standing}
    return PullRequest(
        title=opening.title,
        body=opening.body,
        author=opening.author,
        base_sha=opening.base_sha,
        head_sha=opening.head_sha,
        files=files,
        labels=opening.labels,
        draft=opening.draft,
        repository=opening.repository,
        number=opening.number,
        tree=listed.tree,
        tree_is_whole=listed.tree_is_whole,
        neighbours={
            p: t for p, t in neighbours.items() if p in opening.standing or p not in changed
        },
        not_looked_at=listed.not_looked_at,
    )


_UNASKED = NotRead("it was not asked for")


def _with_texts(file: ChangedFile, texts: Mapping[Wanted, Content]) -> ChangedFile:
    before = None if file.status == "added" else texts.get(("before", file.path_before), _UNASKED)
    after = None if file.status == "removed" else texts.get(("after", file.path), _UNASKED)
    return replace(file, before=before, after=after)
