"""The check run on the head: the verdict as its title, the advice beside the lines it is about."""

from collections.abc import Iterator, Sequence
from itertools import islice

from app.core.advice import Advice, Report
from app.core.publication import Annotation, Aside, Button, CheckRun
from app.errors import Mistake
from app.render.asides import whole_account
from app.render.escape import code_span, one_line, words
from app.render.folds import MOST_LISTED
from app.render.markdown import LARGEST, NOTHING, Stand, summary
from app.render.shown import in_check_run, ready_to_paste
from app.render.verdict import counted, verdict

MOST_ANNOTATIONS = 50
"""As many as GitHub takes in one request."""
LONGEST_TITLE = 255
LONGEST_DESCRIPTION = 40
"""Characters of what a button says about itself."""
LONGEST_MESSAGE = 4_000
"""Characters of an annotation; GitHub takes 64 KB, nobody reads them."""
LONGEST_DETAILS = 16_000
"""Characters of what is to be pasted, at most 64 KB; more is a file to be written, no remedy."""


def check_run(
    report: Report, stand: Stand, external_id: str, at_most: int, aside: Aside = NOTHING
) -> CheckRun:
    """The check run for a report. Its conclusion never fails anything."""
    shown = in_check_run(report)
    return CheckRun(
        title=verdict(report, len(shown))[:LONGEST_TITLE],
        summary=summary(report, stand, at_most, aside),
        conclusion=report.conclusion,
        external_id=external_id,
        annotations=tuple(islice(_annotations(shown), MOST_ANNOTATIONS)),
        text=whole_account(report, LARGEST),
        buttons=_buttons(shown),
    )


def check_run_on_mistakes(
    mistakes: Sequence[Mistake], configuration: str, external_id: str
) -> CheckRun:
    """The check run where the configuration cannot be read: every mistake, at its place.

    `configuration` is the path of the repository's own; mistakes elsewhere get no annotation.
    """
    listed = [
        f"- {code_span(_place(mistake))}: {code_span(mistake.message, LONGEST_TITLE)}"
        for mistake in mistakes[:MOST_LISTED]
    ]
    if len(mistakes) > MOST_LISTED:
        listed.append(f"- and {len(mistakes) - MOST_LISTED} more")
    return CheckRun(
        title=f"The configuration cannot be read: {counted(len(mistakes), 'mistake')}",
        summary="\n".join(
            ["Cowpath gives no advice until these are mended. Nothing blocks.", "", *listed, ""]
        ),
        conclusion="neutral",
        external_id=external_id,
        annotations=tuple(
            Annotation(
                mistake.where,
                mistake.line,
                "A mistake in the configuration",
                one_line(mistake.message, LONGEST_MESSAGE),
            )
            for mistake in mistakes[:MOST_ANNOTATIONS]
            if mistake.where == configuration and mistake.line
        ),
    )


def _buttons(shown: Sequence[Advice]) -> tuple[Button, ...]:
    """For those who may write here; what each says is known to whoever reads the webhook."""
    policies = {advice.policy for advice in shown}
    quieten = "Quieten these suggestions here"
    if len(policies) == 1 and len(only := f"Quieten {min(policies)} here") <= LONGEST_DESCRIPTION:
        quieten = only
    return (
        *([Button("Not useful", quieten, "not-useful")] if shown else []),
        Button("Explain", "Say why, policy by policy", "why"),
        Button("Again", "Look again now", "again"),
    )


def _annotations(shown: Sequence[Advice]) -> Iterator[Annotation]:
    for advice in shown:
        if advice.path is not None and advice.line is not None:
            yield Annotation(
                advice.path,
                advice.line,
                words(advice.title)[:LONGEST_TITLE],
                f"{words(advice.why)}\n\nNext step: {words(advice.next_step)}"[:LONGEST_MESSAGE],
                ready_to_paste(advice)[:LONGEST_DETAILS],
            )


def _place(mistake: Mistake) -> str:
    if not mistake.line:
        return mistake.where
    return f"{mistake.where}:{mistake.line}:{mistake.column}"
