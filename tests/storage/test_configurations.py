"""The last good configuration of each branch."""

from pathlib import Path

import pytest

from app.advise.protocols import Branch
from app.core.layers import Layers, LayerText, only
from app.storage.configurations import DAY, UNUSED, SqlConfigurations
from app.storage.database import opened
from app.storage.inbox import SqlInbox

pytestmark = pytest.mark.anyio


async def test_the_last_good_configuration_of_each_branch_is_remembered(tmp_path: Path) -> None:
    main, release = (Branch("7/acme/harbour", name) for name in ("main", "release"))
    layers = Layers((LayerText("base", "version: 1"), LayerText("own", "comment: {at_most: 2}")))
    async with opened(f"sqlite:///{tmp_path / 'cowpath.db'}") as database:
        configurations = SqlConfigurations(database)
        assert await configurations.last(main) is None
        for kept in (layers, layers, only("version: 1", "own")):
            await configurations.keep(main, kept)
            assert await configurations.last(main) == kept
        assert await configurations.last(release) is None
        await configurations.keep(release, layers)
        assert await configurations.last(main) == only("version: 1", "own")
        assert await configurations.last(Branch("7/acme/quay", "main")) is None


async def test_what_no_pull_request_was_judged_by_for_long_is_forgotten(tmp_path: Path) -> None:
    """A deleted branch is like that; one that is quiet, or broken all the time, is not yet."""
    now = 1_000_000.0
    kept, read, gone = (Branch("7/acme/harbour", name) for name in ("kept", "read", "gone"))
    layers = only("version: 1", "own")
    async with opened(f"sqlite:///{tmp_path / 'cowpath.db'}") as database:
        configurations = SqlConfigurations(database, lambda: now)
        inbox = SqlInbox(database, clock=lambda: now)
        for branch in (kept, read, gone):
            await configurations.keep(branch, layers)
        now += UNUSED - DAY
        await configurations.keep(kept, layers)
        assert await configurations.last(read) == layers
        now += 2 * DAY
        await inbox.prune()
        there = [await configurations.last(branch) is not None for branch in (kept, read, gone)]
        assert there == [True, True, False]
