"""How long the comments take to read that the built-in policies lead to, by their own examples."""

from functools import cache
from statistics import median

from github_markdown import visible_words

from app.analyse import analyse
from app.policies.examples import report_of
from app.policy_files import built_in
from app.render.markdown import Stand, comment
from app.render.shown import in_comment

WORDS_A_MINUTE = 238
"""Silent reading of English prose: Brysbaert, "How many words do we read per minute?", 2019."""
MEDIAN_SECONDS = 20
MOST_WORDS = 130


@cache
def lengths() -> dict[str, int]:
    """Words of the comment for each example that makes its policy speak."""
    stand = Stand("acme/harbour", "0" * 40)
    return {
        f"{policy.id}: {example.name}": visible_words(comment(report, stand, 3))
        for policy in built_in()
        for example in policy.examples
        if in_comment(report := report_of(policy, example, analyse))
    }


def test_the_median_comment_is_read_in_twenty_seconds() -> None:
    assert median(lengths().values()) * 60 / WORDS_A_MINUTE < MEDIAN_SECONDS


def test_no_comment_is_a_page() -> None:
    assert {name: words for name, words in lengths().items() if words > MOST_WORDS} == {}


def test_only_what_is_open_is_counted() -> None:
    page = (
        "#### Two *words*\n\none `of code`<br><sub>small</sub>\n\n"
        "<details><summary>Not open</summary>\n\nmany more words\n\n"
        "<details><summary>nor this</summary>\n\nnone\n\n</details>\n\n</details>\n\nlast\n"
    )
    assert visible_words(page) == 2 + 4 + 2 + 1
