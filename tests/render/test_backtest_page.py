"""How a backtest looks."""

from app.core.backtest import (
    Backtest,
    Comparison,
    Example,
    Judgement,
    PastChange,
    PolicyCount,
    PolicyDifference,
)
from app.core.text import ours, theirs
from app.render import backtest as render

HOME = "https://github.com/acme/harbour"
HOSTILE = PastChange("b" * 40, "| <img> @acme/team\n#1 `", None)
FEATURE = PastChange("a" * 40, "feat: search", 12)
SAID = (*ours("The variable "), *theirs("`ttl` @ana"), *ours(" is new."))
EXAMPLES = (Example(FEATURE, SAID), Example(HOSTILE, SAID))
BACKTEST = Backtest(
    changes=8,
    heard=2,
    policies=(
        PolicyCount("quiet-one"),
        PolicyCount("loud-one", heard=2, in_reports=1, untold=3, examples=EXAMPLES),
    ),
    failed=(Judgement(HOSTILE, failed="it took | longer"),),
)
COMPARISON = Comparison(8, (PolicyDifference("loud-one", 1, EXAMPLES[:1], 2, EXAMPLES),))


def test_the_terminal_shows_a_table() -> None:
    assert render.text(BACKTEST) == (
        "Of 8 past changes, 2 would have heard something (25.0%).\n\n"
        "policy    spoke  share  in reports only  cannot tell  examples\n"
        "loud-one      2  25.0%                1            3  #12, bbbbbbbbbb\n\n"
        "Silent throughout: quiet-one.\n\n"
        "1 change could not be judged:\n  bbbbbbbbbb it took | longer\n"
    )


def test_github_shows_a_table_with_links() -> None:
    page = render.markdown_page(BACKTEST, HOME)
    assert (
        f"| `loud-one` | 2 | 25.0% | 1 | 3 | [#12]({HOME}/pull/12), "
        f"[bbbbbbbbbb]({HOME}/commit/{'b' * 40}) |\n"
    ) in page
    assert "Silent throughout: `quiet-one`." in page
    assert "`it took | longer`" in page


def test_what_strangers_wrote_stays_text_in_a_comparison() -> None:
    page = render.comparison_markdown(COMPARISON, HOME)
    assert page.startswith("On 8 past changes: 1 newly said, 2 no longer said.\n")
    assert "- `loud-one`: newly said on 1, no longer said on 2\n" in page
    assert "`` `ttl` @ana ``" in page
    assert "<img>" not in page


def test_without_a_home_there_are_no_links() -> None:
    assert "](" not in render.comparison_markdown(COMPARISON, "")
    assert "](" not in render.markdown_page(BACKTEST, "")


def test_where_nothing_differs_one_line_says_so() -> None:
    assert render.comparison_text(Comparison(8, ())) == (
        "The same would have been said on 8 past changes.\n"
    )


def test_scripts_get_every_policy_and_every_failure() -> None:
    document = render.document(BACKTEST, HOME)
    assert [one["policy"] for one in document["policies"]] == ["quiet-one", "loud-one"]
    loud = document["policies"][1]
    assert (loud["spoke"], loud["share"], loud["cannot_tell"]) == (2, 0.25, 3)
    assert loud["examples"][0]["url"] == f"{HOME}/pull/12"
    assert document["failed"][0]["reason"] == "it took | longer"
    against = render.comparison_document(COMPARISON, "")
    assert against["policies"][0]["newly_examples"][0]["url"] is None
