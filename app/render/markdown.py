"""Markdown for GitHub: the comment, and the check run's summary made of the same parts.

The first piece of advice is told in full; of what follows, the reasons are folded. Summaries of
folds are HTML to GitHub, so they hold words of ours alone. `docs/design-of-the-comment.md` shows
what else was tried.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from app.core.advice import Advice, Paste, Report
from app.core.publication import MARKER, Aside
from app.render.asides import answers, fares, origin
from app.render.escape import code_block, code_span, markdown, url_path
from app.render.folds import fitting, folded, listed, size
from app.render.shown import good_news, in_check_run, in_comment, told_once
from app.render.verdict import verdict

LARGEST = 65_000
"""Bytes of a page. GitHub takes 65,536 characters of a comment, 65,535 bytes of a summary."""
LONGEST_LINK = 1_000
"""Characters of a path that is linked; nobody's editor makes longer ones."""
SETTLED = "Nothing is left to suggest here. Thank you for thinking of the teams downstream."
REASSURANCE = "<sub>Nothing blocks.</sub>"


NOTHING = Aside()


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the change stands, for links of ours."""

    repository: str
    """`owner/name`; empty where unknown, and then there are no links."""
    head_sha: str
    web_url: str = "https://github.com"


def comment(
    report: Report,
    stand: Stand,
    at_most: int,
    aside: Aside = NOTHING,
    on_the_line: Collection[str] = (),
) -> str:
    """The comment on a pull request: at most so many pieces of advice open, the rest folded.

    `on_the_line` are fingerprints of what is offered on its line, to be applied there.
    """
    shown = in_comment(report)
    told = answers(aside, report)
    if not shown:
        return "\n\n".join([MARKER, SETTLED, *_thanks(report), *told, *_exempt(report)]) + "\n"
    counts = len(shown) > 1 or bool(report.exempt)
    opening = [MARKER, *([f"{verdict(report, len(shown))}."] if counts else []), *told]
    written = _written(shown, stand, at_most, on_the_line)
    closing = [*_closing(report, shown, stand), *([] if counts else [REASSURANCE])]
    return _page(opening, written, len(shown), closing, at_most)


def summary(report: Report, stand: Stand, at_most: int, aside: Aside = NOTHING) -> str:
    """The check run's summary: as the comment, with what only the check run is to say."""
    shown = in_check_run(report)
    opening = [_opening_of_summary(report, len(shown)), *fares(aside)]
    written = _written(shown, stand, at_most)
    return _page(opening, written, len(shown), _closing(report, shown, stand), at_most)


def _opening_of_summary(report: Report, shown: int) -> str:
    if report.stopped:
        return f"This change could not be judged: {code_span(report.stopped)}. Nothing blocks."
    if shown:
        return "Suggestions on behalf of the teams that build on this platform. Nothing blocks."
    return "Nothing to add."


def _closing(report: Report, shown: Sequence[Advice], stand: Stand) -> list[str]:
    return [*_thanks(report), *_exempt(report), *origin(report, shown, stand.head_sha)]


def _page(
    opening: list[str], written: Iterator[str], many: int, closing: list[str], at_most: int
) -> str:
    """The parts of a page, with as much in the middle as there is room for, of so `many` pieces."""
    fits = fitting(written, LARGEST - size(opening) - size(closing))
    left_out = many - len(fits)
    if left_out:
        rest = f"_{left_out} more did not fit here; `cowpath check` shows them all._"
        closing = [rest, *closing]
    more = fits[at_most:]
    middle = [*fits[:at_most], *folded(f"{len(more)} more", more)]
    return "\n\n".join([*opening, *middle, *closing]) + "\n"


def _written(
    shown: Sequence[Advice], stand: Stand, at_most: int, on_the_line: Collection[str] = ()
) -> Iterator[str]:
    """Each piece of advice; those that stand open behind the first are brief."""
    for place, one in enumerate(told_once(shown)):
        offered = one.fingerprint in on_the_line
        yield _advice(one, stand, brief=0 < place < at_most, on_the_line=offered)


def _advice(advice: Advice, stand: Stand, *, brief: bool, on_the_line: bool) -> str:
    """One piece of advice; a brief one keeps its reason in a fold."""
    small = [_place(advice, stand), code_span(advice.policy)]
    if on_the_line:
        small.append("ready to apply beside the line")
    step = f"**Next step:** {markdown(advice.next_step)}"
    why = markdown(advice.why)
    paste = [] if on_the_line else _paste(advice.paste)
    folds = [("Why", [why] if why and brief else []), ("ready to paste", paste)]
    parts = [
        f"#### {markdown(advice.title)}",
        "" if brief else why,
        f"{step}<br><sub>{' · '.join(filter(None, small))}</sub>",
        *_one_fold(folds),
    ]
    return "\n\n".join(filter(None, parts))


def _one_fold(parts: Sequence[tuple[str, list[str]]]) -> list[str]:
    """One fold for all that there is, named after it."""
    there = [(name, some) for name, some in parts if some]
    title = ", and ".join(name for name, _ in there)
    return folded(title[:1].upper() + title[1:], [part for _, some in there for part in some])


def _paste(paste: Paste | None) -> list[str]:
    if paste is None:
        return []
    return [f"Into {markdown(paste.into)}:", code_block(paste.text, paste.language)]


def _thanks(report: Report) -> list[str]:
    news = good_news(report)
    return [markdown(news.title)] if news else []


def _place(advice: Advice, stand: Stand) -> str:
    if advice.path is None:
        return ""
    shown = code_span(advice.path if advice.line is None else f"{advice.path}:{advice.line}")
    if not stand.repository or len(advice.path) > LONGEST_LINK:
        return shown
    line = "" if advice.line is None else f"#L{advice.line}"
    path = f"{stand.repository}/blob/{stand.head_sha}/{advice.path}"
    return f"[{shown}]({stand.web_url}/{url_path(path)}{line})"


def _exempt(report: Report) -> list[str]:
    entries = [
        f"{code_span(one.policy)} on {code_span(one.subject)}: {code_span(one.reason)}"
        + (f", until {code_span(one.until)}" if one.until else "")
        + (f", by {code_span(one.by)}" if one.by else "")
        for one in report.exempt
    ]
    return folded(f"{len(entries)} exempt", listed(entries))
