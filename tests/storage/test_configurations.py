"""The last good configuration of each repository."""

from pathlib import Path

import pytest

from app.core.layers import Layers, LayerText, only
from app.storage.configurations import SqlConfigurations
from app.storage.database import opened

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_the_last_good_configuration_of_each_repository_is_remembered(
    tmp_path: Path,
) -> None:
    layers = Layers((LayerText("base", "version: 1"), LayerText("own", "comment: {at_most: 2}")))
    async with opened(f"sqlite:///{tmp_path / 'cowpath.db'}") as database:
        configurations = SqlConfigurations(database)
        assert await configurations.last("7/acme/harbour") is None
        for kept in (layers, layers, only("version: 1", "own")):
            await configurations.keep("7/acme/harbour", kept)
            assert await configurations.last("7/acme/harbour") == kept
        assert await configurations.last("7/acme/quay") is None
