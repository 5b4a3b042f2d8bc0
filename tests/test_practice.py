"""The table of the practice: every statement is heard somewhere, and what it names is there."""

import re
from pathlib import Path

from app.policy_files import built_in

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "practice.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.split("\n")
    if re.match(r"\| \d", line)
]
STATEMENTS = 53
"""47 of the text itself, and six ways to fail."""
NOWHERE = "–"


def test_no_statement_is_missing() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, STATEMENTS + 1))
    assert len({row[1] for row in ROWS}) == STATEMENTS


def test_every_statement_is_heard_on_pull_requests_or_in_a_report() -> None:
    assert [row for row in ROWS if len(row) != 4 or row[2:] == [NOWHERE, NOWHERE]] == []


def test_every_built_in_policy_has_its_place() -> None:
    named = set(re.findall(r"\[`([a-z-]+)`\]", PAGE))
    assert named == {policy.id for policy in built_in()}


def test_every_policy_leads_to_its_page() -> None:
    for name, target in re.findall(r"\[`([a-z-]+)`\]\(([^)]+)\)", PAGE):
        assert target == f"policies/{name}.md"
        assert (DOCS / target).is_file()


def test_every_report_is_described_below_and_called_planned_while_it_is() -> None:
    described = re.findall(r"^### (.+)\n\nPlanned: ", PAGE, re.MULTILINE)
    anchors = {title.lower().replace(" ", "-") for title in described}
    assert set(re.findall(r"\]\(#([a-z-]+)\)", PAGE)) | {"bot-value"} == anchors
    assert all(row[3] == NOWHERE or row[3].endswith("(planned)") for row in ROWS)


def test_the_page_is_found_from_the_front_and_from_the_policies() -> None:
    assert "(docs/practice.md)" in (DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert "(../practice.md)" in (DOCS / "policies/README.md").read_text(encoding="utf-8")
