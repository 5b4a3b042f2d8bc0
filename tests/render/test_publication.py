"""What people see for a report, whole pages of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import a_report, an_advice
from github_markdown import tokens_of

from app.core.advice import Exemption, Paste, Report, Silence, Untold
from app.core.observation import Hearings, Learning
from app.core.publication import MARKER, Aside, Publication
from app.core.reply import Answer
from app.core.text import ours, theirs
from app.errors import Mistake
from app.github.replies import BUTTONS
from app.render.json_format import check_document
from app.render.publication import publication, unreadable

EXPECTED = Path(__file__).parent / "expected"


def published(report: Report, **rest: object) -> Publication:
    values: dict[str, object] = {
        "repository": "acme/harbour", "number": 12, "head_sha": "0123456789abcdef" * 2 + "01234567",
        "at_most": 3, "spoken_before": False, "quiet": False,
    }  # fmt: skip
    return publication(report, **{**values, **rest})  # type: ignore[arg-type]


SEARCH = an_advice(
    title=(*ours("`search` has one team behind it so far: "), *theirs("payments"), *ours(".")),
)
RETRIES = an_advice(
    "documented-extension-points",
    "retries",
    title=(*ours("Nobody can find "), *theirs("retries"), *ours(" yet.")),
    why=ours("Teams use what they can read about, without asking."),
    next_step=ours("Write one sentence under `description`, with the default and an example."),
    path="modules/search/vari ables.tf",
    line=40,
)
WHOLE = an_advice(
    "heard-from-a-user",
    "",
    title=ours("Who tried this?"),
    why=ours("An hour with a user saves a release."),
    next_step=ours("Add a link to what they said."),
    path=None,
    line=None,
)
HOSTILE_NAME = "@acme/x ![](https://evil.example/p.png) `` </details> <!-- cowpath --> \u202e #12"
HOSTILE = an_advice(
    subject=HOSTILE_NAME,
    title=(*ours("New: "), *theirs(HOSTILE_NAME), *ours(".")),
    path=f"modules/{HOSTILE_NAME}\n.tf",
)
UNTOLD = Untold("rule-of-three", "consumers", "the description names teams as `x`, @y")
EXEMPT = Exemption("rule-of-three", "core/tls", "security fix", "2027-01-31", "ana")

REPORTS = {
    "one": a_report(SEARCH),
    "five": a_report(
        SEARCH, RETRIES, WHOLE, an_advice(subject="a", line=1), an_advice(subject="b", line=2)
    ),
    "hostile": a_report(
        HOSTILE,
        unknown=(Untold("one-shape", HOSTILE_NAME, HOSTILE_NAME),),
        exempt=(Exemption("p", HOSTILE_NAME, HOSTILE_NAME, None, HOSTILE_NAME),),
        not_looked_at=(HOSTILE_NAME,),
    ),
    "all": a_report(
        RETRIES,
        exempt=(EXEMPT,),
        unknown=(UNTOLD,),
        not_looked_at=("1 of the 3,001 changed files",),
    ),
    "asked": a_report(
        SEARCH,
        RETRIES,
        unknown=(UNTOLD,),
        exempt=(EXEMPT,),
        silent=(Silence("kind-words", ours("Nothing unkind was added.")),),
        looked_for={
            "rule-of-three": "something joins the core before enough teams need it",
            "documented-extension-points": "something new is not explained",
            "kind-words": "somebody is blamed",
        },
    ),
}


ASIDES = {
    "asked": Aside(
        answers=(
            Answer("robin", "why", "kind-words"),
            Answer("robin", "again"),
            Answer(HOSTILE_NAME, HOSTILE_NAME, HOSTILE_NAME, "There is no such command."),
            Answer("robin", "help"),
        ),
        stepped_down=(Hearings("one-shape", 30, 4),),
        learning=Learning("2027-01-31", (("rule-of-three", 7), ("kind-words", 1))),
    ),
}


def pages() -> Iterator[tuple[str, str]]:
    """Every expected page by its name, as it is drawn today."""
    for name, report in REPORTS.items():
        told = published(report, aside=ASIDES.get(name, Aside()))
        yield f"{name}.comment.md", told.comment or ""
        yield f"{name}.summary.md", told.check.summary
        if name in ASIDES:
            yield f"{name}.text.md", told.check.text


@pytest.mark.parametrize(("name", "page"), list(pages()))
def test_pages_are_as_expected(name: str, page: str) -> None:
    assert page == (EXPECTED / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "page"), list(pages()))
def test_only_our_own_markup_is_alive(name: str, page: str) -> None:
    for token in tokens_of(page):
        assert token.type != "image"
        if token.type == "link_open":
            href = str(token.attrs["href"])
            assert re.fullmatch(r"https://github\.com/acme/harbour/blob/[\w%/.-]+#L[0-9]+", href)
        if token.type in {"html_inline", "html_block"}:
            ours_only = (
                r"<!-- cowpath -->|</?sub>|<br>|<details><summary>[\w, ]+</summary>|</details>"
            )
            assert re.fullmatch(ours_only, token.content.strip())
        if token.type == "text":
            assert not re.search(r"@\w|#[0-9]|://|www\.", token.content)


def test_every_expected_page_is_drawn() -> None:
    assert {file.name for file in EXPECTED.iterdir()} == {name for name, _ in pages()}


def test_the_title_carries_the_verdict() -> None:
    titles = {
        "2 suggestions, nothing blocks": a_report(SEARCH, RETRIES),
        "1 suggestion, 1 exempt, nothing blocks": a_report(SEARCH, exempt=(EXEMPT,)),
        "Nothing to add": a_report(),
        "Nothing to add, 1 policy could not tell": a_report(unknown=(UNTOLD, UNTOLD)),
        "Could not tell: the analysis was stopped": a_report(stopped="it took too long"),
    }
    for title, report in titles.items():
        assert published(report).check.title == title


def test_no_comment_where_there_is_nothing_to_say() -> None:
    told = published(a_report())
    assert told.comment is None
    assert told.check.conclusion == "success"


def test_one_kind_line_once_all_is_settled() -> None:
    comment = published(a_report(), spoken_before=True).comment
    assert comment == (
        f"{MARKER}\n\nNothing is left to suggest here. "
        "Thank you for thinking of the teams downstream.\n"
    )


def test_quiet_means_the_check_run_only() -> None:
    told = published(a_report(SEARCH), quiet=True, spoken_before=True)
    assert told.comment is None
    assert told.check.title == "1 suggestion, nothing blocks"


def test_a_stopped_analysis_leaves_the_comment_as_it_was() -> None:
    told = published(a_report(stopped="it took longer than 20 seconds"), spoken_before=True)
    assert told.comment is None
    assert told.check.conclusion == "neutral"
    assert "it took longer than 20 seconds" in told.check.summary


def test_each_mode_is_heard_where_it_asked_to_be() -> None:
    quietly = an_advice(mode="check-only", title=ours("For the check run"))
    never = an_advice(mode="report", title=ours("For reports"))
    told = published(a_report(quietly, never))
    assert told.comment is None
    assert told.check.title == "1 suggestion, nothing blocks"
    assert "For the check run" in told.check.summary
    assert "For reports" not in told.check.summary
    assert "For the check run" not in (published(a_report(SEARCH, quietly)).comment or "")


def test_a_reason_is_given_once() -> None:
    comment = published(a_report(an_advice(subject="a"), an_advice(subject="b"))).comment or ""
    assert comment.count("What three teams need is worth everybody's attention") == 1


def test_advice_is_annotated_where_it_has_a_line() -> None:
    (annotation,) = published(a_report(RETRIES, WHOLE)).check.annotations
    assert (annotation.path, annotation.line) == ("modules/search/vari ables.tf", 40)
    assert annotation.title == "Nobody can find retries yet."
    assert "Next step: Write one sentence under `description`" in annotation.message


def test_the_check_run_names_its_pull_request() -> None:
    assert published(a_report()).check.external_id == "acme/harbour#12"


def test_without_a_repository_a_place_is_no_link() -> None:
    comment = published(a_report(SEARCH), repository="").comment or ""
    assert "<sub>`modules/search/main.tf:3` · `rule-of-three`</sub>" in comment


def test_links_lead_to_an_enterprise_server_where_there_is_one() -> None:
    comment = published(a_report(SEARCH), web_url="https://git.acme.example").comment or ""
    assert "(https://git.acme.example/acme/harbour/blob/" in comment


def test_more_than_github_takes_is_cut_between_pieces_of_advice() -> None:
    long = ours("word " * 400)
    advice = [
        an_advice(subject=str(n), title=theirs("é" * 70_000), next_step=long) for n in range(60)
    ]
    told = published(a_report(*advice))
    for page in (told.comment or "", told.check.summary):
        assert 60_000 < len(page.encode()) <= 65_535
        assert page.rstrip().endswith("```\n\n</details>")
        assert "more did not fit here" in page
        assert page.count("<details>") == page.count("</details>")


def test_a_long_list_of_what_could_not_be_told_is_cut() -> None:
    report = a_report(unknown=tuple(Untold("p", str(n), "x" * 70_000) for n in range(2_000)))
    summary = published(report).check.summary
    assert len(summary.encode()) < 20_000
    assert "- and 1980 more" in summary


def test_a_configuration_that_cannot_be_read_is_told_with_its_mistakes() -> None:
    told = unreadable(
        "acme/harbour",
        12,
        [
            Mistake(".github/cowpath.yml", 3, 5, "Unknown key `polices`; did you mean `policies`?"),
            Mistake("acme/.github:.github/cowpath.yml", 1, 1, "It is empty. @acme"),
        ],
    )
    assert told.comment is None
    assert told.check.conclusion == "neutral"
    assert told.check.title == "The configuration cannot be read: 2 mistakes"
    assert "- `.github/cowpath.yml:3:5`: ``Unknown key `polices`" in told.check.summary
    (annotation,) = told.check.annotations
    assert (annotation.path, annotation.line) == (".github/cowpath.yml", 3)


def test_buttons_fit_where_github_shows_them() -> None:
    long = an_advice("a-policy-with-a-name-as-long-as-it-may-be-and-longer-still")
    for report in (a_report(), a_report(SEARCH), a_report(SEARCH, RETRIES), a_report(long)):
        buttons = published(report).check.buttons
        assert len(buttons) <= 3
        for button in buttons:
            assert len(button.label) <= 20
            assert len(button.description) <= 40
            assert button.identifier in BUTTONS
    assert "Quieten rule-of-three here" in str(published(a_report(SEARCH)).check.buttons)


def test_an_answer_is_worth_the_comment_and_what_is_exempt_stays_in_sight() -> None:
    asked = Aside(answers=(Answer("robin", "why", "kind-words"),))
    report = a_report(exempt=(EXEMPT,), silent=(Silence("kind-words", ours("Nothing.")),))
    comment = published(report, aside=asked).comment or ""
    assert "Silent: Nothing." in comment
    assert "`security fix`" in comment
    assert published(report, aside=Aside(answers=(Answer("robin", "again"),))).comment is None
    assert published(report, aside=asked, quiet=True).comment is None


def test_the_words_of_an_explanation_are_the_same_everywhere() -> None:
    report = REPORTS["asked"]
    text = published(report).check.text
    for account in check_document(report)["explanation"]:
        assert account["policy"] in text
    assert "Silent: Nothing unkind was added." in text
    assert "Settles it: Write one sentence under `description`" in text


def test_what_is_to_be_pasted_keeps_its_lines_and_stays_text() -> None:
    hostile = "```\n</details> @acme/x ![](https://evil.example/p.png)"
    paste = Paste(
        into=(*ours("the description of "), *theirs("@acme/x")),
        text=(*ours("## Consumers\n  - "), *theirs(hostile)),
        language="markdown",
    )
    body = published(a_report(replace(SEARCH, paste=paste))).comment or ""
    assert "Into the description of `@acme/x`:" in body
    assert "````markdown\n## Consumers\n  - ```\n</details> @acme/x" in body
    block = next(token for token in tokens_of(body) if token.type == "fence")
    assert "evil.example" in block.content


def test_an_annotation_holds_what_is_to_be_pasted_as_plain_text() -> None:
    paste = Paste(ours("the **end**"), (*ours("a:\n  - "), *theirs("```@x")), "yaml")
    (annotation,) = published(a_report(replace(RETRIES, paste=paste))).check.annotations
    assert annotation.details == "Ready to paste into the end:\n\na:\n  - ```@x"
    assert published(a_report(RETRIES)).check.annotations[0].details == ""


def test_good_news_is_a_line_and_no_suggestion() -> None:
    news = replace(WHOLE, title=ours("Three teams stand behind this."), stakes="thanks")
    alone = published(a_report(news))
    assert alone.comment is None
    assert (alone.check.title, alone.check.conclusion) == ("Nothing to add", "success")
    assert "Three teams stand behind this." in alone.check.summary
    beside = published(a_report(SEARCH, news))
    assert beside.check.title.startswith("1 suggestion,")
    assert "Three teams stand behind this." in (beside.comment or "")


def test_good_news_is_told_once_at_most() -> None:
    news = [
        replace(an_advice(subject=word, title=ours(f"News: {word}.")), stakes="thanks")
        for word in ("one", "two")
    ]
    body = published(a_report(SEARCH, *news)).comment or ""
    assert body.count("News:") == 1
