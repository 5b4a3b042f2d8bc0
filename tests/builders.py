"""Values for tests: only what matters to a test is spelled out, the rest has a plain default."""

from collections.abc import Mapping

from app.core.advice import Advice, Report
from app.core.configuration import Configuration, Mode
from app.core.pull_request import ChangedFile, Content, PullRequest
from app.core.text import Text, ours
from app.facts.change import Change
from app.facts.surface import Declaration, SurfaceReader


def a_changed_file(
    path: str, before: Content = None, after: Content = None, old_path: str | None = None
) -> ChangedFile:
    """A file with its two texts; what is `None` on a side is not there on that side."""
    status = (
        "added"
        if before is None
        else "removed"
        if after is None
        else "renamed"
        if old_path
        else "modified"
    )
    return ChangedFile(path, status, old_path, before=before, after=after)


def a_pull_request(
    files: Mapping[str, tuple[Content, Content]] | tuple[ChangedFile, ...] = (),
    *,
    title: str = "A change",
    body: str = "",
    author: str = "robin",
    labels: tuple[str, ...] = (),
    neighbours: Mapping[str, Content] | None = None,
    tree: tuple[str, ...] = (),
    repository: str = "acme/harbour",
) -> PullRequest:
    """A pull request from a mapping of paths to (before, after), or from ready files."""
    changed = (
        tuple(a_changed_file(path, before, after) for path, (before, after) in files.items())
        if isinstance(files, Mapping)
        else files
    )
    known = {f.path_before for f in changed if f.before is not None} | set(neighbours or {})
    return PullRequest(
        title=title,
        body=body,
        author=author,
        base_sha="b" * 40,
        head_sha="a" * 40,
        files=changed,
        labels=labels,
        repository=repository,
        number=12,
        tree=tuple(sorted(known | set(tree))),
        neighbours=neighbours or {},
    )


def a_change(
    files: Mapping[str, tuple[Content, Content]] | tuple[ChangedFile, ...] = (),
    configuration: Configuration | None = None,
    **rest: object,
) -> Change:
    """What facts are asked about; takes what `a_pull_request` takes."""
    return Change(a_pull_request(files, **rest), configuration or Configuration())  # type: ignore[arg-type]


TITLE = ours("A new capability has one team behind it so far.")
WHY = ours("What three teams need is worth everybody's attention; less is an extension.")
NEXT_STEP = ours("Name the teams that asked for it, or offer it as an extension.")


def an_advice(
    policy: str = "rule-of-three",
    subject: str = "modules/search",
    *,
    title: Text = TITLE,
    why: Text = WHY,
    next_step: Text = NEXT_STEP,
    path: str | None = "modules/search/main.tf",
    line: int | None = 3,
    mode: Mode = "advise",
) -> Advice:
    """What one policy says about one subject."""
    return Advice(policy, subject, title, why, next_step, path, line, "high", mode)


def a_report(*advice: Advice, **rest: object) -> Report:
    """A report that holds this advice; takes the other fields of a report by name."""
    values: dict[str, object] = {"silent": (), "unknown": (), "facts": {}}
    return Report(advice=advice, **{**values, **rest})  # type: ignore[arg-type]


def declared_by(
    reader: SurfaceReader,
    path: str,
    text: str,
    tree: tuple[str, ...] = (),
    neighbours: Mapping[str, Content] | None = None,
) -> dict[str, Declaration]:
    """What a reader finds in one file, by name; the tree and the texts beside it are the base's."""
    change = a_change({path: (None, text)}, tree=tree, neighbours=neighbours)
    return {each.name: each for each in reader.surface(path, text, change.after)}
