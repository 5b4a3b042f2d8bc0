"""Whatever a pull request holds, approval rules elsewhere are told or not, without a crash."""

from builders import a_change
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.configuration import Configuration, Platform
from app.core.fact import CannotTell
from app.facts.approvals import approvals

OURS = Configuration(platform=Platform(team="@acme/platform"))
PLACES = (
    ".github/workflows/approve.yml",
    "OWNERS_ALIASES",
    "a/OWNERS",
    "environments/a.json",
    "repositories.yml",
    "scripts/codeowners.sh",
    "templates/CODEOWNERS",
)
PIECES = (
    "aliases:\n", "approvers: [a, B]\n", "approvers:\n", "  - a\n", "filters: []\n", "on: push\n",
    "options: {no_parent_owners: true}\n", "jobs:\n", "  x:\n", "/a/ @acme/b\n", "{", "]", "\0",
    "    steps: [{run: gh pr review --approve}]\n", "* @acme/platform\n", "&a *a\n", "\u00e9 ",
    "push_allowances: ['@acme/platform']\n", "need_review_to_merge: no\n",
    "codeowners: [x, {}]\n", "echo $a/ $b @acme/platform\n",
)  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), st.text(max_size=40))


@given(st.dictionaries(st.sampled_from(PLACES), st.tuples(TEXTS, TEXTS), max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_text_is_told_or_not(files: dict[str, tuple[str, str]]) -> None:
    change = a_change(files, OURS, tree=("a/x",), neighbours={"OWNERS": "approvers: [t]"})
    try:
        found = approvals(change)
    except CannotTell:
        return
    for approval in found:
        texts = files.get(approval.path, ("", ""))
        assert 1 <= approval.line <= max(text.count("\n") + 1 for text in texts)
