"""Why each policy spoke or stayed silent, and from what Cowpath knows what it goes by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.advice import Report
from app.core.layout import Layout
from app.render.account import accounts
from app.render.escape import one_line, words
from app.render.terminal import WIDTH, wrapped


@dataclass(frozen=True, slots=True)
class Tuning:
    """One policy's values, each with the place that set it."""

    policy: str
    values: Mapping[str, tuple[object, str]]


def explanation(
    report: Report, layout: Layout | None, tunings: Sequence[Tuning], width: int
) -> str:
    """The whole of it for a terminal; no layout where the analysis was stopped."""
    return "\n".join(_lines(report, layout, tunings, min(width, WIDTH))) + "\n"


def _lines(
    report: Report, layout: Layout | None, tunings: Sequence[Tuning], width: int
) -> Iterator[str]:
    if report.stopped:
        yield f"The analysis was stopped: {one_line(report.stopped)}"
    if layout:
        yield "What is where"
        for name, text in _layout(layout):
            yield wrapped(f"{name}: {one_line(text, 6 * WIDTH)}", width, "  ", "    ")
    yield "Policies"
    told = {one.policy: one.lines for one in accounts(report)}
    for tuning in tunings:
        yield f"  {tuning.policy}"
        lines = told.get(tuning.policy, ())
        for text in (*(words(line) for line in lines), _values(tuning)):
            yield wrapped(text, width, "    ", "      ")


def _layout(layout: Layout) -> Iterator[tuple[str, str]]:
    team = layout.platform.name if layout.platform else "not known"
    yield "platform team", f"{team} ({layout.platform_source}; {layout.platform_confidence})"
    yield "kind of platform", f"{layout.kind or 'not known'} ({layout.kind_confidence})"
    yield "core", f"{_globs(layout.core)} ({layout.core_confidence})"
    yield "extensions", _globs(layout.extensions)
    yield "documentation", _globs(layout.docs)
    yield "guarded", _globs(layout.guarded)
    for area in layout.streams:
        yield f"stream {one_line(area.stream)}", f"{_globs(area.patterns)} ({area.source})"


def _globs(patterns: Sequence[str]) -> str:
    return ", ".join(patterns) or "none"


def _values(tuning: Tuning) -> str:
    return ", ".join(
        f"{name}: {one_line(str(value))} ({layer})"
        for name, (value, layer) in tuning.values.items()
    )
