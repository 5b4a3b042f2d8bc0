"""The past of a default branch, read window by window."""

import pytest

from app.core.pull_request import NotRead
from app.facts.wanted import STANDING
from app.github.files import MOST_COMPARED
from app.github.history import History
from app.github.identity import App
from app.sandbox.server import Sandbox

pytestmark = pytest.mark.anyio


async def test_a_change_beyond_the_budget_is_told_and_the_past_goes_on_behind_it(
    box: Sandbox, app: App
) -> None:
    harbour = box.world.add_repository("acme/harbour", {"CODEOWNERS": "* @acme/a\n"})
    texts = {"modules/dns/variables.tf": 'variable "zone" {}\n', "CODEOWNERS": "* @acme/b\n"}
    old = box.world.commit(harbour, texts)
    large = box.world.commit(harbour, {f"docs/{n}.md": "#\n" for n in range(MOST_COMPARED)})
    new = box.world.commit(harbour, {"docs/1.md": None, "notes.md": "# Notes\n"})
    installation = box.world.installation_of(harbour)
    assert installation
    history = History(app.installation(installation.id), "acme/harbour")
    await history.open()
    assert history.tip == new
    windows = [one async for one in history.windows(STANDING, 10, lambda commit: False)]
    read = dict(entry for window in windows for entry in window)
    assert list(read) == [new, large, old]
    assert isinstance(read[large], NotRead)
    for commit, owners in ((new, "* @acme/b\n"), (old, "* @acme/a\n")):
        found = read[commit]
        assert isinstance(found, tuple)
        _, change = found
        before = harbour.history.get(change.base_sha)
        assert before
        assert change.tree == tuple(sorted(before.files))
        assert change.neighbours["CODEOWNERS"] == owners
    assert history.ended == "the history that was read ends there"
