"""Which values a chart's templates read: a value that none of them read is not missed."""

from dataclasses import dataclass

from app.facts.change import Change, Version
from app.facts.helm_chart import VALUES
from app.facts.helm_templates import uses
from app.facts.helm_values import declared_values


@dataclass(frozen=True, slots=True)
class _Reads:
    """The values that a chart's files read, as far as they change."""

    before: frozenset[str]
    after: frozenset[str]


def is_put_right(change: Change, chart: str, name: str) -> bool:
    """Whether a value of a chart is gone that no template reads less than before, and one of the
    same last name stands elsewhere, or one beside it that templates read all along: it was in the
    wrong place, or had the wrong name."""
    new = _values(change.after, chart) - _values(change.before, chart)
    above, _, last = name.rpartition(".")
    stands = any(other.rpartition(".")[2] == last for other in new)
    if not stands:
        beside = {other for other in new if other.rpartition(".")[0] == above}
        reads = _reads(change, chart)
        stands = reads is not None and not beside.isdisjoint(reads.before)
    return stands and not _is_read_no_longer(change, chart, name)


def _values(version: Version, chart: str) -> frozenset[str]:
    paths = (f"{chart}/{name}".lstrip("/") for name in VALUES)
    texts = ((path, version.text(path) or "") for path in paths)
    return frozenset(
        it.name for path, text in texts for it in declared_values(chart, path, text, ())
    )


def _is_read_no_longer(change: Change, chart: str, name: str) -> bool:
    """Whether the chart's files, as far as they change, read a value before and do not after.

    A value counts as read with all that it lies in and all that lies in it. What cannot be read is
    taken to have read it.
    """
    reads = _reads(change, chart)
    return reads is None or any(_is_same(name, other) for other in reads.before - reads.after)


def _reads(change: Change, chart: str) -> _Reads | None:
    """What those files read; `None` where that is not known."""
    return change.once(f"app.facts.chart_reads {chart}", lambda change: _read(change, chart))


def _read(change: Change, chart: str) -> _Reads | None:
    inside = f"{chart}/" if chart else ""
    was: set[str] = set()
    now: set[str] = set()
    for file in change.files:
        if not file.path_before.startswith(inside) and not file.path.startswith(inside):
            continue
        if file.status != "added":
            text = change.before.text(file.path_before)
            if text is None and "/templates/" in f"/{file.path_before}":
                return None
            was.update(each.name for each in uses(text or ""))
        if file.status != "removed":
            now.update(each.name for each in uses(change.after.text(file.path) or ""))
    return _Reads(frozenset(was), frozenset(now))


def _is_same(name: str, read: str) -> bool:
    read = read.replace("[]", "")
    return read == name or name.startswith(f"{read}.") or read.startswith(f"{name}.")
