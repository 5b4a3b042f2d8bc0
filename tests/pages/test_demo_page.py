"""The page that a demonstration leaves behind."""

import re
from base64 import b64encode
from hashlib import sha256

from app.pages.demo import Outcome, Scene, demo_page

COMMENT = """\
<!-- cowpath -->

#### New in the core: `cache`

[`modules/cache`](http://127.0.0.1:9/acme/harbour) · `rule-of-three`

<details><summary>How to quieten this</summary>

Not useful here?

</details>
"""
SAID = Outcome("1 suggestion, nothing blocks", "neutral", COMMENT)
SILENT = Outcome("Nothing to add", "success", "")


def page(**changes: object) -> str:
    told = {"number": 1, "title": "feat: add a cache", "author": "ana", "shows": "A module."}
    return demo_page("acme/harbour", [Scene(**{**told, "outcome": SAID, **changes})])  # type: ignore[arg-type]


def test_comments_are_shown_as_github_shows_them() -> None:
    assert "<h4>New in the core: <code>cache</code></h4>" in page()
    assert "<details><summary>How to quieten this</summary>" in page()


def test_a_pull_request_without_a_comment_shows_its_check_run_alone() -> None:
    shown = page(outcome=SILENT)
    assert "Nothing to add" in shown
    assert "No comment." in shown


def test_what_became_of_a_pull_request_stands_below_it() -> None:
    shown = page(later=Outcome("Settled", "success", "All is well."))
    assert shown.index("New in the core") < shown.index("All is well.")


def test_titles_and_names_stay_text() -> None:
    shown = page(title="<img src=x>", author="<b>", shows="</section>")
    assert not {"<img src=x>", "<b>.", "</section>."} & set(re.findall(r"<[^>]*>\.?", shown))


def test_nothing_on_it_runs_or_loads_or_leads_away() -> None:
    shown = page()
    assert not re.search(r"\s(?:src|href|action|on[a-z]+)=|@import|url\(", shown)


def test_its_policy_allows_its_own_style_alone() -> None:
    shown = page()
    style = re.search(r"<style>(.*?)</style>", shown, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}';" in shown
