"""Which changes are offered on their lines, and that they are exactly what is applied."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from builders import a_changed_file, a_report, an_advice
from github_markdown import tokens_of

from app.core.advice import Advice, Paste
from app.core.publication import Offer
from app.core.pull_request import ChangedFile, Content, NotRead
from app.core.text import Text, ours, theirs
from app.render.offers import MOST_FILES, offers
from app.render.publication import publication

OWNERS = ".github/CODEOWNERS"
BEFORE = "* @acme/platform\n/streams/payments/ @acme/payments\n"
AFTER = "* @acme/platform\n/streams/payments/ @acme/platform\n"
BETTER = ours("/streams/payments/ @acme/payments @acme/platform\n")


def an_offer(text: Text = BETTER, line: int | None = 2, subject: str = "payments") -> Advice:
    paste = Paste(ours("the line"), text, "codeowners", in_place=True)
    return replace(an_advice(subject=subject, path=OWNERS, line=line), paste=paste)


def offered(
    *advice: Advice,
    before: Content = BEFORE,
    after: Content = AFTER,
    known: Mapping[str, str] = MappingProxyType({}),
    room: int = 3,
) -> tuple[Offer, ...]:
    return offers(a_report(*advice), (a_changed_file(OWNERS, before, after),), known, room)


def replacement(one: Offer) -> str:
    """What GitHub puts in the line's place."""
    (fence,) = [token for token in tokens_of(one.body) if token.type == "fence"]
    assert fence.info == "suggestion"
    return fence.content.removesuffix("\n")


def test_what_settles_it_is_offered_on_the_line_that_the_change_brings() -> None:
    (one,) = offered(an_offer())
    assert (one.path, one.line, one.replaced) == (OWNERS, 2, "/streams/payments/ @acme/platform")
    assert replacement(one) == "/streams/payments/ @acme/payments @acme/platform"


@pytest.mark.parametrize(
    ("line", "before"),
    [
        (1, BEFORE),  # the change leaves it alone
        (3, BEFORE),  # the file has ended
        (9, BEFORE),
        (None, BEFORE),
        (2, "/streams/payments/ @acme/platform\n* @acme/platform\n"),  # it only moved
        (2, NotRead("it is too large")),
    ],
)
def test_other_lines_are_left_alone(line: int | None, before: Content) -> None:
    assert offered(an_offer(line=line), before=before) == ()


def test_every_line_of_a_new_file_is_the_changes_own() -> None:
    assert len(offered(an_offer(line=1), before=None)) == 1


@pytest.mark.parametrize(
    "after", [None, NotRead("it is no text"), AFTER.replace("\n", "\r\n"), AFTER + "x" * 100_000]
)
def test_a_file_that_github_may_show_otherwise_is_left_alone(after: Content) -> None:
    assert offered(an_offer(), after=after) == ()


def test_a_change_of_more_files_than_github_compares_is_left_alone() -> None:
    files: tuple[ChangedFile, ...] = (a_changed_file(OWNERS, BEFORE, AFTER),) * (MOST_FILES + 1)
    assert offers(a_report(an_offer()), files, {}, 3) == ()


@pytest.mark.parametrize(
    "text",
    [
        ours("/streams/payments/ @acme/platform\n"),  # as it is
        ours("\n"),
        ours("/streams/payments/ @acme/…"),
        theirs("a\u202eb"),
        theirs("a\r"),
        theirs("x" * 3_000),
    ],
)
def test_what_is_not_finished_or_not_to_be_seen_is_not_offered(text: Text) -> None:
    assert offered(an_offer(text)) == ()


def test_what_does_not_take_the_lines_place_is_not_offered() -> None:
    advice = an_offer()
    assert advice.paste
    assert offered(replace(advice, paste=replace(advice.paste, in_place=False))) == ()
    assert offered(replace(advice, paste=None)) == ()


@pytest.mark.parametrize("text", ["```", "````suggestion\nx", "~~~\n```\n  <b>\n\t@x", "::error::"])
def test_a_strangers_words_stay_inside_and_unchanged(text: str) -> None:
    (one,) = offered(an_offer((*ours("# "), *theirs(text), *ours("\n"))))
    assert replacement(one) == f"# {text}"
    assert not [token for token in tokens_of(one.body) if token.type in {"link_open", "image"}]


def test_only_what_the_comment_says_is_offered() -> None:
    assert offered(replace(an_offer(), mode="check-only")) == ()
    assert offered(replace(an_offer(), stakes="thanks")) == ()


def test_no_more_are_offered_than_there_is_room_for() -> None:
    text = "".join(f"/{name}/ @acme/platform\n" for name in "abcde")
    many = [an_offer(ours(f"# {n}"), n, subject=str(n)) for n in range(1, 6)]
    assert [one.line for one in offered(*many, before=None, after=text)] == [1, 2, 3]
    assert [one.line for one in offered(*many, before=None, after=text, room=1)] == [1]
    assert offered(*many, before=None, after=text, room=0) == ()


def test_what_was_offered_stands_while_it_is_the_same_and_else_stays_away() -> None:
    (one,) = offered(an_offer())
    moved = f"# Owners\n{AFTER}"
    (again,) = offered(an_offer(line=3), after=moved, known={one.fingerprint: one.digest}, room=0)
    assert again.digest == one.digest
    other = AFTER.replace("payments/", "payments/**")
    assert offered(an_offer(), after=other, known={one.fingerprint: one.digest}) == ()


def test_the_comment_leaves_to_the_line_what_is_offered_there() -> None:
    report, found = a_report(an_offer()), offered(an_offer())
    stand = {"repository": "acme/harbour", "number": 12, "head_sha": "0" * 40, "at_most": 3}
    told = publication(report, **stand, spoken_before=False, quiet=False, offers=found)  # type: ignore[arg-type]
    assert told.offers == found
    assert "ready to apply beside the line" in (told.comment or "")
    assert "Ready to paste" not in (told.comment or "")
    assert "Ready to paste" in told.check.summary
    quiet = publication(report, **stand, spoken_before=False, quiet=True, offers=found)  # type: ignore[arg-type]
    assert quiet.offers == ()
