"""Markdown for GitHub: the comment, and the check run's summary made of the same parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.advice import Advice, Paste, Report
from app.core.publication import MARKER, Aside
from app.render.asides import answers, fares, short_account
from app.render.escape import code_block, code_span, markdown, url_path
from app.render.folds import MOST_LISTED, fitting, folded, listed, size
from app.render.shown import good_news, in_check_run, in_comment, told_once
from app.render.verdict import verdict

LARGEST = 65_000
"""Bytes of a page. GitHub takes 65,536 characters of a comment, 65,535 bytes of a summary."""
LONGEST_LINK = 1_000
"""Characters of a path that is linked; nobody's editor makes longer ones."""
SETTLED = "Nothing is left to suggest here. Thank you for thinking of the teams downstream."


NOTHING = Aside()


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the change stands, for links of ours."""

    repository: str
    """`owner/name`; empty where unknown, and then there are no links."""
    head_sha: str
    web_url: str = "https://github.com"


def comment(report: Report, stand: Stand, at_most: int, aside: Aside = NOTHING) -> str:
    """The comment on a pull request: at most so many pieces of advice open, the rest folded."""
    shown = in_comment(report)
    told = answers(aside, report)
    if not shown:
        return "\n\n".join([MARKER, SETTLED, *_thanks(report), *told, *_exempt(report)]) + "\n"
    opening = [MARKER, f"**{verdict(report, len(shown))}.**", *told]
    return _page(opening, report, shown, stand, at_most)


def summary(report: Report, stand: Stand, at_most: int, aside: Aside = NOTHING) -> str:
    """The check run's summary: as the comment, with what only the check run is to say."""
    shown = in_check_run(report)
    opening = [_opening_of_summary(report, len(shown)), *fares(aside)]
    return _page(opening, report, shown, stand, at_most)


def _opening_of_summary(report: Report, shown: int) -> str:
    if report.stopped:
        return f"This change could not be judged: {code_span(report.stopped)}. Nothing blocks."
    if shown:
        return "Suggestions on behalf of the teams that build on this platform. Nothing blocks."
    return "Nothing to add."


def _page(
    opening: list[str], report: Report, shown: Sequence[Advice], stand: Stand, at_most: int
) -> str:
    """The parts of a page, with as much advice in the middle as there is room for."""
    closing = [
        *_thanks(report),
        *_quieter(shown),
        *_exempt(report),
        *short_account(report),
        _footer(stand),
    ]
    room = LARGEST - size(opening) - size(closing)
    written = [_advice(one, stand) for one in told_once(shown)]
    fits = fitting(written, room)
    left_out = len(written) - len(fits)
    if left_out:
        rest = f"_{left_out} more did not fit here; `cowpath check` shows them all._"
        closing.insert(0, rest)
    more = fits[at_most:]
    middle = [*fits[:at_most], *folded(f"{len(more)} more", more)]
    return "\n\n".join([*opening, *middle, *closing]) + "\n"


def _advice(advice: Advice, stand: Stand) -> str:
    where = " · ".join(filter(None, [_place(advice, stand), code_span(advice.policy)]))
    parts = [
        f"#### {markdown(advice.title)}",
        markdown(advice.why),
        f"**Next step:** {markdown(advice.next_step)}",
        *_paste(advice.paste),
        f"<sub>{where}</sub>",
    ]
    return "\n\n".join(filter(None, parts))


def _paste(paste: Paste | None) -> list[str]:
    if paste is None:
        return []
    where = f"Into {markdown(paste.into)}:"
    return folded("Ready to paste", [where, code_block(paste.text, paste.language)])


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


def _quieter(shown: Sequence[Advice]) -> list[str]:
    if not shown:
        return []
    policies = sorted({advice.policy for advice in shown})[:MOST_LISTED]
    choices = "\n".join(f"  {policy}: {{mode: report}}" for policy in policies)
    return folded(
        "How to quieten this",
        [
            "Not useful here? In `.github/cowpath.yml`, keep the lines you want:",
            f"```yaml\npolicies:\n{choices}\n```",
        ],
    )


def _exempt(report: Report) -> list[str]:
    entries = [
        f"{code_span(one.policy)} on {code_span(one.subject)}: {code_span(one.reason)}"
        + (f", until {code_span(one.until)}" if one.until else "")
        + (f", by {code_span(one.by)}" if one.by else "")
        for one in report.exempt
    ]
    return folded(f"{len(entries)} exempt", listed(entries))


def _footer(stand: Stand) -> str:
    return f"<sub>Cowpath looked at {code_span(stand.head_sha[:12])}. Advice only.</sub>"
