"""What to put in front of people for a report: one comment at most, and one check run."""

from collections.abc import Sequence

from app.core.advice import Report
from app.core.publication import Aside, Offer, Publication
from app.errors import Mistake
from app.facts.wanted import STANDING
from app.render.asides import is_said
from app.render.check_run import check_run, check_run_on_mistakes
from app.render.markdown import NOTHING, Stand, comment
from app.render.shown import in_comment

GITHUB = "https://github.com"


def publication(
    report: Report,
    *,
    repository: str,
    number: int | None,
    head_sha: str,
    at_most: int,
    spoken_before: bool,
    quiet: bool,
    web_url: str = GITHUB,
    aside: Aside = NOTHING,
    offers: tuple[Offer, ...] = (),
) -> Publication:
    """The publication for a report. Where its comment is None, a comment from before stays.

    `quiet` is for drafts and for those who asked to be skipped: the check run only. A comment
    appears with the first advice or the first answer to somebody; where Cowpath spoke before, it
    says so when nothing is left. An analysis that was stopped says nothing new, so what was said
    before remains. `offers` go along with the comment, and never without it.
    """
    stand = Stand(repository, head_sha, web_url)
    worth_saying = in_comment(report) or spoken_before or any(map(is_said, aside.answers))
    speaks = not quiet and not report.stopped and bool(worth_saying)
    check = check_run(report, stand, external_id(repository, number), at_most, aside)
    if not speaks:
        return Publication(check, None)
    on_the_line = {one.fingerprint for one in offers}
    return Publication(check, comment(report, stand, at_most, aside, on_the_line), offers)


def unreadable(repository: str, number: int | None, mistakes: Sequence[Mistake]) -> Publication:
    """The publication where the configuration cannot be read: its mistakes, no advice."""
    name = external_id(repository, number)
    return Publication(check_run_on_mistakes(mistakes, STANDING[0], name), None)


def external_id(repository: str, number: int | None) -> str:
    """The pull request's name, by which a check run finds it again."""
    return repository if number is None else f"{repository}#{number}"
