"""The terminal: plain words that read well without colour, and a little weight where there is."""

from collections.abc import Iterator
from textwrap import fill

from app.core.advice import Advice, Report
from app.render.escape import one_line, whole_lines, words
from app.render.shown import good_news, in_check_run, told_once
from app.render.verdict import verdict

WIDTH = 100
"""Columns; lines do not grow beyond it on wider terminals."""

_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def terminal(report: Report, head_sha: str, *, width: int = 80, styled: bool = False) -> str:
    """All of a report for a terminal of so many columns; `styled` for one that knows bold."""
    page = _Page(min(width, WIDTH), styled)
    return "\n".join(page.lines(report, head_sha)) + "\n"


class _Page:
    def __init__(self, width: int, styled: bool) -> None:
        self._width = max(width, 40)
        self._styled = styled

    def lines(self, report: Report, head_sha: str) -> Iterator[str]:
        shown = in_check_run(report)
        yield self._style(_BOLD, f"{verdict(report, len(shown))}.")
        if report.stopped:
            yield wrapped(one_line(report.stopped), self._width, "  ")
        for number, advice in enumerate(told_once(shown), start=1):
            yield ""
            yield from self._advice(number, advice)
        if news := good_news(report):
            yield ""
            yield wrapped(words(news.title), self._width)
        yield from self._list(
            "Exempt",
            (f"{one.policy} on {one.subject}: {one.reason}" for one in report.exempt),
        )
        yield from self._list(
            "What could not be told",
            (f"{one.policy} needs {one.fact}: {one.reason}" for one in report.unknown),
        )
        yield from self._list("Not looked at", iter(report.not_looked_at))
        yield ""
        yield self._style(_FAINT, f"Looked at {head_sha[:12]}. Advice only.")

    def _advice(self, number: int, advice: Advice) -> Iterator[str]:
        yield self._style(
            _BOLD, wrapped(f"{number}. {words(advice.title)}", self._width, "", "   ")
        )
        if advice.why:
            yield wrapped(words(advice.why), self._width, "   ")
        yield wrapped(f"Next step: {words(advice.next_step)}", self._width, "   ")
        if advice.paste:
            yield wrapped(f"Ready to paste into {words(advice.paste.into)}:", self._width, "   ")
            yield from (f"     {line}" for line in whole_lines(advice.paste.text).split("\n"))
        place = "" if advice.path is None else one_line(advice.path, 4 * WIDTH)
        line = "" if advice.line is None else f":{advice.line}"
        # on a line of its own and never wrapped, so that terminals and editors can follow it
        yield self._style(_FAINT, f"   {place}{line}{' ' if place else ''}({advice.policy})")

    def _list(self, title: str, entries: Iterator[str]) -> Iterator[str]:
        lines = [
            wrapped(f"- {one_line(entry, 4 * WIDTH)}", self._width, "  ", "    ")
            for entry in entries
        ]
        if lines:
            yield ""
            yield self._style(_BOLD, title)
            yield from lines

    def _style(self, style: str, text: str) -> str:
        return f"{style}{text}{_PLAIN}" if self._styled else text


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> str:
    """A text in lines of so many columns, indented; words are never broken."""
    return fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False,
        break_long_words=False,
    )
