"""What tests of every room may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from town import Town


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def the_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One town for all journeys, as it takes seconds to found; repositories are each test's own."""
    town = Town(tmp_path_factory.mktemp("town"))
    yield town
    town.close()


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    """The town, with a look at what was asked of GitHub afterwards."""
    the_town.box.log.clear()
    yield the_town
    assert the_town.against == []
    the_town.box.faults.clear()


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Town]:
    """A town for one test, where the App may be killed or learn what is not so elsewhere."""
    town = Town(tmp_path)
    yield town
    assert town.against == []
    town.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with journeys, the longest first.

    They wait for servers much of their time. At the beginning one worker has them, and the others
    what keeps a core busy; at the end all would wait together.
    """
    items.sort(
        key=lambda item: (
            item.path.name != "test_journey_of_hardship.py",
            not item.path.name.startswith("test_journey"),
        )
    )
