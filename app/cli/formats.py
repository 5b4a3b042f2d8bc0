"""The formats in which a command shows a report."""

import json
import os
import shutil
import sys
from collections.abc import Callable

from app import __version__
from app.advise.journey import is_quiet, tell
from app.cli.judging import Judged
from app.render.json_format import check_document
from app.render.proposal import proposal_text, with_proposal
from app.render.publication import GITHUB
from app.render.sarif import sarif_document
from app.render.terminal import terminal


def text(judged: Judged) -> str:
    """For people, in the terminal."""
    page = terminal(
        judged.report,
        judged.subject.pull_request.head_sha,
        width=shutil.get_terminal_size().columns,
        styled=_is_styled(),
    )
    return f"{page}\n{proposal_text(judged.proposal)}" if judged.proposal else page


def markdown(judged: Judged) -> str:
    """The comment that the App would write; nothing where it would write none."""
    pull_request = judged.subject.pull_request
    told = tell(judged.report, pull_request, judged.configuration, spoken_before=False)
    if judged.proposal:
        home = f"{GITHUB}/{pull_request.repository}" if pull_request.repository else ""
        heard = not is_quiet(pull_request, judged.configuration)
        told = with_proposal(told, judged.proposal, home, heard)
    if told.comment is None:
        print(f"No comment: {told.check.title}.", file=sys.stderr)
    return told.comment or ""


def as_json(judged: Judged) -> str:
    """For scripts."""
    return json.dumps(check_document(judged.report), indent=2) + "\n"


def sarif(judged: Judged) -> str:
    """For tools that show results of analyses."""
    return json.dumps(sarif_document(judged.report, __version__), indent=2) + "\n"


FORMATS: dict[str, Callable[[Judged], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
    "sarif": sarif,
}


def _is_styled() -> bool:
    """Whether the terminal shows bold letters; see https://no-color.org."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
